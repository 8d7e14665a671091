package io.polisflow.sandbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A message taken apart into what a mail program shows: the plain text and the attached files. */
record MailParts(String text, List<File> files) {

    record File(String name, String type, byte[] content) {}

    static MailParts of(MimeMessage message) throws MessagingException {
        List<String> texts = new ArrayList<>();
        List<File> files = new ArrayList<>();
        try {
            walk(message, texts, files);
        } catch (IOException e) {
            throw new MessagingException("a part of the message cannot be decoded", e);
        }
        return new MailParts(String.join("\n", texts), List.copyOf(files));
    }

    private static void walk(Part part, List<String> texts, List<File> files) throws MessagingException, IOException {
        String name = part.getFileName();
        boolean attached = name != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (!attached && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                walk(parts.getBodyPart(i), texts, files);
            }
        } else if (attached) {
            files.add(new File(
                    name == null ? "attachment" : decoded(name),
                    type(part),
                    part.getInputStream().readAllBytes()));
        } else if (part.isMimeType("text/plain")) {
            texts.add(new String(part.getInputStream().readAllBytes(), charset(part))
                    .replace("\r\n", "\n")
                    .stripTrailing());
        }
    }

    private static String type(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        } catch (ParseException e) {
            return "application/octet-stream";
        }
    }

    private static Charset charset(Part part) throws MessagingException {
        try {
            String named = new ContentType(part.getContentType()).getParameter("charset");
            return named == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(named));
        } catch (ParseException | IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String decoded(String name) {
        try {
            return MimeUtility.decodeText(name);
        } catch (UnsupportedEncodingException e) {
            return name;
        }
    }
}
