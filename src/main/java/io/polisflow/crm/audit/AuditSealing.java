package io.polisflow.crm.audit;

import io.polisflow.crm.node.NodeTurns;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has the rows sealed every few seconds while the application runs, and once more before it ends. */
@Component
class AuditSealing implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditSealing.class);

    private static final String TURN = "audit";
    private static final Duration LONGEST_CHECK = Duration.ofHours(1);

    private final AuditSealer sealer;
    private final NotedCheck check;
    private final ObjectProvider<AuditArchiving> archiving;
    private final NodeTurns turns;
    private final AuditProperties properties;
    private volatile ScheduledExecutorService rounds;

    AuditSealing(
            AuditSealer sealer,
            NotedCheck check,
            ObjectProvider<AuditArchiving> archiving,
            NodeTurns turns,
            AuditProperties properties) {
        this.turns = turns;
        this.archiving = archiving;
        this.check = check;
        this.sealer = sealer;
        this.properties = properties;
    }

    @Override
    public boolean isAutoStartup() {
        return !properties.sealEvery().isZero();
    }

    @Override
    public void start() {
        ScheduledExecutorService own = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "audit-sealer");
            thread.setDaemon(true);
            return thread;
        });
        long pause = properties.sealEvery().toMillis();
        own.scheduleWithFixedDelay(this::round, pause, pause, TimeUnit.MILLISECONDS);
        rounds = own;
    }

    private void round() {
        try {
            sealer.seal(false);
            if (sealer.isAnchorOlderThan(properties.anchorEvery())) {
                sealer.anchor();
            }
            checkInTurn();
        } catch (RuntimeException e) {
            // The rows are there and wait; the next round takes them.
            LOG.warn("the audit's rows could not be chained in this round", e);
        }
    }

    /** One node reads the whole chain; the others find it checked. */
    private void checkInTurn() {
        if (!isCheckDue() || !turns.take(TURN, LONGEST_CHECK)) {
            return;
        }
        try {
            // The node that had the turn before may just have checked.
            if (isCheckDue()) {
                check.run();
                archiving.forEach(AuditArchiving::round);
            }
        } finally {
            turns.give(TURN);
        }
    }

    private boolean isCheckDue() {
        return !properties.checkEvery().isZero() && check.isDue(properties.checkEvery());
    }

    /** Ends after the last request and the last job, which still have something to write down. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** The rounds end first, so that nobody seals while the last anchor is made. */
    @Override
    public void stop() {
        ScheduledExecutorService own = rounds;
        rounds = null;
        if (own == null) {
            return;
        }
        own.shutdown();
        try {
            if (own.awaitTermination(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS)) {
                sealer.anchor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("the audit's chain gets its last anchor at the next start", e);
        }
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }
}
