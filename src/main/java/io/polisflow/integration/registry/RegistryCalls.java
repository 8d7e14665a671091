package io.polisflow.integration.registry;

import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.Bucket;
import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.HttpWire;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireCall;
import java.time.Duration;

/** Puts questions to the registry no faster than it allows, because it shuts out whoever does. */
final class RegistryCalls {

    static final String SYSTEM = "registry";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** A caller that was held up may catch up by a tenth of a second, which stays far from a whole second's worth at once. */
    private static final int BURSTS_A_SECOND = 10;

    private final HttpWire wire;
    private final BlockingBucket bucket;

    RegistryCalls(HttpWire wire, int requestsPerSecond) {
        this.wire = wire;
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(1, requestsPerSecond / BURSTS_A_SECOND))
                        .refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
                .build()
                .asBlocking();
    }

    /**
     * Waits for its turn and asks.
     *
     * @throws UnavailableException when nothing came back, or others have asked for so much that the turn did not come
     */
    WireAnswer send(WireCall call) {
        try {
            if (!bucket.tryConsume(1, LONGEST_WAIT)) {
                throw new UnavailableException(SYSTEM, "more questions than its limit allows", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(SYSTEM, "interrupted while waiting for a turn", e);
        }
        return wire.send(call);
    }
}
