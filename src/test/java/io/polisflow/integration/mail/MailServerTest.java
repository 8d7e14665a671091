package io.polisflow.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.letter.MailTransport.Attachment;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.crm.letter.ReturnedLetters;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.fixtures.TestWire;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;

/** Both mail adapters against a real SMTP and IMAP server. */
class MailServerTest {

    private static final Duration SHORT = Duration.ofSeconds(5);

    private final GreenMail server =
            new GreenMail(ServerSetup.dynamicPort(new ServerSetup[] {ServerSetup.SMTP, ServerSetup.IMAP}));
    private final List<IncomingRequest> received = new CopyOnWriteArrayList<>();
    private final ReturnedLetters returned = mock(ReturnedLetters.class);
    private final TestWire wire = new TestWire();
    private String failing;
    private int tries;
    private SmtpMailTransport transport;
    private ImapRequestReader reader;

    @BeforeEach
    void start() {
        server.start();
        server.setUser("sales@polisflow.example", "sales@polisflow.example", "sandbox");
        MailProperties properties =
                properties(server.getSmtp().getPort(), server.getImap().getPort(), SHORT);
        transport = transport(server.getSmtp().getPort(), SHORT);
        reader = new ImapRequestReader(
                properties, new ImapMailbox(properties, MailTls.OF_THE_JVM), this::take, returned, wire.recorder());
    }

    @AfterEach
    void stop() {
        reader.stop();
        server.stop();
    }

    private Receipt take(IncomingRequest request) {
        tries++;
        if (request.subject() != null && request.subject().equals(failing)) {
            throw new IllegalStateException("the database is away");
        }
        received.add(request);
        return new Receipt("R-2026-000001", false, List.of());
    }

