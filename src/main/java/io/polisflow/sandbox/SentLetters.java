package io.polisflow.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.polisflow.sandbox.MailParts.File;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What clients received, in the order in which it arrived, so that a person or a test can read their mail. */
@Component
@Profile("sandbox & !production")
class SentLetters {

    private static final int REMEMBERED_LETTERS = 10_000;

    private final Clock clock;
    private final LinkedList<Letter> newestFirst = new LinkedList<>();
    private long lastId;

    SentLetters(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param to the addresses of the envelope, separated by commas
     * @param times how often it came; all but the first changed nothing
     */
    record Letter(
            long id,
            String messageId,
            Instant receivedAt,
            String from,
            String fromName,
            String to,
            String subject,
            String text,
            List<Attachment> attachments,
            int times) {

        private boolean is(String message, String recipients) {
            return message != null && message.equals(messageId) && recipients.equals(to);
        }

        private Letter again() {
            return new Letter(id, messageId, receivedAt, from, fromName, to, subject, text, attachments, times + 1);
        }
    }

    record Attachment(String name, String type, int size, String href, @JsonIgnore byte[] content) {}

    /**
     * A letter arrives. Whoever sends it again because the answer to the first time was lost does no harm: a box keeps one
     * letter of a Message-ID, as Exchange, Gmail and Cyrus do.
     */
    synchronized void add(MimeMessage message, Set<String> to) throws MessagingException {
        String recipients = String.join(", ", to);
        String messageId = message.getMessageID();
        if (newestFirst.stream().anyMatch(letter -> letter.is(messageId, recipients))) {
            newestFirst.replaceAll(letter -> letter.is(messageId, recipients) ? letter.again() : letter);
            return;
        }
        MailParts parts = MailParts.of(message);
        InternetAddress from = sender(message);
        long id = ++lastId;
        List<Attachment> attachments = new ArrayList<>();
        for (File file : parts.files()) {
            attachments.add(new Attachment(
                    file.name(),
                    file.type(),
                    file.content().length,
                    "/sandbox/mail/messages/" + id + "/attachments/" + (attachments.size() + 1),
                    file.content()));
        }
        newestFirst.addFirst(new Letter(
                id,
                messageId,
                clock.instant(),
                from.getAddress(),
                from.getPersonal(),
                recipients,
                message.getSubject() == null ? "" : message.getSubject(),
                parts.text(),
                List.copyOf(attachments),
                1));
        if (newestFirst.size() > REMEMBERED_LETTERS) {
            newestFirst.removeLast();
        }
    }

    /** @return at most so many letters, newest first */
    synchronized List<Letter> newest(int limit) {
        return newestFirst.stream().limit(limit).toList();
    }

    /** @param position 1 for the letter's first attachment */
    synchronized Optional<Attachment> attachment(long letter, int position) {
        return newestFirst.stream()
                .filter(one -> one.id() == letter)
                .filter(one -> position >= 1 && position <= one.attachments().size())
                .map(one -> one.attachments().get(position - 1))
                .findFirst();
    }

    private static InternetAddress sender(MimeMessage message) throws MessagingException {
        return message.getFrom() != null && message.getFrom().length > 0
                ? (InternetAddress) message.getFrom()[0]
                : new InternetAddress("unknown@localhost");
    }
}
