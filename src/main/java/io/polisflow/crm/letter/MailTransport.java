package io.polisflow.crm.letter;

import java.util.List;
import java.util.Optional;

/** Hands a letter over to the company's mail server. */
public interface MailTransport {

    /**
     * @return why the server will not take it, now or later; empty when it took the letter
     * @throws io.polisflow.crm.UnavailableException when it neither took nor refused it
     */
    Optional<Refusal> send(OutgoingMail mail);

    /**
     * The letter went to nobody.
     *
     * @param address whose fault it is, or null when the letter itself is refused
     * @param reason the server's words
     */
    record Refusal(String address, String reason) {}

    /**
     * @param messageId RFC 5322 Message-ID with angle brackets, the same on every retry
     * @param inReplyTo Message-ID answered, or null
     * @param references Message-IDs of the thread, oldest first
     * @param to plain addresses, at least one
     * @param html the same text as HTML, or null
     * @param unsubscribe address where the reader says no to more such letters (RFC 8058), or null
     */
    record OutgoingMail(
            String messageId,
            String inReplyTo,
            List<String> references,
            List<String> to,
            String subject,
            String text,
            String html,
            List<Attachment> attachments,
            String unsubscribe) {

        /** A letter that nobody subscribed to. */
        public OutgoingMail(
                String messageId,
                String inReplyTo,
                List<String> references,
                List<String> to,
                String subject,
                String text,
                String html,
                List<Attachment> attachments) {
            this(messageId, inReplyTo, references, to, subject, text, html, attachments, null);
        }

        /** A letter of which no more of the thread is known than what it answers. */
        public OutgoingMail(
                String messageId,
                String inReplyTo,
                List<String> to,
                String subject,
                String text,
                String html,
                List<Attachment> attachments) {
            this(messageId, inReplyTo, List.of(), to, subject, text, html, attachments);
        }
    }

    /** @param type media type, e.g. {@code application/pdf} */
    record Attachment(String name, String type, byte[] content) {}
}