    @Test
    void aLetterArrivesWithItsIdItsRussianSubjectAndTheSameBytes() throws Exception {
        byte[] pdf = {'%', 'P', 'D', 'F', 0, -1, 13, 10, 13};
        transport.send(new OutgoingMail(
                "<one@polisflow.example>",
                "<asked@client.example>",
                List.of("client@example.com"),
                "Коммерческое предложение",
                "Добрый день",
                "<p>Добрый день</p>",
                List.of(new Attachment("КП № 1.pdf", "application/pdf", pdf))));

        MimeMessage message = server.getReceivedMessages()[0];
        List<io.polisflow.crm.request.RequestInbox.FieldProblem> problems = new ArrayList<>();
        EmailContent content = EmailContent.of(message, problems);
        assertThat(message.getMessageID()).isEqualTo("<one@polisflow.example>");
        assertThat(message.getHeader("In-Reply-To")).containsExactly("<asked@client.example>");
        assertThat(wire.kept()).singleElement().satisfies(kept -> {
            assertThat(kept.outcome()).isEqualTo(Outcome.OK);
            assertThat(kept.request()).contains("c***@example.com").doesNotContain("client@");
        });
        assertThat(message.getSubject()).isEqualTo("Коммерческое предложение");
        assertThat(content.text()).isEqualTo("Добрый день");
        assertThat(content.files()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("КП № 1.pdf");
            assertThat(file.content()).isEqualTo(pdf);
        });
        assertThat(problems).isEmpty();
    }

    @Test
    void aStoppedServerIsAFaultToBeRetried() {
        server.stop();
        assertThatThrownBy(() -> transport.send(new OutgoingMail(
                        "<one@polisflow.example>", null, List.of("a@example.com"), "Тема", "Текст", null, List.of())))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void aServerThatSaysNothingIsDownBeforeALetterWouldTimeOut() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            MailProperties properties = properties(silent.getLocalPort(), silent.getLocalPort(), Duration.ofMinutes(5));
            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
                assertThat(new SmtpHealthIndicator(transport(properties, MailTls.OF_THE_JVM), properties)
                                .health()
                                .getStatus())
                        .isEqualTo(Status.DOWN);
                assertThat(new ImapHealthIndicator(new ImapMailbox(properties, MailTls.OF_THE_JVM), properties)
                                .health()
                                .getStatus())
                        .isEqualTo(Status.DOWN);
            });
        }
    }

    @Test
    void aServerThatAnswersIsUp() {
        MailProperties properties =
                properties(server.getSmtp().getPort(), server.getImap().getPort(), SHORT);
        assertThat(new SmtpHealthIndicator(transport, properties).health().getStatus())
                .isEqualTo(Status.UP);
        assertThat(new ImapHealthIndicator(new ImapMailbox(properties, MailTls.OF_THE_JVM), properties)
                        .health()
                        .getStatus())
                .isEqualTo(Status.UP);
    }

    private SmtpMailTransport transport(int port, Duration patience) {
        return transport(properties(port, 1, patience), MailTls.OF_THE_JVM);
    }

    private SmtpMailTransport transport(MailProperties properties, MailTls tls) {
        return new SmtpMailTransport(
                properties,
                new CompanyProperties("СК «Полис»", "", "", "", "", ""),
                tls,
                wire.recorder(),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private static MailProperties properties(int smtpPort, int imapPort, Duration patience) {
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
                        Duration.ofHours(1),
                        connecting,
                        patience));
    }

    @Test
    void lettersInOldCharsetsAreRead() throws Exception {
        for (String charset : List.of("koi8-r", "windows-1251")) {
            deliver(
                    "Message-ID: <" + charset + "@client.example>\r\nFrom: Иван <ivan@client.example>\r\n"
                            + "Subject: Заявка\r\nReferences: <a@b> <c@d>\r\nIn-Reply-To: <a@b>\r\n"
                            + "Content-Type: text/plain; charset=" + charset
                            + "\r\n\r\nПрошу рассчитать. ИНН 7707083893\r\nООО \"Ромашка\"\r\n",
                    Charset.forName(charset));
        }
        reader.poll();

        assertThat(received).hasSize(2).allSatisfy(request -> {
            assertThat(request.subject()).isEqualTo("Заявка");
            assertThat(request.contactName()).isEqualTo("Иван");
            assertThat(request.email()).isEqualTo("ivan@client.example");
            assertThat(request.inn()).isEqualTo("7707083893");
            assertThat(request.companyName()).isEqualTo("ООО \"Ромашка\"");
            assertThat(request.replyTo()).containsExactly("<c@d>", "<a@b>");
            assertThat(request.problems()).isEmpty();
        });
    }

    @Test
    void aLetterThatFailsStaysUnseenAndTheOthersGoOn() throws Exception {
        failing = "first";
        deliver("From: a@client.example\r\nSubject: first\r\n\r\nтекст\r\n", StandardCharsets.UTF_8);
        deliver("From: a@client.example\r\nSubject: second\r\n\r\nтекст\r\n", StandardCharsets.UTF_8);
        deliver("From: a@client.example\r\nAuto-Submitted: auto-replied\r\n\r\nотпуск\r\n", StandardCharsets.UTF_8);
        reader.poll();
        assertThat(received).extracting(IncomingRequest::subject).containsExactly("second");

        failing = null;
        reader.poll();
        assertThat(received).extracting(IncomingRequest::subject).containsExactly("second", "first");
        assertThat(received)
                .allSatisfy(request -> assertThat(request.externalId()).isNotBlank());
    }

    @Test
    void aLetterThatGoesOnFailingIsTriedEverMoreRarelyAndIsToldOnce() throws Exception {
        failing = "first";
        deliver("From: a@client.example\r\nSubject: first\r\n\r\nтекст\r\n", StandardCharsets.UTF_8);

        for (int round = 0; round < 32; round++) {
            reader.poll();
        }

        // In rounds 1, 2, 4, 8, 16 and 32.
        assertThat(tries).isEqualTo(6);
        assertThat(wire.kept()).singleElement().satisfies(kept -> assertThat(kept.outcome())
                .isEqualTo(Outcome.FAULT));
        failing = null;
        for (int round = 0; round < 32; round++) {
            reader.poll();
        }
        assertThat(received).hasSize(1);
    }

    @Test
    void aLetterAtWhichTheServerHangsUpHoldsUpNobody() throws Exception {
        try (HangingUp line = HangingUp.inFrontOf(server.getImap().getPort(), "X-Hang-Up")) {
            MailProperties properties = properties(1, line.port(), SHORT);
            reader = new ImapRequestReader(
                    properties, new ImapMailbox(properties, MailTls.OF_THE_JVM), this::take, returned, wire.recorder());
            deliver("From: a@client.example\r\nX-Hang-Up: 1\r\n\r\nтекст\r\n", StandardCharsets.UTF_8);
            deliver("From: a@client.example\r\nSubject: good\r\n\r\nтекст\r\n", StandardCharsets.UTF_8);

            for (int round = 0; round < 3; round++) {
                try {
                    reader.poll();
                } catch (MessagingException e) {
                    // The connection ended at the first letter.
                }
            }

            assertThat(received).extracting(IncomingRequest::subject).containsExactly("good");
        }
    }

    @Test
    void ofALetterOverTheLimitOnlyTheHeadersAreFetchedAndTheManagerIsTold() throws Exception {
        deliver(
                "From: a@client.example\r\nSubject: Планы склада\r\n\r\n"
                        + ("x".repeat(998) + "\r\n").repeat(26 * 1024 + 300),
                StandardCharsets.UTF_8);

        reader.poll();
        reader.poll();

        assertThat(received).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Планы склада");
            assertThat(letter.email()).isEqualTo("a@client.example");
            assertThat(letter.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                    .contains("больше 25 МБ"));
            assertThat(letter.raw().content()).hasSizeLessThan(4096);
        });
    }

    @Test
    void anAnswerToTheAddressThatALetterGaveNamesThatLetter() throws Exception {
        String id = "<0f0e0d0c-1111-2222-3333-444455556666@polisflow.example>";
        transport.send(new OutgoingMail(id, null, List.of("client@example.com"), "КП", "Текст", null, List.of()));
        String replyTo = ((InternetAddress) server.getReceivedMessages()[0].getReplyTo()[0]).getAddress();

        deliver(
                "From: client@example.com\r\nTo: \"Полис\" <" + replyTo + ">\r\nSubject: Re\r\n\r\nда\r\n",
                StandardCharsets.UTF_8);
        reader.poll();

        assertThat(received).singleElement().satisfies(letter -> assertThat(letter.replyTo())
                .containsExactly(id));
    }

    @Test
    void aLetterThatComesIsReadLongBeforeTheNextPoll() throws Exception {
        reader.start();

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            // Until the connection listens, a letter would be read because of the connecting itself.
            deliver("From: a@client.example\r\nSubject: soon\r\n\r\nтекст\r\n", StandardCharsets.UTF_8);
            return received.size() > 2;
        });
    }

    @Test
    void aLetterThatCameBackIsToldAndMakesNoRequest() throws Exception {
        when(returned.returned(any(), any(), any())).thenReturn(true);
        deliver(DeliveryReportTest.POSTFIX, StandardCharsets.UTF_8);

        reader.poll();

        verify(returned)
                .returned(
                        List.of("<11111111-2222-3333-4444-555555555555@polisflow.example>"),
                        List.of("client@example.com"),
                        "550 5.1.1 <client@example.com>: Recipient address rejected: User unknown");
        assertThat(received).isEmpty();
        reader.poll();
        verifyNoMoreInteractions(returned);
    }

    @Test
    void aMailboxThatMustBeEncryptedGetsNoPasswordInTheClear() throws Exception {
        try (HangingUp line = HangingUp.inFrontOf(server.getImap().getPort(), "never said")) {
            MailProperties.Imap plain = properties(1, line.port(), SHORT).imap();
            MailProperties encrypted = new MailProperties(
                    "",
                    false,
                    "",
                    properties(1, 1, SHORT).smtp(),
                    new MailProperties.Imap(
                            plain.host(),
                            plain.port(),
                            plain.username(),
                            plain.password(),
                            false,
                            true,
                            "INBOX",
                            false,
                            SHORT,
                            SHORT,
                            SHORT));

            assertThatThrownBy(() -> new ImapMailbox(encrypted, MailTls.OF_THE_JVM).connect())
                    .isInstanceOf(MessagingException.class)
                    .hasMessageContaining("STARTTLS");
            assertThat(line.heard()).doesNotContain("LOGIN", "AUTHENTICATE", "sandbox");
        }
    }

    @Test
    void aServerWithoutEncryptionGetsNeitherLetterNorPassword() {
        MailProperties plain = properties(server.getSmtp().getPort(), 1, SHORT);
        MailProperties encrypted = new MailProperties(
                plain.from(),
                false,
                "",
                new MailProperties.Smtp("localhost", plain.smtp().port(), "user", "secret", true, SHORT, SHORT),
                plain.imap());

        assertThatThrownBy(() -> transport(encrypted, MailTls.OF_THE_JVM)
                        .send(new OutgoingMail(
                                "<one@polisflow.example>",
                                null,
                                List.of("a@example.com"),
                                "Тема",
                                "Текст",
                                null,
                                List.of())))
                .isInstanceOf(UnavailableException.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void overStarttlsTheLetterAndThePasswordGoEncryptedToATrustedServerOnly() throws Exception {
        try (StarttlsServer peer = StarttlsServer.start("sales", "geheim")) {
            MailProperties.Smtp smtp =
                    new MailProperties.Smtp("localhost", peer.port(), "sales", "geheim", true, SHORT, SHORT);
            MailProperties encrypted = new MailProperties(
                    "sales@polisflow.example",
                    false,
                    "",
                    smtp,
                    properties(1, 1, SHORT).imap());
            OutgoingMail letter = new OutgoingMail(
                    "<one@polisflow.example>", null, List.of("a@example.com"), "Тема", "Текст", null, List.of());

            assertThatThrownBy(() -> transport(encrypted, MailTls.OF_THE_JVM).send(letter))
                    .isInstanceOf(UnavailableException.class);
            assertThat(peer.letters()).isEmpty();

            transport(encrypted, new MailTls(peer.trusting())).send(letter);
            assertThat(peer.letters()).singleElement().asString().contains("<one@polisflow.example>");
            assertThat(peer.heardInTheClear()).doesNotContain("AUTH", "MAIL FROM");

            MailProperties.Smtp wrong =
                    new MailProperties.Smtp("localhost", peer.port(), "sales", "falsch", true, SHORT, SHORT);
            assertThatThrownBy(() -> transport(
                                    new MailProperties(encrypted.from(), false, "", wrong, encrypted.imap()),
                                    new MailTls(peer.trusting()))
                            .send(letter))
                    .isInstanceOf(UnavailableException.class)
                    .message()
                    .doesNotContain("falsch");
        }
    }

    private void deliver(String message, Charset charset) throws Exception {
        server.getUserManager()
                .getUser("sales@polisflow.example")
                .deliver(new MimeMessage(
                        Session.getInstance(new Properties()), new ByteArrayInputStream(message.getBytes(charset))));
    }
}
