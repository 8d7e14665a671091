package io.polisflow.integration.registry;

import io.polisflow.crm.UnavailableException;
import java.util.Set;
import java.util.function.IntSupplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Says whether the registry answers and takes our key, by a request that looks nobody up and costs nothing. */
class RegistryHealth implements HealthIndicator {

    private final IntSupplier probe;
    private final Set<Integer> good;

    /** @param good the statuses with which the registry answers whom it knows */
    RegistryHealth(IntSupplier probe, Set<Integer> good) {
        this.probe = probe;
        this.good = good;
    }

    @Override
    public Health health() {
        try {
            int status = probe.getAsInt();
            return good.contains(status)
                    ? Health.up().build()
                    : Health.down().withDetail("status", status).build();
        } catch (UnavailableException e) {
            return Health.down().withDetail("fault", e.getMessage()).build();
        }
    }
}
