package io.polisflow.process.deadlinewatch;

import io.polisflow.process.engine.OutsideCall;
import io.polisflow.process.sla.escalation.DeadlineLetters;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Hands one letter to the mail server; each fails and is tried again for itself. */
@Component
@OutsideCall
class SendDeadlineLetterDelegate implements JavaDelegate {

    private final DeadlineLetters letters;

    SendDeadlineLetterDelegate(DeadlineLetters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        letters.deliver(DeadlineWatch.SWEEP_ID.get(execution), DeadlineWatch.LETTER.get(execution));
    }
}
