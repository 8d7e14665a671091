package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_ATTEMPTS = 60;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ScheduledExecutorService repeats = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-policy-news");
        thread.setDaemon(true);
        return thread;
    });
    private final ObjectMapper json;
    private final String url;
    private final String token;
    private final Duration pause;

    PolicyNews(
            ObjectMapper json,
            @Value("${polisflow.sandbox.policy.hook-url:}") String url,
            @Value("${polisflow.sandbox.policy.hook-token:sandbox}") String token,
            @Value("${polisflow.sandbox.policy.hook-pause:5s}") Duration pause) {
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
        return tell(event, 1);
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
            int status = http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(event)))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status >= 200 && status < 300;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written as JSON", e);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void destroy() {
        repeats.shutdownNow();
    }
}
