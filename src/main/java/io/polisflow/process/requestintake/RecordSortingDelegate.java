package io.polisflow.process.requestintake;

import io.polisflow.crm.request.Requests;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what a person made of an unreadable message: a request with mended fields, or none. */
@Component
class RecordSortingDelegate implements JavaDelegate {

    private final Requests requests;

    RecordSortingDelegate(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long requestId = RequestIntake.REQUEST_ID.get(execution);
        try (FormInput form = FormInput.of(execution)) {
            boolean isRequest = requests.sortOut(
                    requestId,
                    "request".equals(form.text("sorting")),
                    RequestForm.read(form, requests.get(requestId).channel()),
                    WorkingUser.id());
            RequestIntake.IS_REQUEST.set(execution, isRequest);
        }
    }
}
