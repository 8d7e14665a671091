package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.RenewalOffers;
import io.polisflow.crm.policy.RenewalOffers.Choice;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.FormRow;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records which of the suggested products go into the new offer. */
@Component
class RecordProductChoiceDelegate implements JavaDelegate {

    private final RenewalOffers offers;

    RecordProductChoiceDelegate(RenewalOffers offers) {
        this.offers = offers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            offers.choose(
                    PolicyRenewal.POLICY_ID.get(execution),
                    form.rows("suggestions").stream()
                            .map(FormRow::new)
                            .map(row -> new Choice(
                                    "true".equals(row.text("accepted")), row.text("object"), row.money("sumInsured")))
                            .toList());
        }
    }
}
