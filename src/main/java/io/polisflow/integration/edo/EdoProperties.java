package io.polisflow.integration.edo;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the EDO operator is, which box is ours and with which key we sign.
 *
 * @param baseUrl address in front of {@code /V3/PostMessage}
 * @param token bearer token of the robot that works with the box
 * @param boxId our box
 * @param documentType the operator's type of our contracts ({@code TypeNamedId})
 * @param pollInterval pause between two looks at the operator's events
 * @param hookToken bearer token that calls of {@code /hooks/edo} must bring; without one every call is refused
 */
@ConfigurationProperties("polisflow.edo")
record EdoProperties(
        @DefaultValue("diadoc") String provider,
        @DefaultValue("") String baseUrl,
        @DefaultValue("") String token,
        @DefaultValue("") String boxId,
        @DefaultValue("Nonformalized") String documentType,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("30s") Duration pollInterval,
        @DefaultValue("") String hookToken,
        @DefaultValue Signing signing) {

    /**
     * @param keyStore path of the PKCS#12 file with the insurer's key and certificate; empty: a throw-away key is made
     * @param password of the file and of the key in it
     */
    record Signing(@DefaultValue("") String keyStore, @DefaultValue("") String password) {

        @Override
        public String toString() {
            return "Signing[keyStore=" + keyStore + "]";
        }
    }

    /** The tokens stay out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "EdoProperties[provider=" + provider + ", baseUrl=" + baseUrl + ", boxId=" + boxId + ", " + signing
                + "]";
    }
}
