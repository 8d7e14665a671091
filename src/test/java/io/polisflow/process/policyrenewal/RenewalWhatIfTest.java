package io.polisflow.process.policyrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.whatif.WhatIf;
import io.polisflow.process.models.whatif.WhatIfAnswer;
import io.polisflow.process.models.whatif.WhatIfAnswer.Case;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A changed table of cross-selling answers what a real renewal has asked. */
class RenewalWhatIfTest extends RenewalCase {

    private static final String TABLE = "bpmn/cross-sell.dmn";
    private static final String LIABILITY = "Общая гражданская ответственность";
    private static final String INTERRUPTION = "Страхование перерыва в производстве";
    private static final String ANSWER = "<outputEntry id=\"LiabilityBesideProperty_Product\"><text>";

    @Autowired
    private WhatIf whatIf;

    @Autowired
    private ModelDrafts drafts;

    @Test
    void whatWasSuggestedIsToldBesideWhatWouldBe() {
        String deal = wonDeal();
        dueFor(deal);
        complete(deal(deal).owner(), deal, PolicyRenewal.TASK_RENEW_CONTRACT, talk("renew"));
        assertThat(shown(deal, PolicyRenewal.TASK_CHOOSE_PRODUCTS, "suggestions"))
                .asString()
                .contains(LIABILITY)
                .doesNotContain(INTERRUPTION);
        ModelFile changed = SecondLawyer.file(
                TABLE,
                SecondLawyer.replaced(
                        SecondLawyer.delivered(TABLE),
                        ANSWER + "\"general-liability\"",
                        ANSWER + "\"business-interruption\""));

        WhatIfAnswer answer = whatIf.ask(changed, drafts.inForce().get(TABLE)).get(0);

        assertThat(answer.problem()).isNull();
        Case renewal = answer.cases().stream()
                .filter(each -> deal.equals(each.deal()))
                .findFirst()
                .orElseThrow();
        assertThat(answer.groups().get(renewal.group())).satisfies(group -> {
            assertThat(group.before()).contains(LIABILITY).doesNotContain(INTERRUPTION);
            assertThat(group.after()).contains(INTERRUPTION).doesNotContain(LIABILITY);
        });
        assertThat(answer.offers())
                .filteredOn(offer -> offer.name().equals(INTERRUPTION))
                .singleElement()
                .matches(offer -> offer.after() > offer.before());
    }
}
