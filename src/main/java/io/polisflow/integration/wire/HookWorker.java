package io.polisflow.integration.wire;

import io.polisflow.crm.DatabaseTrouble;
import io.polisflow.crm.audit.AuditOrigin;
import io.polisflow.crm.exchange.AcceptedEvents;
import io.polisflow.crm.exchange.AcceptedEvents.Accepted;
import io.polisflow.crm.exchange.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what accepted events ask for, each in one transaction with its row's end: at once where it was accepted, and within seconds on
 * any node when that one is gone. One that fails is tried ever more rarely and never given up; the others do not wait for it.
 */
@Component
public class HookWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(HookWorker.class);

    /** After the first failed attempt, the second and so on; the last one for ever. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1));

    private static final Duration LONGEST_REST = Duration.ofMillis(50);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final AcceptedEvents events;
    private final ObjectProvider<HookWork> works;
    private final ExchangeRecorder recorder;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration pollEvery;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicLong arrivals = new AtomicLong();
    private volatile ScheduledThreadPoolExecutor rounds;
    private volatile boolean hurried;

    /** @param pollEvery how soon what another node left is found; zero where somebody else calls {@link #workOff} */
    HookWorker(
            AcceptedEvents events,
            ObjectProvider<HookWork> works,
            ExchangeRecorder recorder,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${polisflow.hooks.poll-every:5s}") Duration pollEvery) {
        this.events = events;
        this.works = works;
        this.recorder = recorder;
        this.transaction = transaction;
        this.clock = clock;
        this.pollEvery = pollEvery;
    }

    /** Something was accepted just now. */
    void wake() {
        arrivals.incrementAndGet();
        ScheduledThreadPoolExecutor own = rounds;
        if (own != null && woken.compareAndSet(false, true)) {
            own.execute(this::round);
        }
    }

    private void round() {
        woken.set(false);
        try {
            workOff();
        } catch (RuntimeException | Error e) {
            // The events are there and wait; the next round takes them.
            LOG.warn("accepted events wait for the database: {}", e.toString());
        }
    }

    /**
     * Works until nothing is due.
     *
     * @return how many events had their effect
     * @throws RuntimeException when the database is in trouble, which counts as nobody's attempt
     */
    public int workOff() {
        int done = 0;
        AtomicReference<Accepted> event = new AtomicReference<>();
        do {
            event.set(null);
            long before = arrivals.get();
            long startedAt = System.nanoTime();
            if (one(event)) {
                done++;
            }
            LockSupport.parkNanos(rest(before, System.nanoTime() - startedAt));
        } while (event.get() != null && !hurried);
        return done;
    }

    /**
     * While more come, half of the time is theirs who bring it: answers are waited for, and work is not.
     *
     * @param before how many had come when the event was taken
     * @return nanoseconds
     */
    long rest(long before, long took) {
        return arrivals.get() == before || !isRunning() ? 0 : Math.min(took, LONGEST_REST.toNanos());
    }

    /** @param taken is told which one */
    private boolean one(AtomicReference<Accepted> taken) {
        long startedAt = System.nanoTime();
        try {
            transaction.executeWithoutResult(
                    status -> events.next(clock.instant()).ifPresent(event -> {
                        taken.set(event);
                        work(event);
                        events.done(event.id());
                    }));
            if (taken.get() != null) {
                recorder.workedOn(taken.get(), startedAt);
            }
            return taken.get() != null;
        } catch (RuntimeException | Error fault) {
            // An overflowing stack is that event's fault, too, and must not hold up the others.
            if (taken.get() == null || DatabaseTrouble.in(fault).isPresent()) {
                throw fault;
            }
            putOff(taken.get(), fault, startedAt);
            return false;
        } finally {
            Subject.clear();
            AuditOrigin.clear();
        }
    }

    private void work(Accepted event) {
        AuditOrigin.set(event.origin(), () -> null);
        works.stream()
                .filter(work -> work.system().equals(event.system()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody works on events of " + event.system()))
                .work(event.operation(), event.body());
    }

    private void putOff(Accepted event, Throwable fault, long startedAt) {
        Duration pause = PAUSES.get(Math.min(event.attempts(), PAUSES.size() - 1));
        Instant retryAt = clock.instant().plus(pause);
        transaction.executeWithoutResult(status -> events.failed(event, fault.toString(), retryAt));
        if (event.attempts() == 0) {
            LOG.warn("the accepted event {} is tried again: {}", event.id(), fault.toString());
        } else {
            LOG.error("the accepted event {} failed {} times", event.id(), event.attempts() + 1, fault);
        }
        if (event.attempts() == 1) {
            recorder.workFailed(event, fault, startedAt);
        }
    }

    @Override
    public boolean isAutoStartup() {
        return !pollEvery.isZero();
    }

    @Override
    public void start() {
        hurried = false;
        ScheduledThreadPoolExecutor own = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "hook-worker");
            thread.setDaemon(true);
            return thread;
        });
        // Whoever is woken while it ends leaves the event to others.
        own.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        own.scheduleWithFixedDelay(this::round, 0, pollEvery.toMillis(), TimeUnit.MILLISECONDS);
        rounds = own;
    }

    /** Ends after the last request, and before what keeps exchanges. */
    @Override
    public int getPhase() {
        return 1;
    }

    /** What can be done in a moment is; the rest is other nodes', or the next start's. */
    @Override
    public void stop() {
        ScheduledThreadPoolExecutor own = rounds;
        if (own == null) {
            return;
        }
        wake();
        rounds = null;
        own.shutdown();
        try {
            if (!own.awaitTermination(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                // Not interrupted, which would close H2's file under everybody: it ends after the event in hand.
                hurried = true;
                own.awaitTermination(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            hurried = true;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }
}
