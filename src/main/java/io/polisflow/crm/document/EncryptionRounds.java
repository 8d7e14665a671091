package io.polisflow.crm.document;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Refuses the start while files lie under keys that are not here, and looks now and then for files to seal anew. */
@Component
class EncryptionRounds implements SmartInitializingSingleton, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EncryptionRounds.class);

    private final EncryptionSweep sweep;
    private final EncryptionProperties properties;
    private final AuditTrail audit;
    private ScheduledExecutorService worker;
    private volatile boolean running;

    EncryptionRounds(EncryptionSweep sweep, EncryptionProperties properties, AuditTrail audit) {
        this.sweep = sweep;
        this.properties = properties;
        this.audit = audit;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> problems = sweep.enter();
        if (problems.isEmpty()) {
            return;
        }
        note(sweep.progress().missing(), "missing", sweep.progress());
        if (properties.required()) {
            throw new EncryptionKeysException(problems);
        }
        problems.forEach(problem -> log.error("Шифрование файлов: {}", problem));
    }

    @Override
    public void start() {
        running = true;
        Duration every = properties.sweepEvery();
        if (every.isZero()) {
            return;
        }
        worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "file-encryption");
            thread.setDaemon(true);
            return thread;
        });
        worker.scheduleWithFixedDelay(this::round, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void round() {
        try {
            EncryptionProgress before = sweep.progress();
            if (before.pending() > 0) {
                log.info("{} of {} files are to come under {}", before.pending(), before.total(), before.active());
            }
            // What could not be read the last time is no new beginning.
            boolean news = before.pending() > before.unreadable();
            EncryptionSweep.Outcome outcome = sweep.pass(() -> running, news ? this::began : () -> {});
            EncryptionProgress after = sweep.progress();
            if (before.pending() > after.pending() && outcome == EncryptionSweep.Outcome.DONE) {
                note(Set.of(after.active()), "ended", after);
                log.info("files under {}: {} of {}", after.active(), after.total() - after.pending(), after.total());
            }
        } catch (RuntimeException e) {
            // The next round goes on where this one was cut off.
            log.warn("sealing files was cut off", e);
        }
    }

    private void began() {
        EncryptionProgress progress = sweep.progress();
        note(Set.of(progress.active()), "began", progress);
    }

    private void note(Set<String> keys, String what, EncryptionProgress progress) {
        keys.forEach(key -> audit.event(
                AuditAction.SETTING,
                AuditSubject.of("encryption_key", key),
                Map.of("sealing", what, "files", progress.total(), "pending", progress.pending())));
    }

    @Override
    public void stop() {
        running = false;
        if (worker != null) {
            worker.shutdown();
            try {
                // A batch is a few files; what does not end in this time is rolled back.
                if (!worker.awaitTermination(5, TimeUnit.SECONDS)) {
                    worker.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
