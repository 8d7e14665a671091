package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Tells the insurer's CRM over its webhook what happened to a policy, and again until somebody listens. */
@Component
@Profile("sandbox & !production")
class PolicyNews implements DisposableBean {

    private static final String SYSTEM = "policy";

    private final HookLine line;
    private final HookCourier courier;
    private final ObjectMapper json;
    private final String url;
    private final String token;

    PolicyNews(
            HookCourier courier,
            ObjectMapper json,
            @Value("${polisflow.sandbox.policy.hook-url:}") String url,
            @Value("${polisflow.sandbox.policy.hook-token:sandbox}") String token,
            @Value("${polisflow.sandbox.policy.hook-pause:5s}") Duration pause) {
        this.courier = courier;
        this.json = json;
        this.url = url;
        this.token = token;
        this.line = new HookLine(SYSTEM, pause);
    }

    /**
     * @param event as the published contract has it
     * @return whether the CRM has taken it already; if not, it is told again in the background
     */
    boolean tell(Map<String, Object> event) {
        if (url.isBlank()) {
            return false;
        }
        String what = "the policy event " + event.get("eventId");
        if (courier.punctual(SYSTEM)) {
            return line.tell(what, () -> taken(event));
        }
        courier.bring(SYSTEM, () -> line.tellInTurn(what, () -> taken(event)));
        return false;
    }

    private boolean taken(Map<String, Object> event) {
        try {
            return courier.post(
                    SYSTEM,
                    url,
                    Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                    json.writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written as JSON", e);
        }
    }

    @Override
    public void destroy() {
        line.close();
    }
}
