package io.polisflow.process.requestintake;

import io.polisflow.crm.request.Requests;
import io.polisflow.process.engine.FormInput;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records whether to work with a client that the registry put in doubt. */
@Component
class RecordReliabilityDelegate implements JavaDelegate {

    private final Requests requests;

    RecordReliabilityDelegate(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            requests.decideReliability(
                    RequestIntake.REQUEST_ID.get(execution),
                    "trusted".equals(form.text("reliability")),
                    form.text("comment"));
        }
    }
}
