package io.polisflow.integration.underwriting;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the underwriting system is and how long to wait for it.
 *
 * @param baseUrl address in front of {@code /quotes}
 * @param token bearer token
 */
@ConfigurationProperties("polisflow.underwriting")
record UnderwritingProperties(
        @DefaultValue("") String baseUrl,
        @DefaultValue("") String token,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("15s") Duration readTimeout) {

    /** The token stays out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "UnderwritingProperties[baseUrl=" + baseUrl + "]";
    }
}
