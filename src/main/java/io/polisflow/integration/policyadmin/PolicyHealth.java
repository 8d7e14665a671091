package io.polisflow.integration.policyadmin;

import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.WireAnswer;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Says whether the Policy Admin System answers and takes our token, by the contract's own probe. */
class PolicyHealth implements HealthIndicator {

    private final PolicyApi api;

    PolicyHealth(PolicyApi api) {
        this.api = api;
    }

    @Override
    public Health health() {
        try {
            WireAnswer answer = api.health();
            boolean up = answer.status() == 200
                    && "up".equals(answer.read(PolicyMessages.Health.class).status());
            return up
                    ? Health.up().build()
                    : Health.down().withDetail("status", answer.status()).build();
        } catch (UnavailableException e) {
            return Health.down().withDetail("fault", e.getMessage()).build();
        }
    }
}
