package io.polisflow.integration.wire;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.validation.annotation.Validated;

/**
 * How a call that failed fast is repeated at once; the engine's own cycle, minutes apart, lies around it.
 *
 * @param attempts the first one included
 * @param backoff the shortest pause before the second attempt; it doubles, and a random part is added
 */
@Validated
@ConfigurationProperties("polisflow.wire")
public record WireProperties(
        @DefaultValue("3")
                @Min(value = 1, message = "нужно число попыток от 1 до 5")
                @Max(value = 5, message = "нужно число попыток от 1 до 5")
                int attempts,
        @DefaultValue("200ms") @DurationMin(millis = 1, message = "пауза между попытками должна быть больше нуля")
                Duration backoff) {

    private static final int LONGEST_PAUSE = 10;

    /** @return tries again what this exception says may be over in a moment, after pauses that no two callers share */
    public RetryTemplate retries(Class<? extends Throwable> passing) {
        return RetryTemplate.builder()
                .maxAttempts(attempts)
                .exponentialBackoff(backoff.toMillis(), 2, backoff.toMillis() * LONGEST_PAUSE, true)
                .retryOn(passing)
                .build();
    }
}
