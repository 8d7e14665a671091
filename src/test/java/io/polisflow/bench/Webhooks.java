package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.Senders;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * Signed webhooks over HTTP into the application on PostgreSQL: the end of a client's call, with its signature, its event, its call and
 * its line in the deal's history.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = Postgres.class)
@TestPropertySource(properties = "polisflow.hooks.poll-every=5s")
abstract class Webhooks extends ProcessTest {

    static final int EVENTS = Integer.getInteger("bench.webhooks", 1000);
    private static final String NUMBER = "74951112233";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    @BeforeEach
    void somebodyIsCalled() {
        dealOf(with(webForm(freshInn()), "phone", "+" + NUMBER));
    }

    private String signed() throws Exception {
        long now = clock.instant().getEpochSecond();
        String json =
                ("{\"entry_id\":\"%s\",\"call_direction\":1,\"from\":{\"number\":\"%s\"},\"to\":{\"extension\":\"101\"},"
                                + "\"line_number\":\"74950000000\",\"create_time\":%d,\"forward_time\":%d,\"talk_time\":%d,"
                                + "\"end_time\":%d,\"entry_result\":1,\"disconnect_reason\":1110}")
                        .formatted(UUID.randomUUID(), NUMBER, now, now, now + 2, now + 60);
        String sign = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(("test-key" + json + "test-salt").getBytes(StandardCharsets.UTF_8)));
        return "vpbx_api_key=test-key&sign=" + sign + "&json=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    }

    private void send(String address, String type) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(signed()))
                .build();
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    /** Until they are accepted; that they are worked on is waited for between the rounds. */
    Contestant toUs(String name, int senders) {
        return Contestant.whole(name, EVENTS, () -> Senders.share(senders, EVENTS, this::sendToUs))
                .after(this::workedOn);
    }

    /** Until the last of them has had its effect. */
    Contestant toUsToTheEnd(String name, int senders) {
        return Contestant.whole(name, EVENTS, () -> {
            Senders.share(senders, EVENTS, this::sendToUs);
            workedOn();
        });
    }

    private void sendToUs() throws Exception {
        send("http://localhost:" + port + "/hooks/telephony/events/summary", "application/x-www-form-urlencoded");
    }

    /** That nothing fails is part of it. */
    void workedOn() throws InterruptedException {
        while (jdbc.queryForObject("select count(*) from accepted_event", Long.class) > 0) {
            assertThat(jdbc.queryForList("select fault from accepted_event where fault is not null", String.class))
                    .isEmpty();
            Thread.sleep(5);
        }
    }

    /** The same to somebody else, who makes nothing of it. */
    Contestant to(String name, int senders, String address) {
        return Contestant.whole(name, EVENTS, () -> Senders.share(senders, EVENTS, () -> send(address, "text/plain")));
    }
}
