package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.polisflow.crm.exchange.ReceivedEvents;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

/**
 * Signed webhooks accepted per second on PostgreSQL, from one sender and from four at once: the end of a client's call, with its signature, its event,
 * its call and its line in the deal's history, beside the least that any webhook must do, one event noted in one transaction.
 */
@ContextConfiguration(initializers = Postgres.class)
@AutoConfigureMockMvc
class WebhookBench extends ProcessTest {

    private static final int ROUNDS = 5;
    private static final int EVENTS = 400;
    private static final int[] SENDERS = {1, 4};
    private static final Path REPORT = Path.of("target", "bench-webhooks.md");

    @Autowired
    private MockMvc web;

    @Autowired
    private ReceivedEvents events;

    private void signed(String number) throws Exception {
        long now = clock.instant().getEpochSecond();
        String json =
                ("{\"entry_id\":\"%s\",\"call_direction\":1,\"from\":{\"number\":\"%s\"},\"to\":{\"extension\":\"101\"},"
                                + "\"line_number\":\"74950000000\",\"create_time\":%d,\"forward_time\":%d,\"talk_time\":%d,"
                                + "\"end_time\":%d,\"entry_result\":1,\"disconnect_reason\":1110}")
                        .formatted(UUID.randomUUID(), number, now, now, now + 2, now + 60);
        String sign = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(("test-key" + json + "test-salt").getBytes(StandardCharsets.UTF_8)));
        int status = web.perform(post("/hooks/telephony/events/summary")
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .content("vpbx_api_key=test-key&sign=" + sign + "&json="
                                + URLEncoder.encode(json, StandardCharsets.UTF_8)))
                .andReturn()
                .getResponse()
                .getStatus();
        assertThat(status).isEqualTo(200);
    }

    private void least() {
        transaction.executeWithoutResult(
                status -> events.first("bench", UUID.randomUUID().toString()));
    }

    private interface Work {
        void run() throws Exception;
    }

    /** @param senders how many send at once, each the same share */
    private static double perSecond(int senders, Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(senders);
        try {
            Callable<Void> share = () -> {
                for (int i = 0; i < EVENTS / senders; i++) {
                    work.run();
                }
                return null;
            };
            long begin = System.nanoTime();
            for (Future<Void> sent : pool.invokeAll(Collections.nCopies(senders, share))) {
                sent.get();
            }
            return EVENTS / ((System.nanoTime() - begin) / 1e9);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void signedWebhooksPerSecondBesideOneEventNoted() throws Exception {
        String number = "74951112233";
        dealOf(with(webForm(freshInn()), "phone", "+" + number));
        List<String> lines = new ArrayList<>(List.of(
                "| what | Polisflow | one event noted in one transaction | ratio, median of " + ROUNDS
                        + " rounds (least to greatest) |",
                "| --- | --- | --- | --- |"));
        for (int senders : SENDERS) {
            perSecond(senders, () -> signed(number));
            perSecond(senders, this::least);
            List<Double> ours = new ArrayList<>();
            List<Double> floor = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                ours.add(perSecond(senders, () -> signed(number)));
                floor.add(perSecond(senders, this::least));
                ratios.add(ours.get(round) / floor.get(round));
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "| signed webhooks accepted, senders at once: %d | %.0f/s | %.0f/s | %.3f (%.3f to %.3f) |",
                    senders,
                    sorted(ours).get(ROUNDS / 2),
                    sorted(floor).get(ROUNDS / 2),
                    sorted(ratios).get(ROUNDS / 2),
                    sorted(ratios).get(0),
                    sorted(ratios).get(ROUNDS - 1)));
        }
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, lines);
        lines.forEach(System.out::println);
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }
}
