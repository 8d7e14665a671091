package io.polisflow.crm.node;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Knows whether this node has reached the database lately, by whoever asks it for signs of life; where nobody does, as with H2 in this very
 * process, it is always reached.
 */
@Component
public class DatabaseReach {

    private final long graceNanos;
    private final LongSupplier nanos;
    private volatile boolean watched;
    private volatile long reachedAt;

    @Autowired
    DatabaseReach(@Value("${polisflow.node.database-grace:30s}") Duration grace) {
        this(grace, System::nanoTime);
    }

    DatabaseReach(Duration grace, LongSupplier nanos) {
        this.graceNanos = grace.toNanos();
        this.nanos = nanos;
    }

    /** Called by whoever asks the database for signs of life, at the beginning and with each of them. */
    public void reached() {
        reachedAt = nanos.getAsLong();
        watched = true;
    }

    /** @return whether there was no sign of life for {@code polisflow.node.database-grace} */
    public boolean isLost() {
        return watched && nanos.getAsLong() - reachedAt > graceNanos;
    }
}
