package io.polisflow.process.deadlinewatch;

import io.polisflow.process.sla.escalation.Escalations;
import io.polisflow.process.sla.escalation.Rung;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the heads of what has passed its deadline. */
@Component
class TellHeadsDelegate implements JavaDelegate {

    private final Escalations escalations;

    TellHeadsDelegate(Escalations escalations) {
        this.escalations = escalations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        escalations.tell(Rung.HEAD);
    }
}
