package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Tells the insurer's CRM over its webhook what happened to a policy, and again until somebody listens. */
@Component
@Profile("sandbox & !production")
class PolicyNews implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyNews.class);
    private static final String SYSTEM = "policy";
    private static final int MOST_ATTEMPTS = 60;

    private final ScheduledExecutorService repeats = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-policy-news");
        thread.setDaemon(true);
        return thread;
    });
    private final HookCourier courier;
    private final ObjectMapper json;
    private final String url;
    private final String token;
    private final Duration pause;

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
        this.pause = pause;
    }

    /**
     * @param event as the published contract has it
     * @return whether the CRM has taken it already; if not, it is told again in the background
     */
    boolean tell(Map<String, Object> event) {
        if (courier.punctual(SYSTEM)) {
            return tell(event, 1);
        }
        courier.bring(SYSTEM, () -> repeats.execute(() -> tell(event, 1)));
        return false;
    }

    private boolean tell(Map<String, Object> event, int attempt) {
        if (url.isBlank()) {
            return false;
        }
        if (taken(event)) {
            return true;
        }
        if (attempt < MOST_ATTEMPTS) {
            repeats.schedule(() -> tell(event, attempt + 1), pause.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            LOG.warn("nobody took the policy event {}", event.get("eventId"));
        }
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
        repeats.shutdownNow();
    }
}
