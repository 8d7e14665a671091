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
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.letter.MailTransport.Attachment;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.crm.letter.ReturnedLetters;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.fixtures.TestWire;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.Status;

/** Both mail adapters against a real SMTP and IMAP server. */
class MailServerTest {

    private static final Duration SHORT = Duration.ofSeconds(5);

    private final GreenMail server =
            new GreenMail(ServerSetup.dynamicPort(new ServerSetup[] {ServerSetup.SMTP, ServerSetup.IMAP}));
    private final List<IncomingRequest> received = new CopyOnWriteArrayList<>();
    private final ReturnedLetters returned = mock(ReturnedLetters.class);
    private final TestWire wire = new TestWire();
    private final List<Socket> open = new ArrayList<>();
    private String failing;
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
    void stop() throws IOException {
        reader.stop();
        server.stop();
        for (Socket one : open) {
            one.close();
        }
    }

    private Receipt take(IncomingRequest request) {
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

    private static OutgoingMail letter() {
        return new OutgoingMail(
                "<one@polisflow.example>", null, List.of("a@example.com"), "Тема", "Текст", null, List.of());
    }

    @Test
    void aStoppedServerIsAFaultAfterThreeTries() {
        server.stop();

        assertThatThrownBy(() -> transport.send(letter())).isInstanceOf(UnavailableException.class);

        assertThat(wire.kept()).hasSize(3).allMatch(kept -> kept.outcome() == Outcome.FAULT);
    }

    /** Whoever hung up after the letter may have taken it: whether it goes again is for the engine and its pauses. */
    @ParameterizedTest
    @ValueSource(strings = {"DATA", "the end of the letter"})
    void aServerThatHangsUpInTheMiddleIsNotTriedAgainAtOnce(String when) throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            daemon(() -> speakSmtp(door, "250 ok", when.equals("DATA") ? "DATA" : "."));

            assertThatThrownBy(() -> transport(door.getLocalPort(), SHORT).send(letter()))
                    .isInstanceOf(UnavailableException.class);
        }
        assertThat(wire.kept()).singleElement().matches(kept -> kept.outcome() == Outcome.FAULT);
    }

    @Test
    void whoComesWhenAllConnectionsAreTakenDoesNotWaitForEver() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SmtpMailTransport busy = transport(silent.getLocalPort(), Duration.ofMinutes(5));
            for (int i = 0; i < SmtpMailTransport.MOST_CONNECTIONS; i++) {
                daemon(() -> assertThatThrownBy(() -> busy.send(letter())).isInstanceOf(UnavailableException.class));
                // Each of them waits for a greeting that does not come.
                open.add(silent.accept());
            }

            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertThatThrownBy(() -> busy.send(letter()))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("no free connection"));
        }
    }

    @Test
    void aRecipientThatTheServerRefusesIsToldInRussianAndIsNoFault() throws Exception {
        assertThatThrownBy(() -> sendOver("550 5.1.1 no such user"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("«a@example.com»");
        // «Try later» and «who are you?» are not the recipient's fault.
        for (String answer : List.of("451 4.7.1 greylisted", "530 5.7.0 authentication required")) {
            assertThatThrownBy(() -> sendOver(answer)).isInstanceOf(UnavailableException.class);
        }
    }

    /** A server that gives this answer to RCPT TO. */
    private void sendOver(String answerToRecipient) throws Exception {
        try (ServerSocket refusing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            daemon(() -> speakSmtp(refusing, answerToRecipient, null));
            transport(refusing.getLocalPort(), SHORT).send(letter());
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    /** @param last the line after which the server hangs up, or null */
    private static void speakSmtp(ServerSocket door, String answerToRecipient, String last) {
        try (Socket client = door.accept();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            String answer = "220 ready";
            boolean letter = false;
            for (String line = ""; line != null && !line.equals(last); line = lines.readLine()) {
                letter = line.equals("DATA") || letter && !line.equals(".");
                if (letter && !line.equals("DATA")) {
                    continue;
                }
                if (!line.isEmpty()) {
                    answer = line.startsWith("RCPT") ? answerToRecipient : letter ? "354 go on" : "250 ok";
                }
                client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The sender has hung up: the conversation is over.
        }
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
                TestWire.THREE_TIMES,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private static MailProperties properties(int smtpPort, int imapPort, Duration patience) {
        return properties(smtpPort, imapPort, patience, Duration.ofHours(1));
    }

    private static MailProperties properties(int smtpPort, int imapPort, Duration patience, Duration pollInterval) {
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
                        "INBOX",
                        true,
                        pollInterval,
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
        assertThat(polls("ok")).isPositive();
    }

    @Test
    void aMailboxThatCannotBeReadIsCountedAsAFaultAndReadAgain() throws Exception {
        int port = server.getImap().getPort();
        server.stop();
        MailProperties often = properties(1, port, SHORT, Duration.ofMillis(50));
        reader = new ImapRequestReader(
                often, new ImapMailbox(often, MailTls.OF_THE_JVM), this::take, returned, wire.recorder());
        reader.start();

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> polls("fault") >= 2);
    }

    private long polls(String outcome) {
        return wire
                .meters()
                .find("polisflow.exchange")
                .tags("system", "mail", "operation", "poll", "outcome", outcome)
                .timers()
                .stream()
                .mapToLong(timer -> timer.count())
                .sum();
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
