package io.polisflow.integration.edo;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.crm.contract.DocumentExchange.StateEvent;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.crm.node.NodeTurns;
import io.polisflow.integration.wire.ExchangeRecorder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings every event of our EDO box to the CRM (step 5.3).
 *
 * <p>One node at a time polls; who is told of news looks at once, whoever's turn it is, for an event that two take in counts once.
 * It polls on a thread of its own, because an operator that hangs must not hold up anything else that is scheduled.
 */
class EdoEventReader implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EdoEventReader.class);

    private static final String TURN = "edo";
    private static final Duration SHORTEST_TURN = Duration.ofSeconds(30);

    private final DocumentExchange exchange;
    private final SigningEvents signing;
    private final EdoProperties properties;
    private final ExchangeRecorder recorder;
    private final NodeTurns turns;
    private final Duration turn;
    /** Events whose failure was told in full already, so that a lasting one does not fill the log. */
    private final Set<String> reported = new HashSet<>();

    private boolean unreachable;
    private ScheduledExecutorService scheduler;

    EdoEventReader(
            DocumentExchange exchange,
            SigningEvents signing,
            EdoProperties properties,
            ExchangeRecorder recorder,
            NodeTurns turns) {
        this.turns = turns;
        Duration polls = properties.pollInterval().multipliedBy(3);
        this.turn = polls.compareTo(SHORTEST_TURN) < 0 ? SHORTEST_TURN : polls;
        this.recorder = recorder;
        this.exchange = exchange;
        this.signing = signing;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        if (properties.baseUrl().isBlank() || properties.boxId().isBlank()) {
            LOG.info("no EDO box is read: polisflow.edo.base-url or polisflow.edo.box-id is not set");
            return;
        }
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "edo-reader");
            thread.setDaemon(true);
            return thread;
        });
        long interval = properties.pollInterval().toMillis();
        scheduler.scheduleWithFixedDelay(() -> look(true), interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (scheduler == null) {
            return;
        }
        scheduler.shutdown();
        try {
            // An event in hand is finished; what is not is read after the next start.
            if (!scheduler.awaitTermination(10, TimeUnit.SECONDS)) {
                scheduler.shutdownNow();
            }
        } catch (InterruptedException e) {
            scheduler.shutdownNow();
            Thread.currentThread().interrupt();
        }
        scheduler = null;
        turns.give(TURN);
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }

    /** Looks at the box now instead of at the next interval. */
    synchronized void nudge() {
        if (scheduler != null) {
            scheduler.execute(() -> look(false));
        }
    }

    private void look(boolean inTurn) {
        try {
            if (inTurn && !turns.take(TURN, turn)) {
                return;
            }
            poll();
            if (unreachable) {
                LOG.info("the EDO box can be read again");
            }
            unreachable = false;
        } catch (UnavailableException e) {
            if (!unreachable) {
                LOG.warn("the EDO box cannot be read: {}", e.getMessage());
            }
            unreachable = true;
        } catch (RuntimeException e) {
            if (!unreachable) {
                LOG.error("the EDO box cannot be read", e);
            }
            unreachable = true;
        }
    }

    /**
     * Reads every new event; one that the CRM fails to take keeps the cursor in front of it and lets the next ones through.
     *
     * @throws UnavailableException when the operator gave no usable answer
     */
    void poll() {
        String from = signing.cursor();
        boolean allTaken = true;
        while (!Thread.currentThread().isInterrupted()) {
            List<StateEvent> events = exchange.eventsAfter(from);
            if (events.isEmpty()) {
                return;
            }
            for (int i = 0; i < events.size(); i++) {
                StateEvent event = events.get(i);
                // One event of the operator may tell of several documents: only the last of them moves the cursor past
                // it.
                boolean last = i + 1 == events.size()
                        || !event.indexKey().equals(events.get(i + 1).indexKey());
                allTaken &= taken(event, last, allTaken);
            }
            from = events.get(events.size() - 1).indexKey();
        }
    }

    /** @param inOrder whether all events before it were taken, so that it will not be read again */
    private boolean taken(StateEvent event, boolean last, boolean inOrder) {
        String name = event.documentId() + " " + event.state();
        try {
            boolean known = signing.receive(
                    event.documentId(),
                    event.state(),
                    event.comment(),
                    event.at(),
                    last && inOrder ? event.indexKey() : null);
            if (known && inOrder) {
                recorder.told(DiadocApi.SYSTEM, "event", "GetNewEvents", shown(event), Outcome.OK, null, null, 0);
            } else if (!known) {
                LOG.debug("EDO document {} belongs to no contract of ours", event.documentId());
            }
            reported.remove(name);
            return true;
        } catch (RuntimeException e) {
            if (reported.add(name)) {
                LOG.error("the EDO event {} could not be taken and is read again", name, e);
            } else {
                LOG.warn("the EDO event {} could not be taken again: {}", name, e.toString());
            }
            return false;
        } finally {
            Subject.clear();
        }
    }

    private static String shown(StateEvent event) {
        return "document " + event.documentId() + "\n" + event.state() + " " + event.at()
                + (event.comment() == null ? "" : "\n" + event.comment());
    }
}
