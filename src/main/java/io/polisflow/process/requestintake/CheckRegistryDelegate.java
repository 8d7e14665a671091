package io.polisflow.process.requestintake;

import io.polisflow.crm.request.Requests;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Has the client's requisites confirmed by the registry, beside the flow: the deal goes on whatever the registry does. */
@Component
@OutsideCall
class CheckRegistryDelegate implements JavaDelegate {

    private final Requests requests;

    CheckRegistryDelegate(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean inDoubt = requests.checkClient(RequestIntake.REQUEST_ID.get(execution));
        RequestIntake.CLIENT_IN_DOUBT.set(execution, inDoubt);
    }
}
