package io.polisflow.integration.underwriting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.UnavailableException;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Says whether the underwriting system answers and takes our token, by the contract's own probe. */
class UnderwritingHealth implements HealthIndicator {

    private final UnderwritingApi api;
    private final ObjectMapper json;

    UnderwritingHealth(UnderwritingApi api, ObjectMapper json) {
        this.api = api;
        this.json = json;
    }

    @Override
    public Health health() {
        try {
            UnderwritingApi.Answer answer = api.get("/health");
            boolean up = answer.status() == 200
                    && "up".equals(json.readTree(answer.body()).path("status").asText());
            return up
                    ? Health.up().build()
                    : Health.down().withDetail("status", answer.status()).build();
        } catch (UnavailableException e) {
            return Health.down().withDetail("fault", e.getMessage()).build();
        } catch (JsonProcessingException e) {
            return Health.down().withDetail("fault", "broken JSON").build();
        }
    }
}
