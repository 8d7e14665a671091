package io.polisflow.integration.webform;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Who may send web forms, how large and how often ({@code polisflow.webform.*}).
 *
 * @param token what a site shows in {@code X-Polisflow-Token} or in {@code ?token=}; blank means none fits
 * @param signatureSecret key of the HMAC-SHA256 signature; blank means none fits
 * @param signatureWindow how far the time of a signature may lie from ours, either way
 * @param demand which of both a form must bring
 * @param open whether forms are taken from anybody while neither token nor secret is set: the sandbox only
 * @param honeypot name of the field that people do not see and robots fill in; blank means none
 * @param trustedProxies addresses or networks (CIDR) whose {@code X-Forwarded-For} is believed
 * @param allowedOrigins sites whose scripts may send the form and read the answer, e.g. {@code https://insurer.example}
 */
@Validated
@ConfigurationProperties("polisflow.webform")
record WebFormProperties(
        @DefaultValue("5MB") DataSize maxBody,
        @DefaultValue("") String token,
        @DefaultValue("") String signatureSecret,
        @DefaultValue("5m") Duration signatureWindow,
        @DefaultValue("either") Demand demand,
        @DefaultValue("false") boolean open,
        @DefaultValue("website") String honeypot,
        @Valid @DefaultValue RateLimit rateLimit,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue List<String> allowedOrigins) {

    private static final DataSize SMALLEST_BODY = DataSize.ofKilobytes(1);
    private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(100);

    /** Which proof of the sender a form must bring. */
    enum Demand {
        TOKEN,
        SIGNATURE,
        EITHER,
        BOTH
    }

    /**
     * @param requests from one source within the period; 0 means no limit
     * @param sources how many sources are remembered; the one seen longest ago is forgotten first
     */
    record RateLimit(
            @DefaultValue("60")
                    @Min(value = 0, message = "polisflow.webform.rate-limit.requests не может быть меньше 0")
                    int requests,
            @DefaultValue("1m") Duration period,
            @DefaultValue("10000")
                    @Min(value = 1, message = "polisflow.webform.rate-limit.sources должно быть не меньше 1")
                    int sources) {}

    @AssertTrue(message = "polisflow.webform.demand требует токен, а polisflow.webform.token не задан")
    boolean isTokenThereWhenDemanded() {
        return StringUtils.hasText(token) || demand != Demand.TOKEN && demand != Demand.BOTH;
    }

    @AssertTrue(message = "polisflow.webform.demand требует подпись, а polisflow.webform.signature-secret не задан")
    boolean isSecretThereWhenDemanded() {
        return StringUtils.hasText(signatureSecret) || demand != Demand.SIGNATURE && demand != Demand.BOTH;
    }

    @AssertTrue(
            message =
                    "polisflow.webform.signature-window и polisflow.webform.rate-limit.period должны быть больше нуля")
    boolean isTimePositive() {
        return positive(signatureWindow) && positive(rateLimit.period());
    }

    @AssertTrue(message = "polisflow.webform.max-body: от 1KB до 100MB")
    boolean isBodySizeSane() {
        return maxBody.compareTo(SMALLEST_BODY) >= 0 && maxBody.compareTo(LARGEST_BODY) <= 0;
    }

    @AssertTrue(message = "polisflow.webform.trusted-proxies: нужны адреса или сети вида 10.0.0.0/8, без имён")
    boolean isEveryProxyAnAddress() {
        return trustedProxies.stream().allMatch(IpNetwork::isValid);
    }

    private static boolean positive(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0;
    }

    /** Whether anybody may send a form. */
    boolean isOpenToAll() {
        return open && !StringUtils.hasText(token) && !StringUtils.hasText(signatureSecret);
    }

    /** The secrets stay out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "WebFormProperties[demand=" + demand + ", open=" + open + "]";
    }
}
