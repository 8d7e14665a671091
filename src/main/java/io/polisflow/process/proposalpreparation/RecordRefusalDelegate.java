package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.LossFields;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what the client was told and hands the reason of the loss to the deal. */
@Component
class RecordRefusalDelegate implements JavaDelegate {

    private final Deals deals;

    RecordRefusalDelegate(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            deals.recordTouch(
                    execution.getProcessBusinessKey(),
                    Activity.Kind.valueOf(form.text("touchKind")),
                    WorkingUser.id(),
                    form.text("touchNote"));
            LossFields.hand(execution, form);
        }
    }
}
