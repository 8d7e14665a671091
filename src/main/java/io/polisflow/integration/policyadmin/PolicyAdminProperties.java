package io.polisflow.integration.policyadmin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the Policy Admin System is and how long to wait for it.
 *
 * @param baseUrl address in front of {@code /policies}
 * @param token bearer token for our calls
 * @param hookToken bearer token that calls of {@code /hooks/policy} must bring; without one every call is refused
 */
@ConfigurationProperties("polisflow.policy")
record PolicyAdminProperties(
        @DefaultValue("") String baseUrl,
        @DefaultValue("") String token,
        @DefaultValue("") String hookToken,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout) {

    /** The tokens stay out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "PolicyAdminProperties[baseUrl=" + baseUrl + "]";
    }
}
