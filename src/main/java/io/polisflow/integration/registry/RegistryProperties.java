package io.polisflow.integration.registry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the counterparty registry is and how long to wait for it.
 *
 * @param baseUrl address without {@code /api3}
 * @param apiKey secret that the registry counts and bills by
 */
@ConfigurationProperties("polisflow.registry")
record RegistryProperties(
        @DefaultValue("kontur-focus") String provider,
        @DefaultValue("") String baseUrl,
        @DefaultValue("") String apiKey,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout) {

    /** The key stays out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "RegistryProperties[provider=" + provider + ", baseUrl=" + baseUrl + "]";
    }
}
