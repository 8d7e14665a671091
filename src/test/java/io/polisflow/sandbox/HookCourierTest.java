package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.polisflow.sandbox.Behaviour.HookManner;
import io.polisflow.sandbox.EdoBoxes.Posted;
import io.polisflow.sandbox.EdoBoxes.Response;
import io.polisflow.sandbox.EdoBoxes.Sent;
import io.polisflow.sandbox.SandboxCompanies.Company;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the events of the EDO operator and of the Policy Admin System come to the insurer. */
class HookCourierTest {

    private static final byte[] PDF = "%PDF".getBytes(StandardCharsets.UTF_8);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ObjectMapper json = new ObjectMapper();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Behaviours behaviours = Forgetful.behaviours(Duration.ZERO);
    private final WireLog log = new WireLog(Clock.systemUTC());
    private final HookCourier courier = new HookCourier(behaviours, log);
    private HttpServer insurer;
    private String url;

    @BeforeEach
    void open() throws IOException {
        insurer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        insurer.createContext("/", exchange -> {
            String event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refused = refusals.getAndDecrement() > 0;
            if (!refused) {
                taken.add(event);
            }
            exchange.sendResponseHeaders(refused ? 503 : 200, -1);
            exchange.close();
        });
        insurer.start();
        url = "http://localhost:" + insurer.getAddress().getPort() + "/hook";
    }

    @AfterEach
    void close() {
        courier.destroy();
        insurer.stop(0);
    }

    @Test
    void theOperatorTellsNothingByItselfUntilSomebodyWishesIt() {
        EdoBoxes boxes = new EdoBoxes(new SandboxCompanies(), Clock.systemUTC(), new SandboxState(json, "", ""));
        EdoNews news = new EdoNews(boxes, courier, json, url, "secret", PAUSE);
        Sent sent = post(boxes);

        behave("edo", new HookManner(null, 2, null));
        boxes.sign(sent, PDF, Response.WithRecipientSignature);

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> taken.size() == 2);
        assertThat(taken).allSatisfy(event -> assertThat(event)
                .contains(sent.documentId, "\"status\":\"WithRecipientSignature\""));
        assertThat(log.latest("edo", 10))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.request().headers()).containsEntry("Authorization", "•••"));
        news.destroy();
    }

    @Test
    void aLaterPolicyEventComesFirstAndARefusedOneAgain() {
        PolicyNews news = new PolicyNews(courier, json, url, "secret", PAUSE);
        behave("policy", new HookManner(null, null, true));
        refusals.set(1);

        assertThat(news.tell(Map.of("eventId", "first"))).isFalse();
        assertThat(news.tell(Map.of("eventId", "second"))).isFalse();

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> taken.size() == 2);
        assertThat(log.latest("policy", 10)).hasSize(3);
        WireLog.Entry earliest = log.latest("policy", 10).get(2);
        assertThat(earliest.request().body()).contains("second");
        assertThat(earliest.status()).isEqualTo("503");
        news.destroy();
    }

    @Test
    void anEventThatNoOtherFollowsComesAllTheSame() {
        PolicyNews news = new PolicyNews(courier, json, url, "secret", PAUSE);
        behave("policy", new HookManner(20, null, true));

        news.tell(Map.of("eventId", "only"));

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> taken.size() == 1);
        news.destroy();
    }

    @Test
    void theLogForgetsTheOldest() {
        for (int i = 0; i < WireLog.REMEMBERED + 20; i++) {
            courier.post("policy", "http://localhost:1/" + i, Map.of(), "x".repeat(20_000));
        }

        List<WireLog.Entry> entries = log.latest(null, 1000);
        assertThat(entries).hasSize(WireLog.REMEMBERED);
        assertThat(entries.get(0).what()).endsWith("/" + (WireLog.REMEMBERED + 19));
        assertThat(entries.get(0).status()).isEqualTo("нет ответа");
        assertThat(entries)
                .allSatisfy(entry -> assertThat(entry.request().body()).hasSizeLessThan(WireText.LONGEST + 100));
    }

    private void behave(String system, HookManner hooks) {
        behaviours.set(system, new Behaviour(Mode.OK, null, null, null, null, hooks));
    }

    private static Sent post(EdoBoxes boxes) {
        Company client = new SandboxCompanies().find("7707083893").orElseThrow();
        return boxes.post(
                new Posted(
                        "operation", "ours", EdoBoxes.boxOf(client), "id", "Договор.pdf", "№ 1", "Contract", PDF, PDF),
                client);
    }
}
