package io.polisflow.integration.edo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.contract.DocumentExchange.StateEvent;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.crm.exchange.Exchange;
import io.polisflow.crm.exchange.Exchange.Direction;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.crm.node.NodeTurns;
import io.polisflow.fixtures.SoleNode;
import io.polisflow.fixtures.TestWire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of events from the box to the CRM: each at least once, none lost. */
class EdoEventReaderTest {

    private final DocumentExchange exchange = mock(DocumentExchange.class);
    private final NodeTurns turns = SoleNode.turns();
    private final SigningEvents signing = mock(SigningEvents.class);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> failing = new ArrayList<>();
    private final TestWire wire = new TestWire();
    private volatile String position;

    @BeforeEach
    void aBoxOfTwoPages() {
        when(signing.cursor()).thenAnswer(call -> position);
        when(signing.receive(anyString(), eq(State.SENT), isNull(), eq(Instant.EPOCH), any()))
                .thenAnswer(call -> {
                    String document = call.getArgument(0);
                    received.add(document);
                    if (failing.contains(document)) {
                        throw new IllegalStateException("the database is away");
                    }
                    String key = call.getArgument(4);
                    position = key == null ? position : key;
                    return !document.startsWith("foreign");
                });
        when(exchange.eventsAfter(any())).thenAnswer(call -> {
            String after = call.getArgument(0);
            if (after == null) {
                return List.of(event("1"), event("2"));
            }
            if (after.equals("1")) {
                return List.of(event("2"));
            }
            return after.equals("2") ? List.of(event("foreign-3")) : List.of();
        });
    }

    @Test
    void everyEventIsTakenInOrderAndTheCursorFollows() {
        EdoEventReader reader = reader("http://edo.example");

        reader.poll();
        reader.poll();

        assertThat(received).containsExactly("1", "2", "foreign-3");
        assertThat(position).isEqualTo("foreign-3");
    }

    @Test
    void anEventThatTheCrmCannotTakeIsReadAgainAndHoldsNobodyUp() {
        EdoEventReader reader = reader("http://edo.example");
        failing.add("2");

        reader.poll();
        assertThat(received).containsExactly("1", "2", "foreign-3");
        // The first was taken together with its place; the second holds the cursor before itself.
        assertThat(position).isEqualTo("1");

        failing.clear();
        reader.poll();
        assertThat(received).containsExactly("1", "2", "foreign-3", "2", "foreign-3");
        assertThat(position).isEqualTo("foreign-3");
        assertThat(told()).containsExactly("1", "2");
    }

    /** Who looks at a deal sees its events among the exchange; a repeat that only holds the cursor back is none. */
    @Test
    void anEventIsToldUnderItsDealOnceAndAForeignOneNever() {
        when(signing.receive(anyString(), eq(State.SENT), isNull(), eq(Instant.EPOCH), any()))
                .thenAnswer(call -> {
                    String document = call.getArgument(0);
                    if (failing.contains(document)) {
                        throw new IllegalStateException("the database is away");
                    }
                    Subject.is("D-2026-00000" + document);
                    position = call.getArgument(4) == null ? position : call.getArgument(4);
                    return !document.startsWith("foreign");
                });
        failing.add("1");
        EdoEventReader reader = reader("http://edo.example");
        reader.poll();
        reader.poll();
        assertThat(wire.kept()).isEmpty();

        failing.clear();
        reader.poll();

        assertThat(wire.kept())
                .extracting(Exchange::subject, Exchange::system, Exchange::direction, Exchange::outcome)
                .containsExactly(
                        tuple("D-2026-000001", "edo", Direction.IN, Outcome.OK),
                        tuple("D-2026-000002", "edo", Direction.IN, Outcome.OK));
        assertThat(told()).containsExactly("1", "2");
        assertThat(Subject.current()).isNull();
    }

    private List<String> told() {
        return wire.kept().stream()
                .map(kept -> kept.request().lines().findFirst().orElseThrow().replace("document ", ""))
                .toList();
    }

    @Test
    void anOperatorThatIsAwayLeavesTheCursorWhereItIs() {
        when(exchange.eventsAfter("2")).thenThrow(new UnavailableException("edo", "no answer", null));
        EdoEventReader reader = reader("http://edo.example");

        assertThatThrownBy(reader::poll).isInstanceOf(UnavailableException.class);

        assertThat(received).containsExactly("1", "2");
        assertThat(position).isEqualTo("2");
    }

    @Test
    void aNudgeReadsTheBoxBeforeItsTime() {
        EdoEventReader reader = reader("http://edo.example");
        reader.start();
        try {
            reader.nudge();
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(received)
                    .containsExactly("1", "2", "foreign-3"));
        } finally {
            reader.stop();
        }
        assertThat(reader.isRunning()).isFalse();
    }

    @Test
    void whileAnotherNodeHasTheTurnTheBoxIsLeftAloneUnlessThereIsNews() {
        AtomicBoolean ours = new AtomicBoolean();
        when(turns.take(eq("edo"), any())).thenAnswer(call -> ours.get());
        EdoEventReader reader = reader("http://edo.example", Duration.ofMillis(5));
        reader.start();
        try {
            verify(turns, timeout(10_000).atLeast(3)).take(eq("edo"), any());
            verifyNoInteractions(exchange);
            reader.nudge();
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(position)
                    .isEqualTo("foreign-3"));

            position = null;
            ours.set(true);
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(position)
                    .isEqualTo("foreign-3"));
        } finally {
            reader.stop();
        }
        verify(turns).give("edo");
    }

    @Test
    void withoutAnOperatorNothingIsRead() {
        EdoEventReader reader = reader("");

        reader.start();
        reader.nudge();

        assertThat(reader.isRunning()).isFalse();
        assertThat(received).isEmpty();
    }

    private static StateEvent event(String id) {
        return new StateEvent(id, "message-" + id, id, State.SENT, null, Instant.EPOCH);
    }

    private EdoEventReader reader(String baseUrl) {
        return reader(baseUrl, Duration.ofHours(1));
    }

    private EdoEventReader reader(String baseUrl, Duration interval) {
        return new EdoEventReader(
                exchange, signing, DiadocTest.settings(baseUrl, "token", "box", interval, ""), wire.recorder(), turns);
    }
}
