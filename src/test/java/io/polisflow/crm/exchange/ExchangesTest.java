package io.polisflow.crm.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.exchange.Exchange.Direction;
import io.polisflow.crm.exchange.Exchange.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What went over the wire and which events had their effect, for both databases alike. */
@ExtendWith(OutputCaptureExtension.class)
abstract class ExchangesTest extends DatabaseTest {

    @Autowired
    private ExchangeJournal journal;

    @Autowired
    private ReceivedEvents events;

    private Exchange exchange(String subject) {
        return new Exchange(clock.instant(), subject, Direction.OUT, "registry", "find")
                .asked("GET /find", "?")
                .answered(Outcome.OK, 200, "да", 12);
    }

    @Test
    void anExchangeIsKeptThoughTheWorkThatAskedIsRolledBack() {
        String subject = unique("D").substring(0, 20);

        transaction.executeWithoutResult(work -> {
            journal.keep(exchange(subject));
            work.setRollbackOnly();
        });

        await().untilAsserted(
                        () -> assertThat(journal.of(List.of(subject), 0, 10).getContent())
                                .singleElement()
                                .satisfies(kept -> assertThat(kept.answer()).isEqualTo("да")));
    }

    @Test
    void whatCameWhileTheDatabaseCouldNotTakeItIsKeptOnceWhenItCan(CapturedOutput output) {
        String subject = unique("D").substring(0, 20);
        jdbc.execute("alter table exchange rename to exchange_away");
        try {
            journal.keep(exchange(subject));
            await().until(() -> output.getOut().contains("exchanges wait for the database"));
        } finally {
            jdbc.execute("alter table exchange_away rename to exchange");
        }
        journal.keep(exchange(subject));

        await().untilAsserted(() ->
                assertThat(journal.of(List.of(subject), 0, 10).getContent()).hasSize(2));
    }

    @Test
    void whatIsTooLongIsCutAndWhatTheDatabaseCannotHoldIsReplaced() {
        String subject = unique("D").substring(0, 20);

        // The path of a webhook is its sender's choice.
        journal.keep(new Exchange(clock.instant(), subject, Direction.IN, "telephony", "/hooks/" + "x".repeat(900))
                .asked("GET /" + "x".repeat(900), "a\u0000b")
                .answered(Outcome.OK, 200, "я".repeat(30_000), 1));

        await().untilAsserted(() ->
                assertThat(journal.of(List.of(subject), 0, 10).getContent()).hasSize(1));
        Exchange kept = journal.of(List.of(subject), 0, 10).getContent().get(0);
        assertThat(kept.operation()).hasSize(60);
        assertThat(kept.address()).hasSize(500);
        assertThat(kept.request()).isEqualTo("a\uFFFDb");
        assertThat(kept.answer()).hasSize(20_000);
    }

    @Test
    void whatIsOldIsClearedAway() {
        String old = unique("D").substring(0, 20);
        String fresh = unique("D").substring(0, 20);
        journal.keep(exchange(old));
        await().untilAsserted(() ->
                assertThat(journal.of(List.of(old), 0, 10).getContent()).hasSize(1));

        clock.move(Duration.ofDays(181));
        journal.keep(exchange(fresh));

        await().untilAsserted(() ->
                assertThat(journal.of(List.of(old), 0, 10).getContent()).isEmpty());
        assertThat(journal.of(List.of(fresh), 0, 10).getContent()).hasSize(1);
    }

    @Test
    void anEventIsKnownAsLongAsItMayBeRepeatedAndThenForgottenWithTheRest() {
        String id = unique("event");
        assertThat(first(id)).isTrue();
        clock.move(Duration.ofDays(89));
        journal.keep(exchange(unique("D").substring(0, 20)));
        await().during(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(first(id)).isFalse());

        clock.move(Duration.ofDays(2));
        journal.keep(exchange(unique("D").substring(0, 20)));
        await().untilAsserted(() -> assertThat(first(id)).isTrue());
    }

    private boolean first(String id) {
        return Boolean.TRUE.equals(transaction.execute(status -> events.first("policy", id)));
    }

    @Test
    void anEventOfManyRepeatsAtOnceIsFirstOnce() throws Exception {
        String id = unique("event");

        List<Boolean> first = atOnce(() -> transaction.execute(work -> events.first("policy", id)));

        assertThat(first).containsOnlyOnce(true);
    }

    @Test
    void anEventWhoseEffectWasRolledBackIsFirstAgain() {
        String id = unique("event");
        transaction.executeWithoutResult(work -> {
            assertThat(events.first("policy", id)).isTrue();
            work.setRollbackOnly();
        });

        assertThat(first("policy", id)).isTrue();
        assertThat(first("edo", id)).isTrue();
        assertThat(first("policy", id)).isFalse();
    }

    private boolean first(String system, String id) {
        return Boolean.TRUE.equals(transaction.execute(work -> events.first(system, id)));
    }

    @Test
    void anEventIsTakenOnlyWithItsEffect() {
        assertThatThrownBy(() -> events.first("policy", unique("event")))
                .isInstanceOf(org.springframework.transaction.IllegalTransactionStateException.class);
    }
}
