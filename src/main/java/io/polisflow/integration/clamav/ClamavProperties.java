package io.polisflow.integration.clamav;

import io.polisflow.integration.wire.PositiveDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where clamd listens.
 *
 * @param host name or address
 * @param maxSize what the server takes at most, its {@code StreamMaxLength}
 * @param connectTimeout also the longest wait for one piece to be taken
 */
@Validated
@ConfigurationProperties("polisflow.clamav")
record ClamavProperties(
        String host,
        @Min(1) @Max(65_535) @DefaultValue("3310") int port,
        @DefaultValue("3s") @PositiveDuration Duration connectTimeout,
        @DefaultValue("20s") @PositiveDuration Duration readTimeout,
        @DefaultValue("100MB") DataSize maxSize) {}
