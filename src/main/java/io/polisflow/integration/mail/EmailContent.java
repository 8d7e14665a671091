package io.polisflow.integration.mail;

import io.polisflow.crm.request.RequestInbox.FieldProblem;
import io.polisflow.crm.request.RequestInbox.IncomingFile;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a letter's MIME tree holds for a reader: one text, and the files.
 *
 * @param html cleaned so that it is safe to show, or null when the letter has none
 */
record EmailContent(String text, String html, List<IncomingFile> files) {

    /** Real letters nest four or five deep; a tree made to exhaust the stack is cut here. */
    private static final int DEEPEST = 20;

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\\s\";]+)");

    /** Takes apart what can be taken apart; the rest is told in {@code problems}. */
    static EmailContent of(MimeMessage message, List<FieldProblem> problems) {
        Walk walk = new Walk(problems);
        walk.visit(message, 0);
        String text = walk.plain.isEmpty() ? String.join("\n\n", walk.html) : String.join("\n\n", walk.plain);
        String html = walk.markup.isEmpty() ? null : HtmlText.clean(String.join("<hr>", walk.markup));
        return new EmailContent(text.replace("\u0000", "").strip(), html, List.copyOf(walk.files));
    }

    private static final class Walk {

        private final List<FieldProblem> problems;
        private final List<String> plain = new ArrayList<>();
        private final List<String> html = new ArrayList<>();
        private final List<String> markup = new ArrayList<>();
        private final List<IncomingFile> files = new ArrayList<>();

        Walk(List<FieldProblem> problems) {
            this.problems = problems;
        }

        void visit(MimePart part, int depth) {
            String type = type(part);
            try {
                if (type.startsWith("multipart/") && depth < DEEPEST) {
                    visitParts(part, depth);
                } else if (type.startsWith("text/") && !isFile(part)) {
                    addText(part, type);
                } else if (hasContent(part)) {
                    files.add(file(part, type));
                }
            } catch (MessagingException | IOException | RuntimeException e) {
                problems.add(new FieldProblem(
                        null, "Часть письма не читается: посмотрите исходное письмо, оно сохранено целиком."));
            }
        }

        private void visitParts(MimePart part, int depth) throws MessagingException {
            MimeMultipart parts = new MimeMultipart(new MimePartDataSource(part));
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                visit((MimePart) child, depth + 1);
            }
        }

        private void addText(MimePart part, String type) throws MessagingException, IOException {
            String text = Charsets.decode(bytes(part), charset(part));
            if (text.isBlank()) {
                return;
            }
            if (type.equals("text/html")) {
                html.add(HtmlText.of(text));
                markup.add(text);
            } else {
                plain.add(text.replace("\r\n", "\n").strip());
            }
        }

        private IncomingFile file(MimePart part, String type) throws MessagingException, IOException {
            String name = fileName(part);
            return new IncomingFile(name == null ? unnamed(type) : name, type, bytes(part));
        }

        private String unnamed(String type) {
            String number = "вложение-" + (files.size() + 1);
            if (type.equals("message/rfc822")) {
                return number + ".eml";
            }
            String subtype = type.substring(type.indexOf('/') + 1);
            return subtype.matches("[a-z]{2,5}") ? number + "." + subtype : number + ".bin";
        }
    }

    private static boolean isFile(Part part) throws MessagingException {
        String disposition = String.join(" ", headers(part, "Content-Disposition"));
        return disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment") || fileName(part) != null;
    }

    private static boolean hasContent(Part part) throws MessagingException {
        return part.getSize() != 0;
    }

    private static String type(Part part) {
        try {
            String header = headers(part, "Content-Type")[0];
            try {
                return new ContentType(header).getBaseType().toLowerCase(Locale.ROOT);
            } catch (MessagingException e) {
                String bare = header.split("[;\\s]", 2)[0].toLowerCase(Locale.ROOT);
                return bare.matches("[\\w.+-]+/[\\w.+-]+") ? bare : "text/plain";
            }
        } catch (MessagingException | RuntimeException e) {
            // RFC 2045, 5.2: a part that does not say what it is, is plain text.
            return "text/plain";
        }
    }

    private static String charset(Part part) throws MessagingException {
        Matcher charset = CHARSET.matcher(String.join(" ", headers(part, "Content-Type")));
        return charset.find() ? charset.group(1) : null;
    }

    private static String fileName(Part part) {
        String raw;
        try {
            raw = part.getFileName();
        } catch (MessagingException | RuntimeException e) {
            raw = null;
        }
        if (raw == null || raw.isBlank()) {
            return null;
        }
        // A path in a name belongs to the sender's disk, and characters that no disk allows to nobody's.
        String name = HeaderText.decode(raw)
                .replaceAll("^.*[/\\\\]", "")
                .replaceAll("[\\p{Cntrl}<>:\"|?*]", "_")
                .strip();
        if (name.isBlank() || name.matches("\\.+")) {
            return null;
        }
        return name.length() <= 200 ? name : name.substring(name.length() - 200);
    }

    private static String[] headers(Part part, String name) throws MessagingException {
        String[] values = part.getHeader(name);
        return values == null ? new String[0] : values;
    }

    private static byte[] bytes(MimePart part) throws MessagingException, IOException {
        try (InputStream decoded = part.getInputStream()) {
            return decoded.readAllBytes();
        } catch (IOException | MessagingException e) {
            // A broken or unknown transfer encoding: better the bytes as they travelled than none.
            try (InputStream raw = part instanceof MimeBodyPart body
                    ? body.getRawInputStream()
                    : ((MimeMessage) part).getRawInputStream()) {
                return raw.readAllBytes();
            }
        }
    }
}
