package io.polisflow.integration.telephony;

import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.WireAnswer;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Says whether the exchange answers and takes our credentials, by a question that changes nothing. */
class TelephonyHealth implements HealthIndicator {

    private final Supplier<WireAnswer> probe;
    private final String sign;

    /** @param sign stands in the answer of an exchange that is well */
    TelephonyHealth(Supplier<WireAnswer> probe, String sign) {
        this.probe = probe;
        this.sign = sign;
    }

    @Override
    public Health health() {
        try {
            WireAnswer answer = probe.get();
            boolean up = answer.status() == 200 && answer.text().contains(sign);
            return up
                    ? Health.up().build()
                    : Health.down().withDetail("status", answer.status()).build();
        } catch (UnavailableException e) {
            return Health.down().withDetail("fault", e.getMessage()).build();
        }
    }
}
