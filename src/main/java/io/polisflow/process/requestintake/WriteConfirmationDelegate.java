package io.polisflow.process.requestintake;

import io.polisflow.crm.request.Requests;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes the confirmation into the deal's history; there is no letter when the client left no address. */
@Component
class WriteConfirmationDelegate implements JavaDelegate {

    private final Requests requests;

    WriteConfirmationDelegate(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Long letterId = requests.writeConfirmation(RequestIntake.REQUEST_ID.get(execution))
                .orElse(null);
        RequestIntake.LETTER_ID.set(execution, letterId);
    }
}
