package io.polisflow.process.letterdelivery;

import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.letter.Letters;
import io.polisflow.process.engine.FormData;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows which letter the mail server refused, and why, with its addresses to be corrected. */
@Component
class CorrectLetterForm implements TaskListener {

    private final Letters letters;

    CorrectLetterForm(Letters letters) {
        this.letters = letters;
    }

    @Override
    public void notify(DelegateTask task) {
        Letter letter = letters.get(LetterDelivery.LETTER_ID.get(task));
        FormData.of(task)
                .put("letterSubject", letter.subject())
                .put("letterFailure", letter.failure())
                .put("letterRecipients", String.join(", ", letter.recipients()));
    }
}
