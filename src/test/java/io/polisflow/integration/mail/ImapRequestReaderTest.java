package io.polisflow.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.crm.letter.ReturnedLetters;
import io.polisflow.crm.node.NodeTurns;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.fixtures.SoleNode;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading a real IMAP mailbox. */
class ImapRequestReaderTest extends MailServerCase {

    private final List<IncomingRequest> received = new CopyOnWriteArrayList<>();
    private final ReturnedLetters returned = mock(ReturnedLetters.class);
    private String failing;
    private int tries;
    private final NodeTurns turns = SoleNode.turns();
    private ImapRequestReader reader;

    @BeforeEach
    void start() {
        reader = reader(properties());
    }

    @AfterEach
    void stop() {
        reader.stop();
    }

    private ImapRequestReader reader(MailProperties properties) {
        return new ImapRequestReader(
                properties,
                new ImapMailbox(properties, MailTls.OF_THE_JVM),
                this::take,
                returned,
                wire.recorder(),
                turns);
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
    void whileAnotherNodeHasTheTurnNoLetterIsTaken() throws Exception {
        deliver(
                "Message-ID: <one@client.example>\r\nFrom: ivan@client.example\r\n\r\nПрошу\r\n",
                StandardCharsets.UTF_8);
        when(turns.take(any(), any())).thenReturn(false);
        reader.poll();
        assertThat(received).isEmpty();

        when(turns.take(any(), any())).thenReturn(true);
        reader.poll();
        assertThat(received).hasSize(1);
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

        for (int round = 0; round < 8; round++) {
            reader.poll();
        }

        // In rounds 1, 2, 4 and 8.
        assertThat(tries).isEqualTo(4);
        assertThat(wire.kept()).singleElement().satisfies(kept -> assertThat(kept.outcome())
                .isEqualTo(Outcome.FAULT));
        failing = null;
        for (int round = 0; round < 8; round++) {
            reader.poll();
        }
        assertThat(received).hasSize(1);
    }

    @Test
    void aLetterAtWhichTheServerHangsUpHoldsUpNobody() throws Exception {
        try (HangingUp line = HangingUp.inFrontOf(server.getImap().getPort(), "X-Hang-Up")) {
            reader = reader(properties(1, line.port(), SHORT));
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
        transport(server.getSmtp().getPort(), SHORT)
                .send(new OutgoingMail(id, null, List.of("client@example.com"), "КП", "Текст", null, List.of()));
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
    void aMailboxThatCannotBeReadIsCountedAsAFaultAndReadAgain() {
        int port = server.getImap().getPort();
        server.stop();
        reader = reader(properties(1, port, SHORT, Duration.ofMillis(50)));
        reader.start();

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> polls("fault") >= 2);
    }

    private long polls(String outcome) {
        return wire.counted("mail", "poll", outcome);
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
    void withoutTheServersWordTheMailboxIsPolled() throws Exception {
        MailProperties.Imap told = properties().imap();
        reader = reader(new MailProperties(
                "",
                false,
                "",
                properties().smtp(),
                new MailProperties.Imap(
                        told.host(),
                        told.port(),
                        told.username(),
                        told.password(),
                        false,
                        false,
                        "INBOX",
                        false,
                        Duration.ofMillis(50),
                        SHORT,
                        SHORT)));
        reader.start();
        deliver("From: a@client.example\r\nSubject: polled\r\n\r\nтекст\r\n", StandardCharsets.UTF_8);

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> received.size() == 1);
    }
}
