package io.polisflow.process.deadlinewatch;

import io.polisflow.process.sla.escalation.Escalations;
import io.polisflow.process.sla.escalation.Rung;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds the groups of what nobody took, and everybody of what is soon due. */
@Component
class RemindDoersDelegate implements JavaDelegate {

    private final Escalations escalations;

    RemindDoersDelegate(Escalations escalations) {
        this.escalations = escalations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        escalations.tell(Rung.UNTAKEN);
        escalations.tell(Rung.REMINDER);
    }
}
