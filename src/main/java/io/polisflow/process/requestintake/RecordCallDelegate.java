package io.polisflow.process.requestintake;

import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.crm.request.Requests;
import io.polisflow.process.engine.FormInput;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what a manager wrote down during a call as a request of the channel «Телефон». */
@Component
class RecordCallDelegate implements JavaDelegate {

    private final Requests requests;

    RecordCallDelegate(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            InsuranceRequest request = requests.takeCall(RequestForm.read(form, Channel.PHONE));
            execution.setProcessBusinessKey(request.number());
            RequestIntake.REQUEST_ID.set(execution, request.id());
            RequestIntake.REQUEST_NUMBER.set(execution, request.number());
        }
    }
}
