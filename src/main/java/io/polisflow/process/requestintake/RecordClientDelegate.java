package io.polisflow.process.requestintake;

import io.polisflow.crm.request.Requests;
import io.polisflow.process.engine.FormInput;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records whom a person took the client for: one of the cards, or a new one. */
@Component
class RecordClientDelegate implements JavaDelegate {

    private final Requests requests;

    RecordClientDelegate(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            requests.chooseClient(
                    RequestIntake.REQUEST_ID.get(execution),
                    form.text("clientChoice"),
                    form.text("newInn"),
                    form.text("newCompanyName"));
        }
    }
}
