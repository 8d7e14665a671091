package io.polisflow.process.letterdelivery;

import io.polisflow.crm.letter.Letters;
import io.polisflow.process.engine.FormInput;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records to whom a refused letter goes now, or that it does not go. */
@Component
class RecordCorrectionDelegate implements JavaDelegate {

    private final Letters letters;

    RecordCorrectionDelegate(Letters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String correction;
        String recipients;
        try (FormInput form = FormInput.of(execution)) {
            correction = form.text(LetterDelivery.CORRECTION.name());
            recipients = form.text("letterRecipients");
        }
        LetterDelivery.CORRECTION.set(execution, correction);
        letters.correct(
                LetterDelivery.LETTER_ID.get(execution), LetterDelivery.SEND.equals(correction) ? recipients : null);
    }
}
