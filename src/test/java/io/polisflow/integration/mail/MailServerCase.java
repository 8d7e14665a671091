package io.polisflow.integration.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.polisflow.fixtures.TestWire;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A real SMTP and IMAP server, and the settings that lead to it. */
abstract class MailServerCase {

    static final Duration SHORT = Duration.ofSeconds(5);

    final GreenMail server =
            new GreenMail(ServerSetup.dynamicPort(new ServerSetup[] {ServerSetup.SMTP, ServerSetup.IMAP}));
    final TestWire wire = new TestWire();

    @BeforeEach
    void startServer() {
        server.start();
        server.setUser("sales@polisflow.example", "sales@polisflow.example", "sandbox");
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    MailProperties properties() {
        return properties(server.getSmtp().getPort(), server.getImap().getPort(), SHORT);
    }

    static MailProperties properties(int smtpPort, int imapPort, Duration patience) {
        return properties(smtpPort, imapPort, patience, Duration.ofHours(1));
    }

    static MailProperties properties(int smtpPort, int imapPort, Duration patience, Duration pollInterval) {
        Duration connecting = Duration.ofSeconds(2);
        return new MailProperties(
                "sales@polisflow.example",
                true,
                "",
                new MailProperties.Smtp("localhost", smtpPort, "", "", false, connecting, patience),
                new MailProperties.Imap(
                        "localhost",
                        imapPort,
                        "sales@polisflow.example",
                        "sandbox",
                        false,
                        false,
                        "INBOX",
                        true,
                        pollInterval,
                        connecting,
                        patience));
    }

    SmtpMailTransport transport(int port, Duration patience) {
        return transport(properties(port, 1, patience), MailTls.OF_THE_JVM);
    }

    SmtpMailTransport transport(MailProperties properties, MailTls tls) {
        return new SmtpMailTransport(
                properties,
                new CompanyProperties("СК «Полис»", "", "", "", "", ""),
                tls,
                wire.recorder(),
                TestWire.THREE_TIMES,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    void deliver(String message, Charset charset) throws Exception {
        server.getUserManager()
                .getUser("sales@polisflow.example")
                .deliver(new MimeMessage(
                        Session.getInstance(new Properties()), new ByteArrayInputStream(message.getBytes(charset))));
    }
}
