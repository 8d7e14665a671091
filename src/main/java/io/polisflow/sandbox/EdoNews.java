package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.EdoBoxes.Event;
import io.polisflow.sandbox.EdoBoxes.Sent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Brings the operator's events to the insurer while somebody wants to see how it bears them late, twice or out of order; the
 * operator itself waits to be asked, so without such a wish nothing is sent.
 */
@Component
@Profile("sandbox & !production")
class EdoNews implements DisposableBean {

    private static final String SYSTEM = "edo";

    private final HookLine line;
    private final HookCourier courier;
    private final ObjectMapper json;
    private final String url;
    private final String token;

    EdoNews(
            EdoBoxes boxes,
            HookCourier courier,
            ObjectMapper json,
            @Value("${polisflow.sandbox.edo.hook-url:}") String url,
            @Value("${polisflow.sandbox.edo.hook-token:sandbox}") String token,
            @Value("${polisflow.sandbox.edo.hook-pause:5s}") Duration pause) {
        this.courier = courier;
        this.json = json;
        this.url = url;
        this.token = token;
        this.line = new HookLine(SYSTEM, pause);
        boxes.whenever(this::happened);
    }

    private void happened(Event event) {
        if (url.isBlank() || courier.punctual(SYSTEM)) {
            return;
        }
        String text = write(event);
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
        courier.bring(
                SYSTEM, () -> line.tellInTurn("an event of the EDO", () -> courier.post(SYSTEM, url, headers, text)));
    }

    private String write(Event event) {
        Sent document = event.document();
        Map<String, Object> news = new LinkedHashMap<>();
        news.put("messageId", document.messageId);
        news.put("documentId", document.documentId);
        news.put("status", event.isMessage() ? "sent" : event.delivered() ? "delivered" : document.response.name());
        if (document.reason != null) {
            news.put("comment", document.reason);
        }
        news.put("at", event.at().toString());
        try {
            return json.writeValueAsString(news);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written as JSON", e);
        }
    }

    @Override
    public void destroy() {
        line.close();
    }
}
