package io.polisflow.integration.telephony;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the exchange is, how to prove who we are, and who sits at which inner number.
 *
 * @param baseUrl address in front of {@code /vpbx}
 * @param apiKey code of our exchange
 * @param salt key of the signature, in both directions
 * @param extensions user id → inner number
 */
@ConfigurationProperties("polisflow.telephony")
record TelephonyProperties(
        @DefaultValue("") String baseUrl,
        @DefaultValue("") String apiKey,
        @DefaultValue("") String salt,
        Map<String, String> extensions,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout) {

    TelephonyProperties {
        extensions = extensions == null ? Map.of() : Map.copyOf(extensions);
    }

    /** Key and salt stay out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "TelephonyProperties[baseUrl=" + baseUrl + "]";
    }
}
