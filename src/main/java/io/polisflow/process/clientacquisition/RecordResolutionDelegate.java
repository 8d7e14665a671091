package io.polisflow.process.clientacquisition;

import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records who goes on with a company that is a client already. */
@Component
class RecordResolutionDelegate implements JavaDelegate {

    private final LeadDecision decision;

    RecordResolutionDelegate(LeadDecision decision) {
        this.decision = decision;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            decision.record(execution, form, form.text("resolution"), WorkingUser.id());
        }
    }
}
