package io.polisflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds the clusters' load balancer to what it promises, so that a failed request in a cluster is the product's doing. */
class BalancerTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch read = new CountDownLatch(1);
    private HttpServer first;
    private HttpServer second;
    private Balancer balancer;
    private volatile int readiness = 200;

    @BeforeEach
    void start() throws IOException {
        first = node("first");
        second = node("second");
        balancer = Balancer.start();
        balancer.add(address(first), "/ready");
        balancer.add(address(second), "/ready");
    }

    @AfterEach
    void stop() {
        balancer.close();
        first.stop(0);
        second.stop(0);
    }

    @Test
    void requestsGoToAllNodesInTurnAndToTheOthersWhenOneIsGone() throws Exception {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            seen.add(get("/name").body());
        }
        assertThat(seen).containsExactlyInAnyOrder("first", "second");

        first.stop(0);
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = get("/name");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("second");
        }
        Awaitility.await().untilAsserted(() -> assertThat(balancer.inUse()).containsExactly(address(second)));
    }

    @Test
    void aNodeThatIsNotReadyGetsNothingUntilItIs() {
        readiness = 503;
        Awaitility.await().until(() -> balancer.inUse().isEmpty());
        readiness = 200;
        Awaitility.await().until(() -> balancer.inUse().size() == 2);
    }

    @Test
    void eventsArriveWhileTheirStreamIsOpen() throws Exception {
        HttpResponse<java.io.InputStream> stream = http.send(
                HttpRequest.newBuilder(balancer.address().resolve("/events")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("data: one");
            // Only now the node goes on: the line did not wait for the stream's end.
            read.countDown();
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("data: two");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(balancer.address().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpServer node(String name) throws IOException {
        HttpServer node = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        node.setExecutor(Executors.newCachedThreadPool());
        node.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(readiness, -1);
            exchange.close();
        });
        node.createContext("/name", exchange -> {
            byte[] body = name.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        node.createContext("/events", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write("data: one\n\n".getBytes(StandardCharsets.UTF_8));
                body.flush();
                read.await();
                body.write("data: two\n\n".getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        node.start();
        return node;
    }

    private static URI address(HttpServer node) {
        return URI.create("http://localhost:" + node.getAddress().getPort());
    }
}
