package io.polisflow.process.requestintake;

import io.polisflow.crm.letter.Letters;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Hands the confirmation to the mail server; a server that is down is asked again by the engine, a refusal stands on the deal. */
@Component
@OutsideCall
class SendConfirmationDelegate implements JavaDelegate {

    private final Letters letters;

    SendConfirmationDelegate(Letters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        letters.deliver(RequestIntake.LETTER_ID.get(execution));
    }
}
