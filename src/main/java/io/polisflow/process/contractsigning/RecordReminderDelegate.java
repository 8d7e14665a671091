package io.polisflow.process.contractsigning;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records how the client was reminded. */
@Component
class RecordReminderDelegate implements JavaDelegate {

    private final Deals deals;

    RecordReminderDelegate(Deals deals) {
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
        }
    }
}
