package io.polisflow.process.firstcontact;

import io.polisflow.crm.lead.FirstTouches;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.LossFields;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records the touch of a client who is not interested and hands the reason to the deal, which is then lost. */
@Component
class RecordDisinterestDelegate implements JavaDelegate {

    private final FirstTouches touches;

    RecordDisinterestDelegate(FirstTouches touches) {
        this.touches = touches;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            touches.recordDisinterest(execution.getProcessBusinessKey(), HeldTouch.read(execution, form));
            LossFields.hand(execution, form);
        }
        FirstContact.OUTCOME.set(execution, FirstContact.LOST);
    }
}
