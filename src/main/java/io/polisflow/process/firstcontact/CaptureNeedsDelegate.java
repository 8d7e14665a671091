package io.polisflow.process.firstcontact;

import io.polisflow.crm.lead.FirstTouches;
import io.polisflow.crm.request.Needs;
import io.polisflow.process.engine.FormInput;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what an interested client wants as a request, from which the proposal is made. */
@Component
class CaptureNeedsDelegate implements JavaDelegate {

    private final FirstTouches touches;

    CaptureNeedsDelegate(FirstTouches touches) {
        this.touches = touches;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            Needs needs = new Needs(
                    form.text("product"),
                    form.text("object"),
                    form.text("risks"),
                    form.money("sumInsured"),
                    form.date("startsOn"),
                    form.text("touchNote"));
            long requestId =
                    touches.captureNeeds(execution.getProcessBusinessKey(), HeldTouch.read(execution, form), needs);
            FirstContact.REQUEST_ID.set(execution, requestId);
        }
        FirstContact.OUTCOME.set(execution, FirstContact.INTERESTED);
    }
}
