package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.bare.BareEndpoint;
import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Senders;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
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
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/**
 * Signed webhooks accepted per second over HTTP on PostgreSQL, from one sender and from four at once: the end of a client's call, with its signature,
 * its event, its call and its line in the deal's history, beside an application whose only endpoint inserts one row.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = Postgres.class)
class WebhookBench extends ProcessTest {

    private static final int EVENTS = Integer.getInteger("bench.webhooks", 1000);
    private static final int[] SENDERS = {1, 4};
    private static final String NUMBER = "74951112233";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Autowired
    private DataSource database;

    @LocalServerPort
    private int port;

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

    @Test
    void signedWebhooksPerSecondBesideAnEndpointThatInsertsOneRow() throws Exception {
        dealOf(with(webForm(freshInn()), "phone", "+" + NUMBER));
        String ours = "http://localhost:" + port + "/hooks/telephony/events/summary";
        Report.settings(getClass(), engine);
        try (BareEndpoint bare = BareEndpoint.start(Postgres.newDatabase())) {
            for (int senders : SENDERS) {
                Contestant product = Contestant.whole(
                        "Polisflow",
                        EVENTS,
                        () -> Senders.share(senders, EVENTS, () -> send(ours, "application/x-www-form-urlencoded")));
                Contestant empty = Contestant.whole(
                        "an endpoint that inserts one row",
                        EVENTS,
                        () -> Senders.share(senders, EVENTS, () -> send(bare.address(), "text/plain")));
                Turns.take(CpuMeter.of(database), 2, 7, product, empty);
                Report.add(Row.of(
                                getClass(),
                                "signed webhooks accepted, senders at once: " + senders,
                                Unit.PER_SECOND,
                                product,
                                empty)
                        .atLeast(0.50)
                        .note(
                                "over HTTP; the yardstick is a Spring MVC application of its own in the same virtual machine, on the"
                                        + " same PostgreSQL, with the same pool. The CPU is that of the sender too."));
            }
        }
    }
}
