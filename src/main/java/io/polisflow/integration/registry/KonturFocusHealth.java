package io.polisflow.integration.registry;

import io.polisflow.crm.UnavailableException;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Says whether the registry answers and takes our key, by a request without a taxpayer: it costs nothing, and a good key
 * gets 400 for it, a bad one 403.
 */
class KonturFocusHealth implements HealthIndicator {

    private final KonturFocusApi api;

    KonturFocusHealth(KonturFocusApi api) {
        this.api = api;
    }

    @Override
    public Health health() {
        try {
            int status = api.get("req", "").status();
            return status == 400 || status == 200
                    ? Health.up().build()
                    : Health.down().withDetail("status", status).build();
        } catch (UnavailableException e) {
            return Health.down().withDetail("fault", e.getMessage()).build();
        }
    }
}
