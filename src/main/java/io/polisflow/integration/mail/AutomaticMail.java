package io.polisflow.integration.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Set;

/** Tells letters that a machine wrote from those of people: answering an auto-reply would start an endless exchange. */
final class AutomaticMail {

    private static final Set<String> BULK = Set.of("bulk", "list", "junk", "auto_reply");

    private AutomaticMail() {}

    /** @param headers the header lines as they came */
    static boolean isAutomatic(byte[] headers) {
        try {
            InternetHeaders parsed = new InternetHeaders(new ByteArrayInputStream(headers));
            String submitted = value(parsed, "Auto-Submitted");
            String returnPath = value(parsed, "Return-Path");
            String sender = value(parsed, "From");
            return submitted != null && !submitted.isEmpty() && !submitted.matches("no\\b.*")
                    || BULK.contains(String.valueOf(value(parsed, "Precedence")))
                    || returnPath != null
                            && returnPath.replaceAll("[<>\\s]", "").isEmpty()
                    || sender != null && sender.matches("(?s).*\\b(mailer-daemon|mail delivery subsystem)\\b.*")
                    || String.valueOf(value(parsed, "Content-Type")).startsWith("multipart/report");
        } catch (MessagingException e) {
            return false;
        }
    }

    private static String value(InternetHeaders headers, String name) {
        String value = headers.getHeader(name, ",");
        return value == null ? null : value.strip().toLowerCase(Locale.ROOT);
    }
}
