package io.polisflow.integration.webform;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.polisflow.integration.webform.WebFormProperties.RateLimit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets each source send so much and no more, in a memory that a flood of sources does not fill. */
class RateLimiter {

    private final RateLimit limit;
    private final TimeMeter time;
    private final Map<String, Bucket> buckets;

    RateLimiter(RateLimit limit, TimeMeter time) {
        this.limit = limit;
        this.time = time;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > limit.sources();
            }
        };
    }

    /** @return zero when the source may go on, else how long it has to wait */
    Duration take(String source) {
        if (limit.requests() == 0) {
            return Duration.ZERO;
        }
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(source, any -> fresh());
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    int remembered() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(limit.requests()).refillGreedy(limit.requests(), limit.period()))
                .withCustomTimePrecision(time)
                .build();
    }
}
