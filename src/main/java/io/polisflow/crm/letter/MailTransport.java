package io.polisflow.crm.letter;

import java.util.List;

/** Hands a letter over to the company's mail server. */
public interface MailTransport {

    /**
     * @throws io.polisflow.crm.UnavailableException when the server did not take the letter
     * @throws io.polisflow.crm.RefusedException when it refused a recipient's address for good
     */
    void send(OutgoingMail mail);

    /**
     * @param messageId RFC 5322 Message-ID with angle brackets, the same on every retry
     * @param inReplyTo Message-ID answered, or null
     * @param to plain addresses, at least one
     * @param html the same text as HTML, or null
     */
    record OutgoingMail(
            String messageId,
            String inReplyTo,
            List<String> to,
            String subject,
            String text,
            String html,
            List<Attachment> attachments) {}

    /** @param type media type, e.g. {@code application/pdf} */
    record Attachment(String name, String type, byte[] content) {}
}
