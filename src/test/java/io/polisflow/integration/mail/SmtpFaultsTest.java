package io.polisflow.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.crm.letter.MailTransport.Refusal;
import io.polisflow.fixtures.TestWire;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A mail server on its bad days: at each step of RFC 5321 every answer that says no, and answers that are none. */
class SmtpFaultsTest {

    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final String PASSWORD = "g3h31m";
    private static final String GREETING = "";
    private static final String END_OF_LETTER = ".";

    private final TestWire wire = new TestWire();

    private Optional<Refusal> send(String step, String answer) throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(
                line -> verb(line).equals(step) && !line.contains("b@example.com") ? answer : good(line))) {
            MailProperties.Imap none =
                    new MailProperties.Imap("", 1, "", "", false, false, "INBOX", false, PATIENCE, PATIENCE, PATIENCE);
            SmtpMailTransport transport = new SmtpMailTransport(
                    new MailProperties(
                            "sales@polisflow.example",
                            false,
                            "",
                            new MailProperties.Smtp(
                                    "localhost",
                                    peer.port(),
                                    "sales",
                                    PASSWORD,
                                    false,
                                    Duration.ofSeconds(2),
                                    PATIENCE),
                            none),
                    new CompanyProperties("СК «Полис»", "", "", "", "", ""),
                    MailTls.OF_THE_JVM,
                    wire.recorder(),
                    TestWire.THREE_TIMES,
                    Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
            return assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> transport.send(new OutgoingMail(
                            "<one@polisflow.example>",
                            null,
                            List.of("a@example.com", "b@example.com"),
                            "Тема",
                            "Текст",
                            null,
                            List.of())));
        }
    }

    private static String verb(String line) {
        return line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
    }

    private static String good(String line) {
        return switch (verb(line)) {
            case GREETING -> "220 ready";
            case "EHLO" -> "250-hello\r\n250 AUTH PLAIN";
            case "AUTH" -> "235 welcome";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    private void assertFault(String step, String answer) {
        assertThatThrownBy(() -> send(step, answer))
                .isInstanceOf(UnavailableException.class)
                .satisfies(fault -> {
                    assertThat(((UnavailableException) fault).system()).isEqualTo("mail");
                    assertThat(fault.getMessage()).doesNotContain(PASSWORD);
                });
        assertThat(wire.kept()).singleElement().satisfies(kept -> assertThat(kept.outcome())
                .isEqualTo(Outcome.FAULT));
    }

    @Test
    void aServerThatTakesEverythingTakesTheLetter() throws Exception {
        assertThat(send("NOTHING", "250 ok")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',421 4.3.2 service not available",
        "'',554 no SMTP service here",
        "AUTH,454 4.7.0 temporary authentication failure",
        "AUTH,534 5.7.9 mechanism is too weak",
        "AUTH,535 5.7.8 credentials invalid",
        "AUTH,538 5.7.11 encryption required",
        "MAIL,421 4.3.2 closing",
        "MAIL,451 4.3.0 local error",
        "MAIL,452 4.3.1 insufficient system storage",
        "MAIL,455 4.5.4 cannot accommodate parameters",
        "MAIL,530 5.7.0 authentication required",
        "MAIL,550 5.7.1 you may not send as this address",
        "MAIL,553 5.1.8 sender's domain does not exist",
        "RCPT,421 4.4.2 time is over",
        "RCPT,450 4.2.1 mailbox busy",
        "RCPT,451 4.7.1 greylisted",
        "RCPT,452 4.5.3 too many recipients",
        "RCPT,530 5.7.0 authentication required",
        "RCPT,550 5.7.1 relaying denied",
        "RCPT,554 5.7.1 your address is on a list",
        "DATA,421 4.3.2 closing",
        "DATA,451 4.3.0 local error",
        "DATA,452 4.3.1 insufficient system storage",
        ".,421 4.3.2 closing",
        ".,451 4.7.1 try again later",
        ".,452 4.3.1 insufficient system storage"
    })
    void whatMayPassOrIsOurOwnFaultIsTriedAgain(String step, String answer) {
        assertFault(step, answer);
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 no such user",
        "550 no such user",
        "551 5.1.6 user has moved",
        "552 5.2.2 mailbox full",
        "553 5.1.3 bad address syntax",
        "554 5.2.1 mailbox disabled"
    })
    void aRecipientWhomTheServerRefusesForGoodIsNamedWithItsWords(String answer) throws Exception {
        assertThat(send("RCPT", answer)).contains(new Refusal("a@example.com", answer));
        assertThat(wire.kept()).singleElement().satisfies(kept -> {
            assertThat(kept.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(kept.status()).isEqualTo(Integer.parseInt(answer.substring(0, 3)));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "DATA,554 5.5.1 no valid recipients",
        ".,550 5.6.0 headers are broken",
        ".,552 5.3.4 message too big for system",
        ".,554 5.7.1 message rejected as spam"
    })
    void aLetterThatTheServerRefusesForGoodIsNoFaultAndNobodysAddress(String step, String answer) throws Exception {
        assertThat(send(step, answer)).contains(new Refusal(null, answer));
        assertThat(wire.kept()).singleElement().satisfies(kept -> assertThat(kept.outcome())
                .isEqualTo(Outcome.REFUSED));
    }

    static Stream<Arguments> noAnswers() {
        return Stream.of(GREETING, "EHLO", "AUTH", "MAIL", "RCPT", "DATA", END_OF_LETTER)
                .flatMap(step -> Stream.of(
                        arguments(step, "hang-up", ScriptedPeer.HANG_UP),
                        arguments(step, "silence", ScriptedPeer.SILENCE),
                        arguments(step, "garbage", "HTTP/1.1 200 OK \u0000<html>"),
                        arguments(step, "5 MB of garbage", "\u00e6".repeat(5 * 1024 * 1024))))
                // Whoever does not understand EHLO is greeted as servers of the last century are.
                .filter(fault -> !(fault.get()[0].equals("EHLO") && ((String) fault.get()[1]).endsWith("garbage")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("noAnswers")
    void whatIsNoAnswerIsAFaultAndHoldsNobodyUp(String step, String name, String answer) {
        assertFault(step, answer);
    }

    @Test
    void anAddressThatIsNoneIsRefusedBeforeAnybodyIsAsked() throws Exception {
        SmtpMailTransport transport = new SmtpMailTransport(
                new MailProperties(
                        "sales@polisflow.example",
                        false,
                        "",
                        new MailProperties.Smtp("localhost", 1, "", "", false, PATIENCE, PATIENCE),
                        new MailProperties.Imap(
                                "", 1, "", "", false, false, "INBOX", false, PATIENCE, PATIENCE, PATIENCE)),
                new CompanyProperties("СК «Полис»", "", "", "", "", ""),
                MailTls.OF_THE_JVM,
                wire.recorder(),
                TestWire.THREE_TIMES,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

        assertThat(transport.send(new OutgoingMail(
                        "<one@polisflow.example>",
                        null,
                        List.of("good@example.com", "not an address"),
                        "Тема",
                        "Текст",
                        null,
                        List.of())))
                .contains(new Refusal("not an address", "адрес записан неверно"));
    }
}
