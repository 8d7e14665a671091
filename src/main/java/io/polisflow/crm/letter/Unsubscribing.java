package io.polisflow.crm.letter;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.letter.Letters.LetterRepository;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.Purpose;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets the reader of an advertising letter say no to more of them, without signing on anywhere. */
@Service
@Transactional
public class Unsubscribing {

    public static final String PATH = "/hooks/unsubscribe/";

    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LetterRepository letters;
    private final Consents consents;
    private final String publicUrl;

    /** @param publicUrl where readers find us; blank: then letters say to answer them instead */
    Unsubscribing(
            LetterRepository letters,
            Consents consents,
            @Value("${polisflow.personal.links:${polisflow.public-url:}}") String publicUrl) {
        this.letters = letters;
        this.consents = consents;
        this.publicUrl = publicUrl.strip().replaceAll("/+$", "");
    }

    /** Nobody guesses 256 random bits: who has the key has the letter. */
    String newKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    /** @return the mail with the way out at its end and in its header; as it was when it is no advertising */
    OutgoingMail added(Letter letter, OutgoingMail mail) {
        if (letter.unsubscribeKey() == null) {
            return mail;
        }
        String link = publicUrl.isEmpty() ? null : publicUrl + PATH + letter.unsubscribeKey();
        String how = link == null
                ? "Чтобы не получать предложений, ответьте на это письмо словом «отказ»."
                : "Чтобы не получать предложений, откройте ссылку: " + link;
        String html = link == null ? how : "<a href=\"" + link + "\">Не присылать предложений</a>";
        return new OutgoingMail(
                mail.messageId(),
                mail.inReplyTo(),
                mail.references(),
                mail.to(),
                mail.subject(),
                mail.text() + "\n\n" + how,
                mail.html() == null
                        ? null
                        : mail.html()
                                .replaceFirst(
                                        "(?i)</body>",
                                        "<p style=\"font-size:12px;color:#5a6672\">" + html + "</p></body>"),
                mail.attachments(),
                link);
    }

    /** @return the addresses that the letter with that key went to, empty when there is none */
    @Transactional(readOnly = true)
    public List<String> recipients(String key) {
        return letters.findByUnsubscribeKey(key).map(Letter::recipients).orElse(List.of());
    }

    /**
     * Takes the reader's no; told again, it changes nothing.
     *
     * @param address which of the letter's readers says so; may be null when it has one
     * @throws RefusedException when the letter did not go to that address
     * @throws java.util.NoSuchElementException when there is no such letter
     */
    public void refuse(String key, String address) {
        Letter letter = letters.findByUnsubscribeKey(key).orElseThrow();
        Optional<String> reader = letter.recipients().stream()
                .filter(each -> letter.recipients().size() == 1 && address == null
                        || each.equalsIgnoreCase(address == null ? "" : address.strip()))
                .findFirst();
        String email =
                reader.orElseThrow(() -> new RefusedException("address", "Укажите адрес, на который пришло письмо"));
        consents.refuse(email, Purpose.MARKETING, ConsentChannel.LINK);
    }
}
