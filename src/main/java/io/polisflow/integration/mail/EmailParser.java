package io.polisflow.integration.mail;

import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox.FieldProblem;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.RawMessage;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands as much of a client's letter as there is to understand; what it cannot read it names, and keeps the letter whole. */
class EmailParser {

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,990}>");
    static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"(),;:]{1,64}@[^\\s<>\"(),;:@]{1,255}");
    private static final Session SESSION = Session.getInstance(lenient());

    private static Properties lenient() {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.address.strict", "false");
        return properties;
    }

    /**
     * Never fails: a letter that cannot be taken apart is kept whole for a person.
     *
     * @param raw the whole message
     */
    IncomingRequest parse(byte[] raw) {
        try {
            return understood(raw);
        } catch (RuntimeException | StackOverflowError e) {
            List<FieldProblem> problems = new ArrayList<>();
            problems.add(
                    new FieldProblem(null, "Письмо не читается: откройте исходное письмо, оно сохранено целиком."));
            MimeMessage nothing = new MimeMessage(SESSION);
            return request(nothing, new EmailContent("", null, List.of()), raw, "message.eml", problems);
        }
    }

    private static IncomingRequest understood(byte[] raw) {
        List<FieldProblem> problems = new ArrayList<>();
        MimeMessage message = message(raw, problems);
        EmailContent content = EmailContent.of(message, problems);
        return request(message, content, raw, "message.eml", problems);
    }

    /** @param headers the header lines of a message whose body is not fetched */
    IncomingRequest tooLarge(byte[] headers) {
        List<FieldProblem> problems = new ArrayList<>();
        problems.add(new FieldProblem(
                null,
                "Письмо больше 25 МБ и осталось в почтовом ящике: откройте его там и перенесите сведения вручную."));
        MimeMessage message = message(headers, problems);
        return request(message, new EmailContent("", null, List.of()), headers, "message-headers.eml", problems);
    }

    /** Sender and subject, for the journal of what came in. */
    String summary(byte[] headers) {
        MimeMessage message = message(headers, new ArrayList<>());
        return "From: " + HeaderText.decode(header(message, "From")) + "\nSubject: "
                + HeaderText.decode(header(message, "Subject"));
    }

    /** @return the Message-ID, or a digest of the bytes when the sender gave none */
    String idOf(byte[] raw) {
        return id(message(raw, new ArrayList<>()), raw);
    }

    private static MimeMessage message(byte[] raw, List<FieldProblem> problems) {
        try {
            return new MimeMessage(SESSION, new ByteArrayInputStream(raw));
        } catch (MessagingException e) {
            problems.add(
                    new FieldProblem(null, "Письмо повреждено: прочитайте исходное письмо, оно сохранено целиком."));
            return new MimeMessage(SESSION);
        }
    }

    private static IncomingRequest request(
            MimeMessage message, EmailContent content, byte[] raw, String name, List<FieldProblem> problems) {
        Sender sender = Sender.of(header(message, "From"));
        if (sender.email() == null) {
            sender = new Sender(
                    sender.name(), Sender.of(header(message, "Reply-To")).email());
        }
        if (sender.email() == null) {
            problems.add(new FieldProblem("email", "Адрес отправителя не читается: найдите его в исходном письме."));
        }
        String subject = HeaderText.decode(header(message, "Subject"));
        SenderCompany company = SenderCompany.in(subject, content.text());
        return new IncomingRequest(
                Channel.EMAIL,
                id(message, raw),
                company.inn(),
                company.name(),
                sender.name(),
                null,
                sender.email(),
                null,
                null,
                null,
                null,
                null,
                subject,
                content.text(),
                null,
                List.copyOf(problems),
                new RawMessage(name, "message/rfc822", raw),
                content.files(),
                replyTo(message),
                content.html());
    }

    private static String id(MimeMessage message, byte[] raw) {
        String header = header(message, "Message-ID");
        if (header != null && !header.isBlank()) {
            Matcher bracketed = MESSAGE_ID.matcher(header);
            String id = bracketed.find() ? bracketed.group() : header.strip();
            // A Message-ID of a line's length or more is not one; the digest tells the letters apart as well.
            if (id.length() <= 250) {
                return id;
            }
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(raw);
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Mail programs that drop the thread's headers still answer to the address that our letter gave. */
    private static List<String> replyTo(MimeMessage message) {
        Set<String> ids = new LinkedHashSet<>();
        for (String name : List.of("To", "Cc", "Delivered-To", "X-Original-To")) {
            ids.addAll(ReplyAddress.messageIds(header(message, name)));
        }
        for (String name : List.of("References", "In-Reply-To")) {
            Matcher id = MESSAGE_ID.matcher(String.valueOf(header(message, name)));
            while (id.find()) {
                // The letter answered directly comes last, also when the thread names it earlier.
                ids.remove(id.group());
                ids.add(id.group());
            }
        }
        return List.copyOf(ids);
    }

    private static String header(MimeMessage message, String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null ? null : values[0];
        } catch (MessagingException e) {
            return null;
        }
    }

    /** Who wrote the letter. */
    private record Sender(String name, String email) {

        static Sender of(String header) {
            if (header == null) {
                return new Sender(null, null);
            }
            try {
                InternetAddress[] addresses = InternetAddress.parseHeader(header.replaceAll("\\r?\\n", ""), false);
                if (addresses.length > 0
                        && ADDRESS.matcher(addresses[0].getAddress()).matches()) {
                    // The name is decoded here and not by the library, which gives up on unknown charsets.
                    String name = header.contains("<") ? header.substring(0, header.lastIndexOf('<')) : null;
                    return new Sender(clean(name), addresses[0].getAddress());
                }
            } catch (AddressException | RuntimeException e) {
                // A broken header still may hold an address; look for one below.
            }
            Matcher address = ADDRESS.matcher(header);
            return address.find()
                    ? new Sender(clean(header.substring(0, address.start())), address.group())
                    : new Sender(clean(header), null);
        }

        private static String clean(String name) {
            if (name == null) {
                return null;
            }
            String decoded = HeaderText.decode(name.strip())
                    .replaceAll("\\\\(.)", "$1")
                    .replaceAll("^[\"'<\\s]+|[\"'<\\s]+$", "");
            return decoded.isBlank() ? null : decoded;
        }
    }
}
