package io.polisflow.process.firstcontact;

import io.polisflow.crm.lead.FirstTouches;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.TouchFields;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Plans the next touch with a client who asks to be contacted later. */
@Component
class PlanFirstTouchAgainDelegate implements JavaDelegate {

    private final FirstTouches touches;
    private final TouchFields touchFields;

    PlanFirstTouchAgainDelegate(FirstTouches touches, TouchFields touchFields) {
        this.touches = touches;
        this.touchFields = touchFields;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            touches.planAgain(
                    execution.getProcessBusinessKey(), HeldTouch.read(execution, form), touchFields.read(form));
        }
    }
}
