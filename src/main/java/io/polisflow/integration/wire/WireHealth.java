package io.polisflow.integration.wire;

import io.polisflow.crm.UnavailableException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Says whether an outside system answers and takes our credentials, by a question that changes nothing. */
public final class WireHealth implements HealthIndicator {

    private final Supplier<WireAnswer> probe;
    private final Predicate<WireAnswer> well;

    /**
     * @param probe asks the question
     * @param well whether this is the answer of a system that is well; an unreadable one may be thrown
     */
    public WireHealth(Supplier<WireAnswer> probe, Predicate<WireAnswer> well) {
        this.probe = probe;
        this.well = well;
    }

    @Override
    public Health health() {
        try {
            WireAnswer answer = probe.get();
            return well.test(answer)
                    ? Health.up().build()
                    : Health.down().withDetail("status", answer.status()).build();
        } catch (UnavailableException e) {
            return Health.down().withDetail("fault", e.getMessage()).build();
        }
    }
}
