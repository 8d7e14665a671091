package io.polisflow.integration.telephony;

import io.polisflow.integration.wire.HttpAddress;
import io.polisflow.integration.wire.PositiveDuration;
import io.polisflow.integration.wire.WireSettings;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the exchange is, how to prove who we are, and who sits at which inner number.
 *
 * @param provider {@code mango} or {@code asterisk}
 * @param baseUrl address in front of {@code /vpbx} (Mango Office) or {@code /ari} (Asterisk)
 * @param apiKey code of our exchange (Mango Office)
 * @param salt key of the signature, in both directions (Mango Office)
 * @param login of the ARI user (Asterisk)
 * @param password of the ARI user (Asterisk)
 * @param app name of our Stasis application (Asterisk)
 * @param trunk how a client's number is dialled, with {@code {number}} in its place (Asterisk)
 * @param extensions user id → inner number
 * @param recordingHosts where recordings may be fetched from besides {@code baseUrl}'s own host: {@code records.exchange.ru},
 *     {@code records.exchange.ru:8443} or {@code *.exchange.ru} (Mango Office)
 */
@Validated
@ConfigurationProperties("polisflow.telephony")
record TelephonyProperties(
        @DefaultValue("mango") @Pattern(regexp = MANGO + "|" + ASTERISK, message = "нужно mango или asterisk")
                String provider,
        @DefaultValue("") @HttpAddress String baseUrl,
        @DefaultValue("") String apiKey,
        @DefaultValue("") String salt,
        @DefaultValue("") String login,
        @DefaultValue("") String password,
        @DefaultValue("polisflow")
                @Pattern(regexp = "[\\w-]{1,40}", message = "нужно имя из латинских букв, цифр и дефиса")
                String app,
        @DefaultValue("PJSIP/{number}@trunk")
                @Pattern(regexp = ".*\\{number}.*", message = "нужен вид PJSIP/{number}@trunk")
                String trunk,
        Map<String, String> extensions,
        List<
                        @Pattern(
                                regexp = "(\\*\\.)?[A-Za-z0-9.-]+(:\\d{1,5})?",
                                message =
                                        "нужно имя сервера вида records.example.ru, *.example.ru или records.example.ru:8443")
                        String>
                recordingHosts,
        @DefaultValue("3s") @PositiveDuration Duration connectTimeout,
        @DefaultValue("10s") @PositiveDuration Duration readTimeout) {

    static final String MANGO = "mango";
    /** As settings, journal and metrics name it, whatever product it is. */
    static final String SYSTEM = "telephony";

    static final String ASTERISK = "asterisk";

    TelephonyProperties {
        extensions = extensions == null ? Map.of() : Map.copyOf(extensions);
        recordingHosts = recordingHosts == null ? List.of() : List.copyOf(recordingHosts);
    }

    WireSettings wire() {
        return new WireSettings(baseUrl, connectTimeout, readTimeout, MangoApi.LARGEST_ANSWER);
    }

    /** Keys and passwords stay out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "TelephonyProperties[provider=" + provider + ", baseUrl=" + baseUrl + "]";
    }
}
