package io.polisflow.process.requestintake;

import io.polisflow.crm.request.Requests;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes the client's card from the request, or takes the one that another request made a moment earlier. */
@Component
class CreateClientDelegate implements JavaDelegate {

    private final Requests requests;

    CreateClientDelegate(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.createClient(RequestIntake.REQUEST_ID.get(execution));
    }
}
