package io.polisflow.process.deadlinewatch;

import io.polisflow.process.sla.escalation.DeadlineLetters;
import io.polisflow.process.sla.escalation.Escalations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks by a few index look-ups whether anybody has to be told of anything. */
@Component
class FindDueDeadlinesDelegate implements JavaDelegate {

    private final Escalations escalations;
    private final DeadlineLetters letters;

    FindDueDeadlinesDelegate(Escalations escalations, DeadlineLetters letters) {
        this.escalations = escalations;
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        DeadlineWatch.ANYTHING_DUE.set(execution, escalations.anythingDue() || letters.anythingToWrite());
    }
}
