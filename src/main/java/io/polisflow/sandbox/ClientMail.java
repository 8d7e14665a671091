package io.polisflow.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.UnsupportedEncodingException;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/**
 * An e-mail that a client writes to the insurer, as the sandbox's page or a test asks for it.
 *
 * @param inReplyTo Message-ID of the letter that it answers, or null
 * @param messageId or null for a new one; the same twice plays a mail server that delivers twice
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ClientMail(
        String from,
        String fromName,
        String subject,
        String text,
        String inReplyTo,
        String messageId,
        List<Attached> attachments) {

    private static final String UTF_8 = "UTF-8";

    /** @param content Base64 */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Attached(String name, String type, String content) {}

    /** The letter cannot be sent as it is written; the message is Russian. */
    static class Unsendable extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        Unsendable(String message) {
            super(message);
        }
    }

    MimeMessage message(String to) throws MessagingException, IOException, Unsendable {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(sender());
        message.setRecipients(MimeMessage.RecipientType.TO, to);
        message.setSubject(oneLine(subject), UTF_8);
        message.setSentDate(new Date());
        if (inReplyTo != null && !inReplyTo.isBlank()) {
            message.setHeader("In-Reply-To", oneLine(inReplyTo));
            message.setHeader("References", oneLine(inReplyTo));
        }
        if (attachments == null || attachments.isEmpty()) {
            message.setText(text == null ? "" : text, UTF_8);
        } else {
            MimeMultipart mixed = new MimeMultipart();
            MimeBodyPart body = new MimeBodyPart();
            body.setText(text == null ? "" : text, UTF_8);
            mixed.addBodyPart(body);
            for (Attached attached : attachments) {
                mixed.addBodyPart(part(attached));
            }
            message.setContent(mixed);
        }
        message.saveChanges();
        message.setHeader(
                "Message-ID",
                messageId == null || messageId.isBlank()
                        ? "<" + UUID.randomUUID() + "@client.polisflow.example>"
                        : oneLine(messageId));
        // As it would come over the wire, free of objects that are still to be encoded.
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        message.writeTo(wire);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(wire.toByteArray()));
    }

    private InternetAddress sender() throws Unsendable, UnsupportedEncodingException {
        try {
            InternetAddress address = new InternetAddress(from == null ? "" : from.strip(), true);
            address.validate();
            if (!address.getAddress().contains("@")) {
                throw new Unsendable("Поле «from»: нужен адрес отправителя вида name@company.ru.");
            }
            if (fromName != null && !fromName.isBlank()) {
                address.setPersonal(oneLine(fromName), UTF_8);
            }
            return address;
        } catch (AddressException e) {
            throw new Unsendable("Поле «from»: нужен адрес отправителя вида name@company.ru.");
        }
    }

    private static MimeBodyPart part(Attached attached) throws MessagingException, Unsendable {
        if (attached == null || attached.name() == null || attached.content() == null) {
            throw new Unsendable("Поле «attachments»: у вложения нужны имя (name) и содержимое в Base64 (content).");
        }
        byte[] content;
        try {
            content = Base64.getMimeDecoder().decode(attached.content());
        } catch (IllegalArgumentException e) {
            throw new Unsendable("Поле «attachments»: содержимое «" + attached.name() + "» записано не в Base64.");
        }
        String type = attached.type() != null && attached.type().matches("[\\w.+-]+/[\\w.+-]+")
                ? attached.type()
                : "application/octet-stream";
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
        ParameterList name = new ParameterList();
        name.set("filename", oneLine(attached.name()), UTF_8);
        part.setHeader("Content-Disposition", new ContentDisposition("attachment", name).toString());
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.replaceAll("[\\r\\n\\x00]+", " ").strip();
    }
}
