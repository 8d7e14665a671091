package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.ProcessTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;

/** Whole stories and lives of deals, walked as fast as they go. */
abstract class LifeBench extends ProcessTest {

    /** Lives of a round. */
    static final int LIVES = Integer.getInteger("bench.lives", 15);

    @Autowired
    private Contracts contracts;

    @Autowired
    private SigningEvents signingEvents;

    private final Map<String, List<String>> groups = new HashMap<>();

    void story() {
        walk(dealOf(webForm(freshInn())), StoryStep.proposal(), Stage.PROPOSAL_SENT);
    }

    void life() {
        String deal = dealOf(webForm(freshInn()));
        walk(deal, StoryStep.proposal(), Stage.PROPOSAL_SENT);
        walk(deal, StoryStep.contract(), Stage.WON);
        assertThat(instance("policy-renewal", deal)).isNotNull();
    }

    private void walk(String deal, List<StoryStep> steps, Stage end) {
        String owner = deal(deal).owner();
        for (StoryStep step : steps) {
            if (step == StoryStep.SIGNED) {
                sign(deal);
            } else if (step.isJob()) {
                runJob(deal, step.element());
            } else {
                String user = StoryForms.user(step);
                submit(user == null ? owner : user, deal, step);
            }
        }
        assertThat(deal(deal).stage()).isEqualTo(end);
    }

    private void submit(String user, String deal, StoryStep step) {
        String task = task(deal, step.element()).getId();
        String shown = step == StoryStep.FILL_IN ? String.valueOf(tasks.getVariable(task, "parameters")) : null;
        identity.setAuthentication(user, groups.computeIfAbsent(user, id -> groupsOf(id)));
        try {
            forms.submitTaskForm(task, StoryForms.values(step, shown));
        } finally {
            identity.clearAuthentication();
        }
    }

    private List<String> groupsOf(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> group.getId())
                .toList();
    }

    private void sign(String deal) {
        String document =
                transaction.execute(status -> contracts.of(deal(deal)).get(0).entityId());
        signingEvents.receive(document, DocumentExchange.State.SIGNED, null, clock.instant());
    }
}
