package io.polisflow.process.clientacquisition;

import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what the client's manager makes of a lead handed to them; whoever answers goes on with it. */
@Component
class RecordAcceptanceDelegate implements JavaDelegate {

    private final LeadDecision decision;

    RecordAcceptanceDelegate(LeadDecision decision) {
        this.decision = decision;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            String user = WorkingUser.id();
            decision.record(execution, form, form.text("acceptance"), user);
            ClientAcquisition.LEAD_OWNER.set(execution, user);
        }
    }
}
