package io.polisflow.process.deadlinewatch;

import io.polisflow.process.sla.escalation.DeadlineLetters;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Puts what each person has to be told into one letter. */
@Component
class WriteDeadlineLettersDelegate implements JavaDelegate {

    private final DeadlineLetters letters;

    WriteDeadlineLettersDelegate(DeadlineLetters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        DeadlineLetters.Written written = letters.write();
        DeadlineWatch.SWEEP_ID.set(execution, written.sweep());
        DeadlineWatch.LETTERS.set(execution, written.letters());
    }
}
