package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Posts the simulated exchange's signed events to the insurer, and again until somebody takes them. */
@Component
@Profile("sandbox & !production")
class TelephonyNews implements DisposableBean {

    private static final String SYSTEM = "telephony";

    private final HookLine line;
    private final HookCourier courier;
    private final ObjectMapper json;
    private final String url;
    private final String key;
    private final String salt;

    TelephonyNews(
            HookCourier courier,
            ObjectMapper json,
            @Value("${polisflow.sandbox.telephony.hook-url:}") String url,
            @Value("${polisflow.sandbox.telephony.api-key:sandbox}") String key,
            @Value("${polisflow.sandbox.telephony.salt:sandbox}") String salt,
            @Value("${polisflow.sandbox.telephony.hook-pause:5s}") Duration pause) {
        this.courier = courier;
        this.json = json;
        this.url = url.replaceAll("/+$", "");
        this.key = key;
        this.salt = salt;
        this.line = new HookLine(SYSTEM, pause);
    }

    String key() {
        return key;
    }

    /** @return the signature of that text, lower-case hex */
    String sign(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest((key + text + salt).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Tells in the background, one after another; what was not taken is told again after the rest.
     *
     * @param address e.g. {@code /events/call}
     */
    void tell(String address, Map<String, Object> event) {
        if (url.isBlank()) {
            return;
        }
        String text = write(event);
        courier.bring(SYSTEM, () -> line.tellInTurn("the telephony event " + address, () -> taken(address, text)));
    }

    /** Does something later, on the thread that tells the news. */
    void later(Duration delay, Runnable work) {
        line.later(delay, work);
    }

    private boolean taken(String address, String text) {
        String form = "vpbx_api_key=" + encoded(key) + "&sign=" + sign(text) + "&json=" + encoded(text);
        return courier.post(SYSTEM, url + address, Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
    }

    private String write(Map<String, Object> event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written as JSON", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void destroy() {
        line.close();
    }
}
