package io.polisflow.integration.edo;

import io.polisflow.integration.wire.HttpAddress;
import io.polisflow.integration.wire.WireSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the EDO operator is, which box is ours, with which key we sign and whose certificates we believe.
 *
 * @param baseUrl address in front of {@code /V3/PostMessage}
 * @param token static bearer token of the robot that works with the box; not used with {@code oidc.token-url}
 * @param boxId our box
 * @param documentType the operator's type of our contracts ({@code TypeNamedId})
 * @param pollInterval pause between two looks at the operator's events
 * @param hookToken bearer token that calls of {@code /hooks/edo} must bring; without one every call is refused
 * @param trustStore PKCS#12 or PEM with the certificates of the authorities whose signatures count; a path or {@code classpath:…}
 * @param trustStorePassword of the PKCS#12
 * @param crl folder or file of certificate revocation lists (DER or PEM); empty: revocation is the operator's to check
 */
@Validated
@ConfigurationProperties("polisflow.edo")
record EdoProperties(
        @DefaultValue("diadoc")
                @Pattern(regexp = "diadoc", message = "такого оператора ЭДО нет, допустимое значение: diadoc")
                String provider,
        @DefaultValue("") @HttpAddress String baseUrl,
        @DefaultValue("") String token,
        @DefaultValue("") String boxId,
        @DefaultValue("Nonformalized") @NotBlank(message = "нужен тип документа, как его называет оператор")
                String documentType,
        @DefaultValue("3s") @NotNull @DurationMin(millis = 1, message = "время ожидания должно быть больше нуля")
                Duration connectTimeout,
        @DefaultValue("30s") @NotNull @DurationMin(millis = 1, message = "время ожидания должно быть больше нуля")
                Duration readTimeout,
        @DefaultValue("30s") @NotNull @DurationMin(millis = 1, message = "пауза между опросами должна быть больше нуля")
                Duration pollInterval,
        @DefaultValue("") String hookToken,
        @DefaultValue("") String trustStore,
        @DefaultValue("") String trustStorePassword,
        @DefaultValue("") String crl,
        @DefaultValue @Valid Oidc oidc,
        @DefaultValue @Valid Signing signing) {

    /** A list of 100 events with their messages, or one signature. */
    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

    /**
     * @param tokenUrl the sign-on provider's token endpoint; empty: the static token is used
     * @param tokenFile where a refresh token that the provider changed is kept; empty: in memory only
     */
    record Oidc(
            @DefaultValue("") @HttpAddress String tokenUrl,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("") String refreshToken,
            @DefaultValue("") String tokenFile) {

        boolean used() {
            return !tokenUrl.isBlank();
        }

        @AssertTrue(message = "вместе с token-url задайте client-id и refresh-token")
        boolean isWhole() {
            return !used() || !clientId.isBlank() && !refreshToken.isBlank();
        }

        @Override
        public String toString() {
            return "Oidc[tokenUrl=" + tokenUrl + ", clientId=" + clientId + "]";
        }
    }

    /**
     * @param keyStore path or {@code classpath:…} of the PKCS#12 with the insurer's key and certificate; empty: a throw-away key is made
     * @param password of the file and of the key in it
     */
    record Signing(@DefaultValue("") String keyStore, @DefaultValue("") String password) {

        @Override
        public String toString() {
            return "Signing[keyStore=" + keyStore + "]";
        }
    }

    WireSettings wire() {
        return new WireSettings(baseUrl, connectTimeout, readTimeout, LARGEST_ANSWER);
    }

    WireSettings tokenWire() {
        return new WireSettings(oidc.tokenUrl(), connectTimeout, readTimeout, 64 * 1024);
    }

    /** The tokens stay out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "EdoProperties[provider=" + provider + ", baseUrl=" + baseUrl + ", boxId=" + boxId + ", " + oidc + ", "
                + signing + "]";
    }
}
