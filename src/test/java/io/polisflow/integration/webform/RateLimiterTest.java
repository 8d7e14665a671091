package io.polisflow.integration.webform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.polisflow.integration.webform.WebFormProperties.RateLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often one source may come, and that many sources do not fill the memory. */
class RateLimiterTest {

    private final AtomicLong nanos = new AtomicLong();
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private RateLimiter limiter(int requests, int sources) {
        return new RateLimiter(new RateLimit(requests, Duration.ofMinutes(1), sources), time);
    }

    @Test
    void whatWasUsedUpComesBackWithTime() {
        RateLimiter limiter = limiter(2, 10);
        assertThat(limiter.take("a")).isZero();
        assertThat(limiter.take("a")).isZero();
        Duration wait = limiter.take("a");
        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(30));
        nanos.addAndGet(wait.toNanos());
        assertThat(limiter.take("a")).isZero();
        assertThat(limiter.take("a")).isPositive();
    }

    @Test
    void aFloodOfSourcesIsForgottenButNotTheOneThatKeepsComing() {
        RateLimiter limiter = limiter(1, 100);
        limiter.take("busy");
        for (int i = 0; i < 10_000; i++) {
            limiter.take("source " + i);
            assertThat(limiter.take("busy")).isPositive();
        }
        assertThat(limiter.remembered()).isEqualTo(100);
    }

    @Test
    void zeroMeansNoLimit() {
        RateLimiter limiter = limiter(0, 1);
        for (int i = 0; i < 1000; i++) {
            assertThat(limiter.take("a")).isZero();
        }
        assertThat(limiter.remembered()).isZero();
    }
}
