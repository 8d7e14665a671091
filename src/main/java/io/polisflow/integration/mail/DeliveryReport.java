package io.polisflow.integration.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePartDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server reports of a letter that it gave up on (RFC 3464).
 *
 * @param messageIds Message-IDs that the report names
 * @param addresses whom the letter did not reach, plain addresses; empty when the report names none
 * @param reason the server's words
 */
record DeliveryReport(List<String> messageIds, List<String> addresses, String reason) {

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s@]{1,200}@[^<>\\s]{1,200}>");
    private static final Pattern PERMANENT = Pattern.compile("\\b5\\.\\d{1,3}\\.\\d{1,3}\\b|\\b55\\d\\b");

    /**
     * @param raw the whole message
     * @return empty when it is no report of a letter lost for good: not a report, or one of a delay
     */
    static Optional<DeliveryReport> of(byte[] raw) {
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
            return isReport(message) ? structured(message) : fromDaemon(message) ? plain(raw) : Optional.empty();
        } catch (MessagingException | IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isReport(MimeMessage message) throws MessagingException {
        String type =
                message.getContentType() == null ? "" : message.getContentType().toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/report") && type.contains("delivery-status");
    }

    private static boolean fromDaemon(MimeMessage message) throws MessagingException {
        String from = message.getHeader("From", ",");
        return from != null && from.toLowerCase(Locale.ROOT).matches("(?s).*\\b(mailer-daemon|postmaster)@?.*");
    }

    private static Optional<DeliveryReport> structured(MimeMessage message) throws MessagingException, IOException {
        MimeMultipart parts = new MimeMultipart(new MimePartDataSource(message));
        Set<String> ids = new LinkedHashSet<>();
        List<String> addresses = new ArrayList<>();
        String reason = null;
        boolean lost = false;
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            String type = part.getContentType().toLowerCase(Locale.ROOT);
            String text = text(part);
            if (type.startsWith("message/delivery-status") || type.startsWith("message/global-delivery-status")) {
                // Groups of fields, one for the message and one for each recipient, are divided by blank lines.
                for (String group : text.split("\\r?\\n[ \\t]*\\r?\\n")) {
                    InternetHeaders fields = new InternetHeaders(
                            new ByteArrayInputStream((group + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)));
                    if ("failed".equalsIgnoreCase(value(fields, "Action"))) {
                        lost = true;
                        String recipient = value(fields, "Original-Recipient") == null
                                ? value(fields, "Final-Recipient")
                                : value(fields, "Original-Recipient");
                        Matcher address = EmailParser.ADDRESS.matcher(
                                String.valueOf(recipient).replaceFirst("^[^;]*;", ""));
                        if (address.find()) {
                            addresses.add(address.group());
                        }
                        reason = reason == null ? said(fields) : reason;
                    }
                }
            } else if (type.startsWith("message/rfc822") || type.startsWith("text/rfc822-headers")) {
                ids.addAll(messageIds(
                        new InternetHeaders(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
                                .getHeader("Message-ID", " ")));
            }
        }
        for (String header : List.of("In-Reply-To", "References")) {
            ids.addAll(messageIds(message.getHeader(header, " ")));
        }
        return lost ? Optional.of(new DeliveryReport(List.copyOf(ids), addresses, reason)) : Optional.empty();
    }

    /** Old servers write what happened as a letter; the one that came back stands quoted below. */
    private static Optional<DeliveryReport> plain(byte[] raw) {
        String text = Charsets.decode(raw, null);
        if (!PERMANENT.matcher(text).find()) {
            return Optional.empty();
        }
        int body = text.indexOf("\r\n\r\n") < 0 ? text.indexOf("\n\n") : text.indexOf("\r\n\r\n");
        String told = text.substring(Math.max(body, 0)).strip();
        String line = told.lines()
                .filter(words -> PERMANENT.matcher(words).find())
                .findFirst()
                .orElse(told);
        return Optional.of(new DeliveryReport(List.copyOf(messageIds(told)), List.of(), line.strip()));
    }

    private static String said(InternetHeaders fields) {
        String code = value(fields, "Diagnostic-Code");
        String status = value(fields, "Status");
        String words = code == null ? status : code.replaceFirst("^[^;]*;\\s*", "");
        return words == null ? null : HeaderText.decode(words).replaceAll("\\s+", " ");
    }

    private static Set<String> messageIds(String text) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher id = MESSAGE_ID.matcher(text == null ? "" : text);
        while (id.find()) {
            ids.add(id.group());
        }
        return ids;
    }

    private static String value(InternetHeaders fields, String name) {
        String value = fields.getHeader(name, " ");
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String text(BodyPart part) throws MessagingException, IOException {
        byte[] bytes = part.getInputStream().readNBytes(64 * 1024);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
