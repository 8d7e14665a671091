package io.polisflow.integration.telephony;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.crm.node.NodeTurns;
import io.polisflow.integration.wire.ExchangeRecorder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Listens to the events of an Asterisk over a WebSocket, connects again when it breaks, and then asks what it missed.
 *
 * <p>One node at a time listens, for an Asterisk gives the events of an application to the last connection and shuts the one before.
 * Events wait in a queue and are taken one after the other; while the database is away the first one waits with them.
 */
class AriEventReader implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AriEventReader.class);
    private static final int LARGEST_EVENT = 1024 * 1024;

    /** While the database is away; a busy exchange tells of some ten steps a call. */
    static final int MOST_WAITING = 10_000;

    private static final Set<String> TOLD =
            Set.of("StasisStart", "Dial", "ChannelDestroyed", "RecordingFinished", "RecordingFailed");

    /** Stands in the queue for «ask what was missed». */
    private static final String RECONCILE = "";

    /** Stands in the queue for «another node has listened meanwhile: only the CRM knows how calls stand». */
    private static final String BEGIN_ANEW = " ";

    private static final String TURN = "telephony";

    /**
     * How the connection is kept.
     *
     * @param shortest the first pause before connecting again; it doubles
     * @param longest the longest pause
     * @param ping how often the other side is asked for a sign of life; after two without one the connection is given up
     * @param turn how long another node waits for one that gives no sign of life
     */
    record Rhythm(Duration shortest, Duration longest, Duration ping, Duration turn) {

        static final Rhythm USUAL = new Rhythm(
                Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    private final TelephonyProperties properties;
    private final AriCalls calls;
    private final AriCatchUp catchUp;
    private final ObjectMapper json;
    private final ExchangeRecorder recorder;
    private final NodeTurns turns;
    private final Rhythm rhythm;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>(MOST_WAITING);

    private volatile boolean listening;
    private volatile WebSocket socket;
    private volatile long heardAt;
    private Thread connector;
    private Thread worker;

    AriEventReader(
            TelephonyProperties properties,
            AriCalls calls,
            AriCatchUp catchUp,
            ObjectMapper json,
            ExchangeRecorder recorder,
            NodeTurns turns,
            Rhythm rhythm) {
        this.properties = properties;
        this.calls = calls;
        this.catchUp = catchUp;
        this.json = json;
        this.recorder = recorder;
        this.turns = turns;
        this.rhythm = rhythm;
    }

    @Override
    public synchronized void start() {
        if (properties.baseUrl().isBlank() || listening) {
            return;
        }
        listening = true;
        worker = daemon("ari-events", this::work);
        connector = daemon("ari-connection", this::stayConnected);
    }

    @Override
    public synchronized void stop() {
        if (!listening) {
            return;
        }
        listening = false;
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
        connector.interrupt();
        // Wakes who waits for events; whoever has some looks up by himself.
        events.offer(RECONCILE);
        try {
            // An event in hand is finished; what waits is asked for after the next start.
            worker.join(TimeUnit.SECONDS.toMillis(10));
            turns.give(TURN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return listening;
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void stayConnected() {
        // One client for all connections: each has threads of its own.
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(properties.connectTimeout())
                .build();
        long pause = rhythm.shortest().toMillis();
        boolean told = false;
        boolean ours = false;
        while (listening) {
            if (!isOurTurn()) {
                ours = false;
                if (!rested(rhythm.ping().toMillis())) {
                    return;
                }
                continue;
            }
            CountDownLatch broken = new CountDownLatch(1);
            long startedAt = System.nanoTime();
            try {
                socket = client.newWebSocketBuilder()
                        .header("Authorization", AriApi.authorization(properties))
                        .connectTimeout(properties.connectTimeout())
                        .buildAsync(address(), new Listener(broken))
                        .get(properties.connectTimeout().toMillis() * 2, TimeUnit.MILLISECONDS);
                LOG.info("the exchange's events are heard");
                recorder.looked(TelephonyProperties.SYSTEM, "events", Outcome.OK, startedAt);
                told = false;
                pause = rhythm.shortest().toMillis();
                events.put(ours ? RECONCILE : BEGIN_ANEW);
                ours = true;
                keepAlive(broken);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                recorder.looked(TelephonyProperties.SYSTEM, "events", Outcome.FAULT, startedAt);
                if (!told) {
                    LOG.warn("the exchange's events cannot be heard: {}", String.valueOf(e.getCause()));
                }
                told = true;
            } finally {
                WebSocket open = socket;
                socket = null;
                if (open != null) {
                    open.abort();
                }
            }
            if (!listening || Thread.currentThread().isInterrupted()) {
                return;
            }
            if (!rested(pause)) {
                return;
            }
            pause = Math.min(pause * 2, rhythm.longest().toMillis());
        }
    }

    private boolean isOurTurn() {
        try {
            return turns.take(TURN, rhythm.turn());
        } catch (DataAccessException e) {
            // While the database is away nobody else can take it.
            return socket != null;
        }
    }

    /** @return false when the waiting was ended */
    private static boolean rested(long pause) {
        try {
            // Many of us must not come back at the same moment.
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private URI address() {
        return URI.create(
                properties.baseUrl().strip().replaceFirst("^http", "ws").replaceAll("/+$", "") + "/ari/events?app="
                        + properties.app() + "&subscribeAll=true");
    }

    private void keepAlive(CountDownLatch broken) throws InterruptedException {
        heardAt = System.nanoTime();
        while (!broken.await(rhythm.ping().toMillis(), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - heardAt > rhythm.ping().toNanos() * 2) {
                LOG.info("the exchange gives no sign of life: connecting again");
                return;
            }
            if (!isOurTurn()) {
                LOG.info("another node listens to the exchange");
                return;
            }
            socket.sendPing(ByteBuffer.allocate(0));
        }
    }

    private void work() {
        while (listening) {
            try {
                String event = events.take();
                if (!listening) {
                    return;
                }
                if (event.equals(RECONCILE)) {
                    insist("what was missed", catchUp::run);
                } else if (event.equals(BEGIN_ANEW)) {
                    insist("how calls stand", catchUp::beginAnew);
                } else {
                    take(event);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void take(String text) throws InterruptedException {
        JsonNode event;
        try {
            event = json.readTree(text);
        } catch (JsonProcessingException e) {
            LOG.warn("an event that is no JSON is left alone");
            return;
        }
        String type = event == null ? "" : event.path("type").asText();
        try {
            insist(type, () -> calls.take(event));
            if (TOLD.contains(type)) {
                recorder.told(
                        TelephonyProperties.SYSTEM, type, "WebSocket /ari/events", text, Outcome.OK, null, null, 0);
            }
        } finally {
            Subject.clear();
        }
    }

    /** Tries again what only the moment stands against; anything else would not go better the next time. */
    private void insist(String what, Runnable work) throws InterruptedException {
        long pause = rhythm.shortest().toMillis();
        while (listening) {
            try {
                work.run();
                return;
            } catch (DataIntegrityViolationException e) {
                // What the database will not keep today it will not keep tomorrow, and the others wait behind it.
                LOG.error("the event {} could not be kept", what, e);
                return;
            } catch (DataAccessException | TransactionException | UnavailableException e) {
                LOG.warn("{} waits: {}", what, e.getMessage());
                Thread.sleep(pause);
                pause = Math.min(pause * 2, rhythm.longest().toMillis());
            } catch (RuntimeException e) {
                LOG.error("the event {} could not be taken", what, e);
                return;
            }
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final CountDownLatch broken;
        private final StringBuilder text = new StringBuilder();

        Listener(CountDownLatch broken) {
            this.broken = broken;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            heardAt = System.nanoTime();
            if (text.length() + data.length() > LARGEST_EVENT) {
                LOG.warn("an event of more than {} characters ends the connection", LARGEST_EVENT);
                from.abort();
                broken.countDown();
                return null;
            }
            text.append(data);
            if (last && !events.offer(text.toString())) {
                LOG.warn("{} events wait already: what comes now is asked for after the next connection", MOST_WAITING);
                from.abort();
                broken.countDown();
                return null;
            }
            if (last) {
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            heardAt = System.nanoTime();
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            broken.countDown();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            broken.countDown();
        }
    }
}
