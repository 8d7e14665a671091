package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** What is written down of a talk over IMAP. */
class MailTranscriptTest {

    private final WireLog log = new WireLog(Clock.systemUTC());
    private final MailTranscript transcript = new MailTranscript(false, log);

    @Test
    void aCommandIsShownWithWhatLedToItAndWithoutThePassword() {
        talk("A1 LOGIN {5}", "+ go on");
        talk("c2VjcmV0", "A1 OK LOGIN completed");
        talk("A2 AUTHENTICATE PLAIN", "+ ");
        talk("AHVzZXIAc2VjcmV0", "A2 OK done");
        talk("A3 SELECT INBOX", "A3 OK done");
        talk("A4 UID FETCH 1 BODY[]", "* 1 FETCH (BODY[] {2}", "hi)", "A4 OK done");
        talk("A5 LOGOUT", "* BYE", "A5 OK done");

        assertThat(log.latest(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("IMAP UID FETCH");
            assertThat(entry.request().body())
                    .contains("LOGIN", "SELECT INBOX", "UID FETCH 1 BODY[]")
                    .doesNotContain("c2VjcmV0", "AHVzZXIAc2VjcmV0");
            assertThat(entry.answer().body()).contains("hi)");
        });
    }

    @Test
    void aRefusedLoginIsALineOfItsOwn() {
        talk("A1 LOGIN sales wrong", "A1 NO [AUTHENTICATIONFAILED] Invalid login");

        assertThat(log.latest("mail", 10)).singleElement().satisfies(entry -> {
            assertThat(entry.status()).isEqualTo("NO");
            assertThat(entry.good()).isFalse();
            assertThat(entry.request().body()).doesNotContain("wrong");
        });
    }

    private void talk(String asked, String... answers) {
        transcript.asked(bytes(asked), false);
        for (String answer : answers) {
            transcript.answered(bytes(answer));
        }
    }

    private static byte[] bytes(String line) {
        return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
