package io.polisflow.integration.edo;

import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.WireAnswer;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Says whether the EDO operator answers and lets us into our box, by asking for its newest event. */
class DiadocHealth implements HealthIndicator {

    private final DiadocApi api;
    private final String boxId;

    DiadocHealth(DiadocApi api, String boxId) {
        this.api = api;
        this.boxId = boxId;
    }

    @Override
    public Health health() {
        try {
            WireAnswer answer =
                    api.look("V7/GetNewEvents", Map.of("boxId", boxId, "limit", "1", "orderBy", "Descending"));
            if (answer.status() != 200) {
                return Health.down().withDetail("status", answer.status()).build();
            }
            answer.read(DiadocMessages.BoxEventList.class);
            return Health.up().build();
        } catch (UnavailableException e) {
            return Health.down().withDetail("fault", e.getMessage()).build();
        }
    }
}
