package io.polisflow.integration.registry;

import io.polisflow.integration.wire.HttpAddress;
import io.polisflow.integration.wire.WireSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which counterparty registry is asked, where it is, and how often at most.
 *
 * @param provider {@code kontur-focus}, {@code dadata} or {@code spark}
 * @param baseUrl address without the API's own path ({@code /api3}, {@code /suggestions}, {@code /ifaxwebservice})
 * @param apiKey secret that Kontur.Focus and DaData count and bill by
 * @param login of SPARK, which knows no key
 * @param password of SPARK
 * @param cacheAge how long an answer serves again; zero asks every time
 * @param requestsPerSecond what the registry allows, for each node of ours
 */
@Validated
@ConfigurationProperties("polisflow.registry")
record RegistryProperties(
        @DefaultValue("kontur-focus")
                @Pattern(
                        regexp = KONTUR_FOCUS + "|" + DADATA + "|" + SPARK,
                        message = "такого реестра нет, допустимые значения: " + KONTUR_FOCUS + ", " + DADATA + ", "
                                + SPARK)
                String provider,
        @DefaultValue("") @HttpAddress String baseUrl,
        @DefaultValue("") String apiKey,
        @DefaultValue("") String login,
        @DefaultValue("") String password,
        @DefaultValue("3s") @NotNull @DurationMin(millis = 1, message = "время ожидания должно быть больше нуля")
                Duration connectTimeout,
        @DefaultValue("10s") @NotNull @DurationMin(millis = 1, message = "время ожидания должно быть больше нуля")
                Duration readTimeout,
        @DefaultValue("24h") @NotNull @DurationMin(message = "возраст ответа не бывает отрицательным")
                Duration cacheAge,
        @DefaultValue("30")
                @Min(value = 1, message = "нужно число запросов в секунду от 1 до 1000")
                @Max(value = 1000, message = "нужно число запросов в секунду от 1 до 1000")
                int requestsPerSecond) {

    static final String KONTUR_FOCUS = "kontur-focus";
    static final String DADATA = "dadata";
    static final String SPARK = "spark";

    /** A company with thousands of branches answers with some hundred kilobytes; a hundred companies with more. */
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    WireSettings wire() {
        return new WireSettings(baseUrl, connectTimeout, readTimeout, LARGEST_ANSWER);
    }

    /** Secrets stay out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "RegistryProperties[provider=" + provider + ", baseUrl=" + baseUrl + "]";
    }
}
