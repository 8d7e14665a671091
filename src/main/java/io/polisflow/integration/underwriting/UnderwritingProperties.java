package io.polisflow.integration.underwriting;

import io.polisflow.integration.wire.HttpAddress;
import io.polisflow.integration.wire.PositiveDuration;
import io.polisflow.integration.wire.WireSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the underwriting system is and how long to wait for it.
 *
 * @param baseUrl address in front of {@code /quotes}
 * @param token bearer token
 */
@Validated
@ConfigurationProperties("polisflow.underwriting")
record UnderwritingProperties(
        @DefaultValue("") @HttpAddress String baseUrl,
        @DefaultValue("") String token,
        @DefaultValue("3s") @PositiveDuration Duration connectTimeout,
        @DefaultValue("15s") @PositiveDuration Duration readTimeout) {

    WireSettings wire() {
        return new WireSettings(baseUrl, connectTimeout, readTimeout, UnderwritingApi.LARGEST_ANSWER);
    }

    /** The token stays out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "UnderwritingProperties[baseUrl=" + baseUrl + "]";
    }
}
