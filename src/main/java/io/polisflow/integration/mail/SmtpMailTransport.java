package io.polisflow.integration.mail;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.letter.MailTransport;
import io.polisflow.integration.wire.ExchangeRecorder;
import io.polisflow.integration.wire.WireProperties;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.internet.ParseException;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.Serial;
import java.io.UnsupportedEncodingException;
import java.net.ConnectException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.stereotype.Component;

/** Sends letters through the company's SMTP server, so that they leave with its name, its signature and its archive. */
@Component
class SmtpMailTransport implements MailTransport {

    private static final String SYSTEM = "mail";
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    static final int MOST_CONNECTIONS = 10;

    private final JavaMailSenderImpl sender;
    private final MailProperties properties;
    private final CompanyProperties company;
    private final MailTls tls;
    private final ExchangeRecorder recorder;
    private final RetryTemplate retries;
    private final Clock clock;
    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS, true);

    SmtpMailTransport(
            MailProperties properties,
            CompanyProperties company,
            MailTls tls,
            ExchangeRecorder recorder,
            WireProperties wire,
            Clock clock) {
        this.retries = wire.retries(NeverConnected.class);
        this.tls = tls;
        this.recorder = recorder;
        this.properties = properties;
        this.company = company;
        this.clock = clock;
        this.sender = sender(properties.smtp(), tls, properties.smtp().readTimeout());
    }

    private static JavaMailSenderImpl sender(MailProperties.Smtp smtp, MailTls tls, Duration patience) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(smtp.host());
        sender.setPort(smtp.port());
        sender.setDefaultEncoding(UTF_8);
        Properties session = sender.getJavaMailProperties();
        if (!smtp.username().isBlank()) {
            sender.setUsername(smtp.username());
            sender.setPassword(smtp.password());
            session.setProperty("mail.smtp.auth", "true");
        }
        session.setProperty(
                "mail.smtp.connectiontimeout",
                String.valueOf(smtp.connectTimeout().toMillis()));
        session.setProperty("mail.smtp.timeout", String.valueOf(patience.toMillis()));
        session.setProperty("mail.smtp.writetimeout", String.valueOf(patience.toMillis()));
        if (smtp.starttls() && smtp.port() == 465) {
            session.setProperty("mail.smtp.ssl.enable", "true");
        } else if (smtp.starttls()) {
            session.setProperty("mail.smtp.starttls.enable", "true");
            session.setProperty("mail.smtp.starttls.required", "true");
        }
        tls.applyTo(session, "smtp");
        return sender;
    }

    @Override
    public Optional<Refusal> send(OutgoingMail mail) {
        List<InternetAddress> recipients = new ArrayList<>();
        for (String address : mail.to()) {
            Optional<InternetAddress> parsed = recipient(address);
            if (parsed.isEmpty()) {
                return Optional.of(new Refusal(address, "адрес записан неверно"));
            }
            recipients.add(parsed.get());
        }
        if (properties.smtp().host().isBlank()) {
            throw new UnavailableException(SYSTEM, "polisflow.mail.smtp.host is not set", null);
        }
        if (!free()) {
            throw new UnavailableException(SYSTEM, "no free connection in time", null);
        }
        try {
            return retries.execute(attempt -> hand(mail, recipients.toArray(InternetAddress[]::new)));
        } catch (NeverConnected e) {
            throw e.fault;
        } finally {
            connections.release();
        }
    }

    /** A mail server shuts out whoever comes with too many connections at once. */
    private boolean free() {
        try {
            return connections.tryAcquire(properties.smtp().connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Refusal> hand(OutgoingMail mail, InternetAddress[] recipients) {
        ExchangeRecorder.Running running = recorder.begin(
                SYSTEM,
                "SMTP",
                properties.smtp().host() + ":" + properties.smtp().port(),
                "Message-ID: " + mail.messageId() + "\nTo: " + String.join(", ", mail.to()) + "\nSubject: "
                        + mail.subject() + "\nвложений: " + mail.attachments().size());
        try {
            sender.send(message(mail, recipients));
            running.answered(Outcome.OK, 250, null);
            return Optional.empty();
        } catch (MailException | MessagingException | UnsupportedEncodingException e) {
            Optional<SmtpRefusal> refusal = SmtpRefusal.in(e);
            if (refusal.isPresent()) {
                running.answered(
                        Outcome.REFUSED, refusal.get().code(), refusal.get().words());
                return Optional.of(
                        new Refusal(refusal.get().address(), refusal.get().words()));
            }
            UnavailableException fault =
                    new UnavailableException(SYSTEM, "the SMTP server did not take " + mail.messageId(), e);
            running.failed(fault);
            // Tried again at once only when no server has seen the letter.
            throw SmtpRefusal.causes(e).stream().anyMatch(ConnectException.class::isInstance)
                    ? new NeverConnected(fault)
                    : fault;
        }
    }

    /** Nobody listened; a moment later somebody may. */
    private static final class NeverConnected extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final UnavailableException fault;

        NeverConnected(UnavailableException fault) {
            super(fault);
            this.fault = fault;
        }
    }

    /**
     * Connects and signs on without sending anything, waiting no longer for an answer than for a connection.
     *
     * @throws MessagingException when the server cannot be used
     */
    void probe() throws MessagingException {
        MailProperties.Smtp smtp = properties.smtp();
        sender(smtp, tls, smtp.connectTimeout()).testConnection();
    }

    private MimeMessage message(OutgoingMail mail, InternetAddress[] recipients)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessage message = sender.createMimeMessage();
        // The sender keeps a Message-ID that is already there: a retry is the same letter for every server on the way.
        message.setHeader("Message-ID", oneLine(mail.messageId()));
        if (mail.inReplyTo() != null && !mail.inReplyTo().isBlank()) {
            message.setHeader("In-Reply-To", oneLine(mail.inReplyTo()));
            message.setHeader("References", references(mail));
        }
        message.setFrom(new InternetAddress(properties.from(), company.name(), UTF_8));
        if (properties.replyTags()) {
            message.setReplyTo(new InternetAddress[] {
                new InternetAddress(ReplyAddress.of(properties.from(), mail.messageId()), company.name(), UTF_8)
            });
        }
        message.setRecipients(MimeMessage.RecipientType.TO, recipients);
        message.setSubject(oneLine(mail.subject()), UTF_8);
        if (mail.unsubscribe() != null) {
            // RFC 2369 and RFC 8058: mail programs show a button of their own.
            message.setHeader("List-Unsubscribe", "<" + oneLine(mail.unsubscribe()) + ">");
            if (mail.to().size() == 1) {
                // One click says who clicks only when the letter has one reader; the others name themselves on the
                // page.
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
        }
        message.setSentDate(Date.from(clock.instant()));
        if (mail.attachments().isEmpty() && mail.html() == null) {
            message.setText(mail.text(), UTF_8);
        } else if (mail.attachments().isEmpty()) {
            message.setContent(alternatives(mail));
        } else {
            MimeMultipart mixed = new MimeMultipart("mixed");
            mixed.addBodyPart(body(mail));
            for (Attachment attachment : mail.attachments()) {
                mixed.addBodyPart(part(attachment));
            }
            message.setContent(mixed);
        }
        return message;
    }

    /** The thread, the letter answered last (RFC 5322, 3.6.4); folded, so that no server finds the line too long. */
    private static String references(OutgoingMail mail) {
        Set<String> thread = new LinkedHashSet<>(mail.references());
        thread.remove(mail.inReplyTo());
        thread.add(mail.inReplyTo());
        return thread.stream().map(SmtpMailTransport::oneLine).collect(Collectors.joining("\r\n "));
    }

    private static MimeBodyPart body(OutgoingMail mail) throws MessagingException {
        MimeBodyPart body = new MimeBodyPart();
        if (mail.html() == null) {
            body.setText(mail.text(), UTF_8);
        } else {
            body.setContent(alternatives(mail));
        }
        return body;
    }

    private static MimeMultipart alternatives(OutgoingMail mail) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8, "html");
        // The last alternative is the one that the client's program prefers.
        return new MimeMultipart("alternative", text, html);
    }

    private static MimeBodyPart part(Attachment attachment) throws MessagingException {
        String name = oneLine(attachment.name());
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.content(), mediaType(attachment))));
        // Not setFileName: it encodes in the JVM's default charset, which turns Russian names into question marks in
        // a container without a locale.
        ParameterList fileName = new ParameterList();
        fileName.set("filename", name, UTF_8);
        part.setHeader("Content-Disposition", new ContentDisposition("attachment", fileName).toString());
        part.setHeader("Content-Type", namedType(mediaType(attachment), name));
        // Base64 whatever the type is: line ends of a text file must not change on the way.
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static String mediaType(Attachment attachment) {
        try {
            return new ContentType(attachment.type()).getBaseType();
        } catch (ParseException | NullPointerException e) {
            return "application/octet-stream";
        }
    }

    private static String namedType(String type, String name) throws ParseException {
        ContentType named = new ContentType(type);
        ParameterList parameters = new ParameterList();
        parameters.set("name", name, UTF_8);
        named.setParameterList(parameters);
        return named.toString();
    }

    private static Optional<InternetAddress> recipient(String address) {
        try {
            String plain = address.strip();
            int at = plain.lastIndexOf('@');
            // Domains such as «пример.рф» travel in their ASCII form.
            String ascii = at < 0 ? plain : plain.substring(0, at + 1) + IDN.toASCII(plain.substring(at + 1));
            InternetAddress parsed = new InternetAddress(ascii, true);
            parsed.validate();
            return Optional.of(parsed);
        } catch (AddressException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A line break in a header would let a text add headers of its own. */
    private static String oneLine(String text) {
        return text == null ? "" : text.replaceAll("[\\r\\n\\x00]+", " ").strip();
    }
}
