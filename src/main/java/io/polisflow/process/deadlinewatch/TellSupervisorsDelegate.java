package io.polisflow.process.deadlinewatch;

import io.polisflow.process.sla.escalation.Escalations;
import io.polisflow.process.sla.escalation.Rung;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the supervisors of what stays overdue for longer. */
@Component
class TellSupervisorsDelegate implements JavaDelegate {

    private final Escalations escalations;

    TellSupervisorsDelegate(Escalations escalations) {
        this.escalations = escalations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        escalations.tell(Rung.SUPERVISOR);
    }
}
