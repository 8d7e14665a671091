package io.polisflow.integration.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.exchange.AcceptedEvents;
import io.polisflow.crm.exchange.Exchange;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.exchange.ExchangeJournal;
import io.polisflow.fixtures.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of accepted events, in the order in which they came, failing ones too; each subclass runs it on one database. */
abstract class HookWorkerTest extends DatabaseTest {

    private static final String TELEPHONY = "telephony";
    private static final String SUMMARY = "/hooks/telephony/events/summary";
    private static final String NETWORK = "10.1.2.0/24";

    @Autowired
    private AcceptedEvents events;

    @Autowired
    private HookWorker worker;

    @Autowired
    private ObjectProvider<HookWork> works;

    @Autowired
    private ExchangeRecorder recorder;

    @Autowired
    private ExchangeJournal exchanges;

    @AfterEach
    void nothingIsLeftForOthers() {
        jdbc.update("delete from accepted_event");
    }

    private static String number() {
        return "7495%07d".formatted(Math.floorMod(UUID.randomUUID().hashCode(), 10_000_000));
    }

    /** @return the call's id */
    private String accept(String system, String number) {
        String call = UUID.randomUUID().toString();
        events.add(
                system,
                SUMMARY,
                ("{\"entry_id\":\"%s\",\"call_direction\":1,\"from\":{\"number\":\"%s\"},\"to\":{\"extension\":\"101\"},"
                                + "\"create_time\":1780000000,\"talk_time\":1780000010,\"end_time\":1780000070,\"entry_result\":1}")
                        .formatted(call, number),
                NETWORK,
                clock.instant());
        return call;
    }

    private int calls(String... ids) {
        return Stream.of(ids)
                .mapToInt(id ->
                        jdbc.queryForObject("select count(*) from call_record where entry_id = ?", Integer.class, id))
                .sum();
    }

    private long waiting() {
        return events.backlog().waiting();
    }

    @Test
    void anAcceptedEventHasItsEffectOnceAndIsKeptUnderItsDealAndForgottenHere() {
        String number = number();
        Client client = client();
        String deal = transaction.execute(status -> {
            clients.findOrCreateContact(client, "Пётр Петров", UUID.randomUUID() + "@romashka.example", "+" + number);
            return deals.open(clients.get(client.id()), null, Stage.NEEDS_ANALYSIS)
                    .number();
        });
        String call = accept(TELEPHONY, number);
        assertThat(calls(call)).isZero();

        assertThat(worker.workOff()).isOne();

        assertThat(calls(call)).isOne();
        assertThat(waiting()).isZero();
        assertThat(worker.workOff()).isZero();
        assertThat(jdbc.queryForList(
                        "select distinct address from audit_event where kind = 'call_record' and object_id ="
                                + " (select cast(id as varchar) from call_record where entry_id = ?)",
                        String.class,
                        call))
                .containsExactly(NETWORK);
        Exchange kept = Awaitility.await()
                .until(() -> exchanges.of(List.of(deal), 0, 10).getContent(), found -> !found.isEmpty())
                .get(0);
        assertThat(kept.at()).isEqualTo(clock.instant());
        assertThat(kept.operation()).isEqualTo(SUMMARY);
        assertThat(kept.outcome()).isEqualTo(Outcome.OK);
        assertThat(kept.request()).contains(call).doesNotContain(number);
    }

    @Test
    void twoNodesTakeEachEventOnce() throws Exception {
        String[] calls =
                Stream.generate(() -> accept(TELEPHONY, number())).limit(40).toArray(String[]::new);
        HookWorker another = worker(Duration.ZERO);
        Callable<Integer> one = worker::workOff;

        int done = AtOnce.all(one, another::workOff).stream()
                .mapToInt(each -> each)
                .sum();

        assertThat(done).isEqualTo(calls.length);
        assertThat(calls(calls)).isEqualTo(calls.length);
        assertThat(waiting()).isZero();
    }

    @Test
    void whatFailsIsPutOffEverLongerWithItsReasonAndHoldsUpNobody() {
        String late = accept("nobody", number());
        String call = accept(TELEPHONY, number());

        assertThat(worker.workOff()).isOne();
        assertThat(calls(late, call)).isOne();
        assertThat(jdbc.queryForMap("select attempts, fault from accepted_event"))
                .containsEntry("attempts", 1)
                .hasEntrySatisfying("fault", fault -> assertThat((String) fault).contains("nobody works on"));
        assertThat(worker.workOff()).isZero();
        assertThat(jdbc.queryForObject("select attempts from accepted_event", Integer.class))
                .as("not due yet")
                .isOne();
        for (int i = 0; i < 6; i++) {
            clock.move(Duration.ofHours(1));
            assertThat(worker.workOff()).isZero();
        }
        assertThat(jdbc.queryForObject("select attempts from accepted_event", Integer.class))
                .isEqualTo(7);

        // A new release knows the system.
        jdbc.update("update accepted_event set system_ = ?", TELEPHONY);
        clock.move(Duration.ofHours(1));
        assertThat(worker.workOff()).isOne();
        assertThat(calls(late)).isOne();
    }

    private HookWorker worker(Duration pollEvery) {
        return new HookWorker(events, works, recorder, transaction, clock, pollEvery);
    }

    @Test
    void whileMoreComesHalfOfTheTimeIsLeftToWhoeverBringsIt() {
        HookWorker own = worker(Duration.ofHours(1));
        own.start();
        try {
            assertThat(own.rest(0, 3_000_000)).as("nothing came").isZero();
            own.wake();
            assertThat(own.rest(0, 3_000_000)).isEqualTo(3_000_000);
            assertThat(own.rest(0, Duration.ofMinutes(1).toNanos())).isEqualTo(50_000_000);
            assertThat(own.rest(1, 3_000_000)).isZero();
        } finally {
            own.stop();
        }
        assertThat(own.rest(0, 3_000_000)).as("of a node that stops").isZero();
    }

    @Test
    void aNodeFindsWhatAnotherLeftAndIsWokenAtOnceAndEndsWhatIsInHand() {
        String left = accept(TELEPHONY, number());
        HookWorker own = worker(Duration.ofHours(1));
        own.start();
        try {
            Awaitility.await().untilAsserted(() -> assertThat(calls(left)).isOne());
            String next = accept(TELEPHONY, number());
            own.wake();
            Awaitility.await().untilAsserted(() -> assertThat(calls(next)).isOne());
        } finally {
            String[] last =
                    Stream.generate(() -> accept(TELEPHONY, number())).limit(10).toArray(String[]::new);
            own.stop();
            assertThat(calls(last)).isEqualTo(last.length);
        }
        assertThat(own.isRunning()).isFalse();
        String later = accept(TELEPHONY, number());
        own.wake();
        assertThat(calls(later)).as("of a node that has stopped").isZero();
    }
}
