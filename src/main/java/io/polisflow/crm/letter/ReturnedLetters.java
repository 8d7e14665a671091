package io.polisflow.crm.letter;

import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.letter.Letters.LetterRepository;
import io.polisflow.crm.letter.MailTransport.Refusal;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes what mail servers tell of letters that did not arrive: on the deal, and on the card of whom they were for. */
@Service
@Transactional
public class ReturnedLetters {

    private static final int LONGEST_REASON = 1000;

    private final LetterRepository letters;
    private final ClientContacts contacts;
    private final Journal journal;
    private final Clock clock;

    ReturnedLetters(LetterRepository letters, ClientContacts contacts, Journal journal, Clock clock) {
        this.letters = letters;
        this.contacts = contacts;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Records that a letter of ours came back for good; told again, it changes nothing.
     *
     * @param messageIds Message-IDs that the report names
     * @param addresses whom the letter did not reach; when empty, all its recipients
     * @param reason what the server said
     * @return whether one of the letters is ours
     */
    public boolean returned(Collection<String> messageIds, Collection<String> addresses, String reason) {
        Optional<Letter> found = messageIds.isEmpty()
                ? Optional.empty()
                : letters.findByMessageIdIn(messageIds).stream()
                        .filter(letter -> letter.direction() == Letter.Direction.OUT)
                        .findFirst();
        if (found.isEmpty()) {
            return false;
        }
        Letter letter = found.get();
        Subject.is(letter.deal().number());
        if (letter.failedAt() != null) {
            return true;
        }
        String kept = kept(reason);
        letter.failed(kept, clock.instant());
        List<String> unreached = letter.recipients().stream()
                .filter(recipient -> addresses.isEmpty() || addresses.stream().anyMatch(recipient::equalsIgnoreCase))
                .toList();
        List<String> marked = unreached.isEmpty() ? letter.recipients() : unreached;
        marked.forEach(address -> contacts.markUndeliverable(address, kept));
        journal.record(
                letter.deal().number(),
                "Письмо «" + letter.subject() + "» не доставлено на " + String.join(", ", marked) + ": " + kept);
        return true;
    }

    /** Records that our own mail server would not even take the letter: nobody gets it. */
    void refused(Letter letter, Refusal refusal) {
        String kept = kept(refusal.reason());
        letter.failed(kept, clock.instant());
        if (refusal.address() != null) {
            contacts.markUndeliverable(refusal.address(), kept);
        }
        journal.record(
                letter.deal().number(),
                "Письмо «" + letter.subject() + "» не отправлено: почтовый сервер не принимает "
                        + (refusal.address() == null ? "письмо" : "адрес " + refusal.address()) + " (" + kept + ")");
    }

    private static String kept(String reason) {
        String told = reason == null || reason.isBlank() ? "причина не названа" : reason.strip();
        return told.length() > LONGEST_REASON ? told.substring(0, LONGEST_REASON - 1) + "…" : told;
    }
}
