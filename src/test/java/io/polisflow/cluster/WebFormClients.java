package io.polisflow.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.demo.StaffAtWork;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients who send web forms at once, each the same form again until it is accepted, and now and then once more after that, as
 * an impatient browser does.
 */
final class WebFormClients implements AutoCloseable {

    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 300;
    /** Each so manyth form is sent again although it was accepted. */
    private static final int TWICE = 7;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final Map<String, Set<String>> accepted = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Semaphore room;
    private final URI address;

    /** @param open so many deals may be under way at once */
    WebFormClients(URI product, int open) {
        this.address = product.resolve("/hooks/webform");
        this.room = new Semaphore(open);
    }

    void send(int forms) {
        AtomicInteger next = new AtomicInteger();
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(() -> {
                try {
                    for (int serial = next.getAndIncrement(); serial < forms; serial = next.getAndIncrement()) {
                        room.acquire();
                        sendUntilAccepted(serial);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** So many deals have come to their end: there is room for as many new ones. */
    void ended(int deals) {
        room.release(deals);
    }

    private void sendUntilAccepted(int serial) throws InterruptedException {
        String submission = "crash-" + serial;
        String body = body(serial, submission);
        int wanted = serial % TWICE == 0 ? 2 : 1;
        while (wanted > 0) {
            if (send(submission, body)) {
                wanted--;
            } else {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private String body(int serial, String submission) {
        try {
            return json.writeValueAsString(StaffAtWork.form(serial, submission));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean send(String submission, String body) throws InterruptedException {
        sent.incrementAndGet();
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                accepted.computeIfAbsent(submission, key -> ConcurrentHashMap.newKeySet())
                        .add(json.readTree(answer.body()).path("requestNumber").asText());
                return true;
            }
        } catch (IOException e) {
            // As a broken connection shows to a browser.
        }
        failed.incrementAndGet();
        return false;
    }

    /** Submission → all request numbers that it was answered with. */
    Map<String, Set<String>> accepted() {
        return Map.copyOf(accepted);
    }

    long sent() {
        return sent.get();
    }

    /** Forms that met no answer, or another one than that they are accepted. */
    long failed() {
        return failed.get();
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
