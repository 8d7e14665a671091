package io.polisflow.sandbox;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Holds whoever asks the simulated registries to the number of requests a second that the real ones allow.
 *
 * <p>Property read: {@code polisflow.sandbox.registry.requests-per-second}.
 */
@Component
@Profile("sandbox & !production")
class RegistryLimit {

    private final Bucket bucket;

    RegistryLimit(@Value("${polisflow.sandbox.registry.requests-per-second:30}") int requestsPerSecond) {
        this.bucket = Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(requestsPerSecond).refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** @return whether the request is one too many */
    boolean exceeded() {
        return !bucket.tryConsume(1);
    }
}
