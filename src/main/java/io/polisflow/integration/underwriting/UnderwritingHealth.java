package io.polisflow.integration.underwriting;

import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.WireAnswer;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Says whether the underwriting system answers and takes our token, by the contract's own probe. */
class UnderwritingHealth implements HealthIndicator {

    private final UnderwritingApi api;

    UnderwritingHealth(UnderwritingApi api) {
        this.api = api;
    }

    @Override
    public Health health() {
        try {
            WireAnswer answer = api.health();
            boolean up = answer.status() == 200
                    && "up".equals(answer.tree().path("status").asText());
            return up
                    ? Health.up().build()
                    : Health.down().withDetail("status", answer.status()).build();
        } catch (UnavailableException e) {
            return Health.down().withDetail("fault", e.getMessage()).build();
        }
    }
}
