package io.polisflow.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.Mockito.mock;

import io.polisflow.crm.letter.ReturnedLetters;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.fixtures.SoleNode;
import io.polisflow.fixtures.TestWire;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mailbox on its bad days: at each step of RFC 3501 answers that say no, and answers that are none. */
class ImapFaultsTest {

    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final String GREETING = "";
    private static final String LETTER =
            "Message-ID: <one@client.example>\r\nFrom: a@client.example\r\nSubject: s\r\n\r\ntext\r\n";
    private static final String HEADERS = LETTER.substring(0, LETTER.indexOf("\r\n\r\n") + 4);

    private final List<IncomingRequest> received = new CopyOnWriteArrayList<>();

    /** @return whether the server could be used at all */
    private boolean read(String step, String answer) throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(line -> answer(line, step, answer))) {
            MailProperties properties = new MailProperties(
                    "",
                    false,
                    "",
                    new MailProperties.Smtp("", 25, "", "", false, PATIENCE, PATIENCE),
                    new MailProperties.Imap(
                            "localhost",
                            peer.port(),
                            "sales",
                            "geheim",
                            false,
                            false,
                            "INBOX",
                            false,
                            PATIENCE,
                            Duration.ofSeconds(2),
                            PATIENCE));
            ImapRequestReader reader = new ImapRequestReader(
                    properties,
                    new ImapMailbox(properties, MailTls.OF_THE_JVM),
                    request -> {
                        received.add(request);
                        return new Receipt("R-2026-000001", false, List.of());
                    },
                    mock(ReturnedLetters.class),
                    new TestWire().recorder(),
                    SoleNode.turns());
            return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                try {
                    reader.poll();
                    return true;
                } catch (MessagingException e) {
                    return false;
                }
            });
        }
    }

    private static String answer(String line, String step, String answer) {
        String tag = line.split(" ", 2)[0];
        if (!line.toUpperCase(Locale.ROOT).contains(step) || step.equals(GREETING) != line.isEmpty()) {
            return good(line, tag);
        }
        return answer.replace("TAG", tag);
    }

    private static String good(String line, String tag) {
        if (line.isEmpty()) {
            return "* OK ready";
        }
        String command = line.substring(tag.length()).strip().toUpperCase(Locale.ROOT);
        String data = "";
        if (command.startsWith("CAPABILITY")) {
            data = "* CAPABILITY IMAP4rev1\r\n";
        } else if (command.startsWith("SELECT")) {
            data = "* FLAGS (\\Seen \\Deleted)\r\n* 1 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] valid\r\n"
                    + "* OK [PERMANENTFLAGS (\\Seen)] kept\r\n";
        } else if (command.startsWith("SEARCH")) {
            data = "* SEARCH 1\r\n";
        } else if (command.contains("UID")) {
            data = "* 1 FETCH (UID 5 FLAGS () RFC822.SIZE " + LETTER.length() + ")\r\n";
        } else if (command.contains("BODY.PEEK[HEADER]")) {
            data = "* 1 FETCH (BODY[HEADER] {" + HEADERS.length() + "}\r\n" + HEADERS + ")\r\n";
        } else if (command.contains("BODY.PEEK[]")) {
            data = "* 1 FETCH (BODY[] {" + LETTER.length() + "}\r\n" + LETTER + ")\r\n";
        }
        return data + tag + " OK done";
    }

    @Test
    void aServerThatAnswersEverythingIsReadAsARealOneIs() throws Exception {
        assertThat(read("NOTHING", "")).isTrue();
        assertThat(received).singleElement().satisfies(letter -> assertThat(letter.externalId())
                .isEqualTo("<one@client.example>"));
    }

    /** What Dovecot tells of «From: <<<>>>» is more than the library can read. */
    @Test
    void aLetterIsReadWithoutItsEnvelope() throws Exception {
        assertThat(read("ENVELOPE", "* 1 FETCH (ENVELOPE (NIL NIL ((NIL NIL \"<<\" NIL)\r\nTAG BAD"))
                .isTrue();
        assertThat(received).hasSize(1);
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(GREETING, "CAPABILITY", "LOGIN", "SELECT", "SEARCH", "UID", "BODY.PEEK[HEADER]", "BODY.PEEK[]")
                .flatMap(step -> Stream.of(
                        arguments(step, "no", "TAG NO [UNAVAILABLE] not now"),
                        arguments(step, "bad", "TAG BAD what?"),
                        arguments(step, "bye", "* BYE [UNAVAILABLE] too many connections"),
                        arguments(step, "hang-up", ScriptedPeer.HANG_UP),
                        arguments(step, "silence", ScriptedPeer.SILENCE),
                        arguments(step, "garbage", "HTTP/1.1 200 \u0000<html>"),
                        arguments(step, "cut off", "* 1 FETCH (BODY[HEADER] {400}\r\nFrom: a"),
                        arguments(step, "5 MB of garbage", "\u00e6".repeat(5 * 1024 * 1024))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badAnswers")
    void nothingBrokenIsTakenNothingElseIsThrownAndNobodyWaits(String step, String name, String answer)
            throws Exception {
        read(step, answer);

        // A refusal of a search or of identities leaves other ways to the letter, but never to half of it.
        assertThat(received).allSatisfy(letter -> assertThat(letter.text()).isEqualTo("text"));
        if (!List.of("SEARCH", "UID").contains(step) || !name.equals("no")) {
            assertThat(received).isEmpty();
        }
    }

    @Test
    void aPasswordThatDoesNotFitIsAFaultOfTheServer() throws Exception {
        assertThat(read("LOGIN", "TAG NO [AUTHENTICATIONFAILED] no")).isFalse();
    }
}
