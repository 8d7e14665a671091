package io.polisflow.process.letterdelivery;

import io.polisflow.crm.letter.Letters;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Hands the letter to the mail server once, unless its readers want no letters; a server that is down is asked again by the engine.
 */
@Component
@OutsideCall
class DeliverLetterDelegate implements JavaDelegate {

    private final Letters letters;

    DeliverLetterDelegate(Letters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long letterId = LetterDelivery.LETTER_ID.get(execution);
        LetterDelivery.ACCEPTED.set(execution, letters.deliver(letterId));
        LetterDelivery.STOPPED.set(execution, letters.get(letterId).stopped());
    }
}
