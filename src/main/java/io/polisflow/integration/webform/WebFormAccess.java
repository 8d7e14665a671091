package io.polisflow.integration.webform;

import io.polisflow.integration.webform.WebFormProperties.Demand;
import io.polisflow.integration.wire.Hooks;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.util.StringUtils;

/**
 * Checks that a form comes from the insurer's site: a token, which a page can carry, or a signature, which only the site's server can
 * make.
 *
 * <p>The signature is {@code sha256=} and the hex HMAC-SHA256 of «time in seconds, a full stop, the body as it was sent».
 */
class WebFormAccess {

    static final String TOKEN_HEADER = "X-Polisflow-Token";
    static final String TIMESTAMP_HEADER = "X-Polisflow-Timestamp";
    static final String SIGNATURE_HEADER = "X-Polisflow-Signature";

    private static final String TOKEN_PARAMETER = "token";
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private final WebFormProperties properties;
    private final Clock clock;

    WebFormAccess(WebFormProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * @param refusal Russian, or null when the form may come in
     * @param signature in one spelling, to be used once; null when there is none
     */
    record Verdict(String refusal, String signature) {

        private static Verdict refused(String why) {
            return new Verdict(why, null);
        }
    }

    Verdict judge(HttpServletRequest request, byte[] body) {
        if (properties.isOpenToAll()) {
            return new Verdict(null, null);
        }
        String signature = null;
        if (StringUtils.hasText(properties.signatureSecret()) && request.getHeader(SIGNATURE_HEADER) != null) {
            String timestamp = request.getHeader(TIMESTAMP_HEADER);
            byte[] expected = sign(timestamp == null ? "" : timestamp, body);
            if (!MessageDigest.isEqual(expected, decoded(request.getHeader(SIGNATURE_HEADER)))) {
                return Verdict.refused("Подпись не подходит: проверьте секрет и то, что подписано тело без изменений.");
            }
            if (!isTimely(timestamp)) {
                return Verdict.refused("Время подписи отличается от нашего больше чем на "
                        + properties.signatureWindow().toSeconds() + " с: проверьте часы и подпишите заново.");
            }
            signature = HexFormat.of().formatHex(expected);
        }
        boolean signed = signature != null;
        boolean known = Hooks.same(properties.token(), token(request));
        Demand demand = properties.demand();
        if ((demand == Demand.SIGNATURE || demand == Demand.BOTH) && !signed) {
            return Verdict.refused("Нужна подпись: заголовки " + TIMESTAMP_HEADER + " и " + SIGNATURE_HEADER + ".");
        }
        if ((demand == Demand.TOKEN || demand == Demand.BOTH) && !known || !signed && !known) {
            return Verdict.refused("Токен не подходит: нужен заголовок " + TOKEN_HEADER + " или параметр «token».");
        }
        return new Verdict(null, signature);
    }

    /** Read from the address alone: asking the container for a parameter would make it swallow the body of a form. */
    private static String token(HttpServletRequest request) {
        String header = request.getHeader(TOKEN_HEADER);
        if (header != null || request.getQueryString() == null) {
            return header;
        }
        for (String pair : request.getQueryString().split("&")) {
            if (pair.startsWith(TOKEN_PARAMETER + "=")) {
                try {
                    return URLDecoder.decode(pair.substring(TOKEN_PARAMETER.length() + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private byte[] sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(properties.signatureSecret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private boolean isTimely(String timestamp) {
        try {
            Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(signedAt, clock.instant()).abs().compareTo(properties.signatureWindow()) <= 0;
        } catch (NumberFormatException | java.time.DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private static byte[] decoded(String signature) {
        try {
            return signature.startsWith(PREFIX)
                    ? HexFormat.of()
                            .parseHex(signature.substring(PREFIX.length()).strip())
                    : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
