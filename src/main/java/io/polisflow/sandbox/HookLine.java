package io.polisflow.sandbox;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One simulated system's line to the insurer: its events go one after another, and what is not taken goes again after a pause. */
class HookLine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HookLine.class);
    private static final int MOST_ATTEMPTS = 60;

    private final ScheduledExecutorService thread;
    private final Duration pause;

    /** @param pause before an event that nobody took is told again */
    HookLine(String system, Duration pause) {
        this.pause = pause;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "sandbox-" + system + "-news");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /**
     * Tells now, on the caller's thread, and again in the background.
     *
     * @param what names the event in the log when nobody ever takes it
     * @param telling posts it once and says whether it was taken
     * @return whether it was taken at once
     */
    boolean tell(String what, BooleanSupplier telling) {
        return tell(what, telling, 1);
    }

    /** Tells in the background, after what is being told. */
    void tellInTurn(String what, BooleanSupplier telling) {
        thread.execute(() -> tell(what, telling, 1));
    }

    /** Does something later, on the thread that tells the news. */
    void later(Duration delay, Runnable work) {
        thread.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean tell(String what, BooleanSupplier telling, int attempt) {
        if (telling.getAsBoolean()) {
            return true;
        }
        if (attempt < MOST_ATTEMPTS) {
            later(pause, () -> tell(what, telling, attempt + 1));
        } else {
            LOG.warn("nobody took {}", what);
        }
        return false;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
