package io.polisflow.integration.telephony;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.node.NodeTurns;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.fixtures.SoleNode;
import io.polisflow.fixtures.TestWire;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/** The events of an Asterisk over a WebSocket, against a peer that speaks them and has bad days. */
@Timeout(60)
class AriEventReaderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ObjectMapper json = new ObjectMapper();
    private final CallRecordings recordings = mock(CallRecordings.class);
    private final AriCatchUp catchUp = mock(AriCatchUp.class);
    private final TestWire wire = new TestWire();
    private final NodeTurns turns = SoleNode.turns();
    private AriEventReader reader;

    @AfterEach
    void disconnect() {
        if (reader != null) {
            reader.stop();
        }
    }

    private static String text(String type, String rest) {
        return "{\"type\":\"" + type + "\",\"timestamp\":\"2026-11-24T13:00:00.000+0300\"," + rest + "}";
    }

    @Test
    void eventsAreHeardAgainAfterEachBreakAndGarbageStopsNothing() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer()) {
            listen(peer, Duration.ofSeconds(20));
            Socket first = peer.connection();
            WebSocketPeer.say(first, "no json");
            WebSocketPeer.say(first, "[]");
            WebSocketPeer.sayInParts(first, text("RecordingFinished", "\"recording\":{\"name\":\"pf-one\"}"));
            verify(recordings, timeout(PATIENCE.toMillis())).announced("pf-one", "one");
            first.close();

            Socket second = peer.connection();
            WebSocketPeer.say(second, text("RecordingFinished", "\"recording\":{\"name\":\"pf-two\"}"));
            verify(recordings, timeout(PATIENCE.toMillis())).announced("pf-two", "two");

            assertThat(peer.requests()).hasSize(2).allSatisfy(request -> assertThat(request)
                    .contains("GET /ari/events?app=polisflow&subscribeAll=true")
                    .containsIgnoringCase("Authorization: Basic Y3JtOmdlaGVpbQ=="));
            assertThat(connections("ok")).isEqualTo(2);
        }
    }

    @Test
    void anExchangeWhoseEventsCannotBeHeardIsCountedAsAFault() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer()) {
            peer.close();
            listen(peer, Duration.ofSeconds(20));

            await().atMost(PATIENCE).until(() -> connections("fault") >= 2);
        }
    }

    private long connections(String outcome) {
        return wire.counted("telephony", "events", outcome);
    }

    @Test
    void megabytesInOneEventEndTheConnectionAndNothingElse() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer()) {
            listen(peer, Duration.ofSeconds(20));
            Socket first = peer.connection();
            // The reader hangs up before it has heard all of it, so the peer may fail to say the rest.
            assertThatCode(() -> WebSocketPeer.say(first, "x".repeat(5 * 1024 * 1024)))
                    .satisfiesAnyOf(said -> assertThat(said).isNull(), said -> assertThat(said)
                            .isInstanceOf(SocketException.class));

            WebSocketPeer.say(peer.connection(), text("RecordingFinished", "\"recording\":{\"name\":\"pf-one\"}"));
            verify(recordings, timeout(PATIENCE.toMillis())).announced("pf-one", "one");
        }
    }

    @Test
    void aConnectionWithoutASignOfLifeIsGivenUp() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer()) {
            peer.playDead();
            listen(peer, Duration.ofMillis(50));

            assertThat(List.of(peer.connection(), peer.connection())).hasSize(2);
        }
    }

    @Test
    void anExchangeIsLeftToTheNodeThatHasTheTurnAndListenedToFromWhereThatOneStopped() throws Exception {
        AtomicBoolean ours = new AtomicBoolean();
        when(turns.take(eq("telephony"), any())).thenAnswer(call -> ours.get());
        try (WebSocketPeer peer = new WebSocketPeer()) {
            listen(peer, Duration.ofMillis(20));
            verify(turns, timeout(PATIENCE.toMillis()).atLeast(3)).take(eq("telephony"), any());
            assertThat(peer.requests()).isEmpty();

            ours.set(true);
            peer.connection();
            verify(catchUp, timeout(PATIENCE.toMillis())).beginAnew();

            ours.set(false);
            clearInvocations(turns);
            verify(turns, timeout(PATIENCE.toMillis()).atLeast(3)).take(eq("telephony"), any());
            int connections = peer.requests().size();
            ours.set(true);
            peer.connection();
            verify(catchUp, timeout(PATIENCE.toMillis()).times(2)).beginAnew();
            assertThat(peer.requests()).hasSize(connections + 1);
        }
    }

    @Test
    void anEventWaitsWhileTheDatabaseIsAway() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer()) {
            when(recordings.announced(any(), any()))
                    .thenThrow(new DataAccessResourceFailureException("away"))
                    .thenReturn(true);
            listen(peer, Duration.ofSeconds(20));
            Socket client = peer.connection();
            WebSocketPeer.say(client, text("RecordingFinished", "\"recording\":{\"name\":\"pf-one\"}"));
            WebSocketPeer.say(client, text("RecordingFinished", "\"recording\":{\"name\":\"pf-two\"}"));

            verify(recordings, timeout(PATIENCE.toMillis()).times(2)).announced("pf-one", "one");
            verify(recordings, timeout(PATIENCE.toMillis())).announced("pf-two", "two");
        }
    }

    @Test
    void anEventThatTheDatabaseWillNeverKeepHoldsUpNobody() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer()) {
            when(recordings.announced(eq("pf-one"), any())).thenThrow(new DataIntegrityViolationException("too long"));
            listen(peer, Duration.ofSeconds(20));
            Socket client = peer.connection();
            WebSocketPeer.say(client, text("RecordingFinished", "\"recording\":{\"name\":\"pf-one\"}"));
            WebSocketPeer.say(client, text("RecordingFinished", "\"recording\":{\"name\":\"pf-two\"}"));

            verify(recordings, timeout(PATIENCE.toMillis())).announced("pf-two", "two");
            verify(recordings).announced("pf-one", "one");
        }
    }

    @Test
    void anExchangeThatTurnsUsAwayIsAskedAgain() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer()) {
            peer.turnsAway(2);
            listen(peer, Duration.ofSeconds(20));
            WebSocketPeer.say(peer.connection(), text("RecordingFinished", "\"recording\":{\"name\":\"pf-one\"}"));

            verify(recordings, timeout(PATIENCE.toMillis())).announced("pf-one", "one");
            assertThat(peer.requests()).hasSize(3);
        }
    }

    @Test
    void whoStopsListeningLeavesNoThreadBehind() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer()) {
            listen(peer, Duration.ofSeconds(20));
            peer.connection();
            reader.stop();

            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .noneMatch(name -> name.equals("ari-events") || name.equals("ari-connection")));
        }
    }

    @Test
    void moreThanCanWaitEndsTheConnectionAndIsAskedForAfterTheNext() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        when(recordings.announced(any(), any())).thenAnswer(call -> {
            if (away.get()) {
                throw new DataAccessResourceFailureException("away");
            }
            return true;
        });
        try (WebSocketPeer peer = new WebSocketPeer()) {
            listen(peer, Duration.ofSeconds(20));
            Socket first = peer.connection();
            verify(catchUp, timeout(PATIENCE.toMillis())).beginAnew();
            assertThatCode(() -> {
                        for (int i = 0; i <= AriEventReader.MOST_WAITING + 1; i++) {
                            WebSocketPeer.say(first, text("RecordingFinished", "\"recording\":{\"name\":\"pf-one\"}"));
                        }
                    })
                    .satisfiesAnyOf(said -> assertThat(said).isNull(), said -> assertThat(said)
                            .isInstanceOf(SocketException.class));
            peer.connection();
            away.set(false);

            verify(catchUp, timeout(PATIENCE.toMillis()).atLeast(1)).run();
        }
    }

    private void listen(WebSocketPeer peer, Duration ping) {
        TelephonyProperties properties = TelephonySettings.asterisk("http://localhost:" + peer.port(), PATIENCE);
        AriCalls followed = new AriCalls(
                mock(AriApi.class),
                properties,
                mock(CallInbox.class),
                recordings,
                mock(Calls.class),
                Clock.systemUTC());
        reader = new AriEventReader(
                properties,
                followed,
                catchUp,
                json,
                wire.recorder(),
                turns,
                new AriEventReader.Rhythm(Duration.ofMillis(5), Duration.ofMillis(50), ping, Duration.ofSeconds(30)));
        reader.start();
    }
}
