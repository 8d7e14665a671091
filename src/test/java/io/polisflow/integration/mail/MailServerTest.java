package io.polisflow.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.letter.MailTransport.Attachment;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;

/** Sending over a real SMTP server, and what health says of both servers. */
class MailServerTest extends MailServerCase {

    private SmtpMailTransport transport;

    @BeforeEach
    void start() {
        transport = transport(server.getSmtp().getPort(), SHORT);
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
    void anAnswerNamesItsWholeThreadTheLetterAnsweredLast() throws Exception {
        List<String> thread = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> "<letter-" + number + "-of-a-long-thread@client.example>")
                .toList();
        transport.send(new OutgoingMail(
                "<answer@polisflow.example>",
                thread.get(11),
                thread,
                List.of("client@example.com"),
                "Re: Счёт",
                "Вот он",
                null,
                List.of()));

        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getHeader("In-Reply-To")).containsExactly(thread.get(11));
        String references = message.getHeader("References", null);
        assertThat(references.split("\\s+")).containsExactlyElementsOf(thread);
        assertThat(references.lines()).allMatch(line -> line.length() < 79);
    }

    @Test
    void anAdvertisingLetterSaysOverSmtpHowToGetNoMoreOfThem() throws Exception {
        String way = "https://crm.insurer.example/hooks/unsubscribe/key";
        for (List<String> readers : List.of(List.of("one@client.example"), List.of("a@x.example", "b@x.example"))) {
            transport.send(new OutgoingMail(
                    "<" + readers.size() + "@polisflow.example>",
                    null,
                    List.of(),
                    readers,
                    "Продление",
                    "Предлагаем",
                    null,
                    List.of(),
                    way));
        }
        transport.send(letter());

        Map<String, MimeMessage> received = new HashMap<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            received.put(message.getMessageID(), message);
        }
        MimeMessage one = received.get("<1@polisflow.example>");
        assertThat(one.getHeader("List-Unsubscribe")).containsExactly("<" + way + ">");
        assertThat(one.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        MimeMessage two = received.get("<2@polisflow.example>");
        assertThat(two.getHeader("List-Unsubscribe")).containsExactly("<" + way + ">");
        assertThat(two.getHeader("List-Unsubscribe-Post"))
                .as("a click without a name would be nobody's")
                .isNull();
        MimeMessage service = received.get("<one@polisflow.example>");
        assertThat(service.getHeader("List-Unsubscribe")).isNull();
        assertThat(service.getHeader("List-Unsubscribe-Post")).isNull();
    }

    /** A client's words become a subject and a file's name; a line end in them must not begin a header. */
    @Test
    void aLineEndInWhatOthersWroteBeginsNoHeader() throws Exception {
        transport.send(new OutgoingMail(
                "<one@polisflow.example>",
                "<asked@client.example>\r\nBcc: a@evil.example",
                List.of("client@example.com"),
                "Re: cargo\r\nBcc: b@evil.example\r\n\r\n<b>body</b>",
                "Вот он",
                null,
                List.of(new Attachment("a.pdf\r\nX-Evil: c", "text/plain\r\nX-Evil: d", new byte[] {1}))));

        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getSubject()).startsWith("Re: cargo").doesNotContain("\n");
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        message.writeTo(raw);
        assertThat(raw.toString(StandardCharsets.UTF_8).lines())
                .noneMatch(line -> line.startsWith("X-Evil") || line.startsWith("Bcc"));
    }

    @Test
    void anAddressThatBringsASecondOneIsNoAddress() {
        OutgoingMail letter = new OutgoingMail(
                "<one@polisflow.example>",
                null,
                List.of("a@example.com\r\nBcc: b@evil.example"),
                "Тема",
                "Текст",
                null,
                List.of());

        assertThat(transport.send(letter)).isPresent();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private static OutgoingMail letter() {
        return new OutgoingMail(
                "<one@polisflow.example>", null, List.of("a@example.com"), "Тема", "Текст", null, List.of());
    }

    /** No server has seen the letter, so it may go again at once; whoever hangs up later is left to the engine. */
    @Test
    void aStoppedServerIsAFaultAfterThreeTries() {
        server.stop();

        assertThatThrownBy(() -> transport.send(letter())).isInstanceOf(UnavailableException.class);

        assertThat(wire.kept()).hasSize(3).allMatch(kept -> kept.outcome() == Outcome.FAULT);
    }

    @Test
    void whoComesWhenAllConnectionsAreTakenDoesNotWaitForEver() throws Exception {
        List<Socket> open = new ArrayList<>();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SmtpMailTransport busy = transport(silent.getLocalPort(), Duration.ofMinutes(5));
            for (int i = 0; i < SmtpMailTransport.MOST_CONNECTIONS; i++) {
                Thread waiting = new Thread(
                        () -> assertThatThrownBy(() -> busy.send(letter())).isInstanceOf(UnavailableException.class));
                waiting.setDaemon(true);
                waiting.start();
                // Each of them waits for a greeting that does not come.
                open.add(silent.accept());
            }

            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertThatThrownBy(() -> busy.send(letter()))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("no free connection"));
        } finally {
            for (Socket one : open) {
                one.close();
            }
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
}
