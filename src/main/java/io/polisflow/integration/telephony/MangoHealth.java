package io.polisflow.integration.telephony;

import io.polisflow.crm.UnavailableException;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Says whether the exchange answers and takes our signature, by asking for its list of employees. */
class MangoHealth implements HealthIndicator {

    private final MangoApi api;

    MangoHealth(MangoApi api) {
        this.api = api;
    }

    @Override
    public Health health() {
        try {
            MangoApi.Answer answer = api.post("config/users/request", "{}");
            boolean up = answer.status() == 200 && answer.text().contains("\"users\"");
            return up
                    ? Health.up().build()
                    : Health.down().withDetail("status", answer.status()).build();
        } catch (UnavailableException e) {
            return Health.down().withDetail("fault", e.getMessage()).build();
        }
    }
}
