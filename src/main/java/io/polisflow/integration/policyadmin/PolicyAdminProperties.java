package io.polisflow.integration.policyadmin;

import io.polisflow.integration.wire.HttpAddress;
import io.polisflow.integration.wire.PositiveDuration;
import io.polisflow.integration.wire.WireSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the Policy Admin System is and how long to wait for it.
 *
 * @param baseUrl address in front of {@code /policies}
 * @param token bearer token for our calls
 * @param hookToken bearer token that calls of {@code /hooks/policy} must bring; without one every call is refused
 */
@Validated
@ConfigurationProperties("polisflow.policy")
record PolicyAdminProperties(
        @DefaultValue("") @HttpAddress String baseUrl,
        @DefaultValue("") String token,
        @DefaultValue("") String hookToken,
        @DefaultValue("3s") @PositiveDuration Duration connectTimeout,
        @DefaultValue("30s") @PositiveDuration Duration readTimeout) {

    WireSettings wire() {
        return new WireSettings(baseUrl, connectTimeout, readTimeout, PolicyApi.LARGEST_ANSWER);
    }

    /** The tokens stay out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "PolicyAdminProperties[baseUrl=" + baseUrl + "]";
    }
}
