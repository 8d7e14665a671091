package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.Postgres;
import io.polisflow.integration.registry.Registries;
import io.polisflow.process.ProcessTest;
import io.polisflow.sandbox.SandboxServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/**
 * A night's round on PostgreSQL over real HTTP against simulated registries that refuse more than 30 requests a second.
 *
 * <p>The limit is the yardstick: a provider that tells of one company a request cannot be asked about more than 30 a second, one
 * that tells of a hundred can.
 */
@ContextConfiguration(initializers = Postgres.class)
class RegistryBench extends ProcessTest {

    private static final int LIMIT = 30;
    private static final int ROUNDS = 3;
    private static final Path REPORT = Path.of("target", "bench-registry.md");

    @Autowired
    private JdbcTemplate jdbc;

    private void clientsWithOpenDeals(int count) {
        transaction.executeWithoutResult(
                status -> jdbc.update("update deal set stage = 'LOST' where stage not in ('WON', 'LOST')"));
        IntStream.range(0, count)
                .forEach(i -> transaction.executeWithoutResult(status -> {
                    Client client = clients.findOrCreate(Registries.madeUpInn(10_000 + i), null);
                    deals.open(client, null, Stage.NEEDS_ANALYSIS);
                }));
    }

    /** @return clients a second, batches one after another as the exclusive jobs of one instance run */
    private double round(int count) {
        ProcessInstance night = runtime.startProcessInstanceByKey("registry-refresh");
        for (Job start : waiting(night)) {
            management.executeJob(start.getId());
        }
        long begin = System.nanoTime();
        for (Job batch : waiting(night)) {
            management.executeJob(batch.getId());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(jdbc.queryForObject(
                        "select count(*) from registry_refresh_client where outcome = 'FOUND'"
                                + " and refresh_id = (select max(id) from registry_refresh)",
                        Long.class))
                .isEqualTo(count);
        return count / seconds;
    }

    private List<Job> waiting(ProcessInstance night) {
        return management
                .createJobQuery()
                .processInstanceId(night.getId())
                .messages()
                .list();
    }

    @Test
    void clientsPerSecondAgainstARegistryThatAllowsThirtyRequests() throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "| what | clients per second | ratio to the limit of " + LIMIT + " requests a second, median of "
                        + ROUNDS + " rounds (least to greatest) |",
                "| --- | --- | --- |"));
        try (SandboxServer sandbox = SandboxServer.start()) {
            lines.add(row("dadata", "one company a request", 200, sandbox));
            lines.add(row("kontur-focus", "a hundred companies in three requests", 1000, sandbox));
        }
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, lines, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        lines.forEach(System.out::println);
    }

    private String row(String provider, String how, int count, SandboxServer sandbox) {
        CounterpartyRegistry adapter = Registries.ofSandbox(provider, sandbox.url("/sandbox/registry"), LIMIT);
        registry.standsBefore(adapter);
        clientsWithOpenDeals(count);
        // The first round writes every card, the later ones find them as they are, as most nights do.
        round(count);
        List<Double> speeds =
                IntStream.range(0, ROUNDS).mapToObj(i -> round(count)).sorted().toList();
        registry.reset();
        return String.format(
                Locale.ROOT,
                "| registry refresh, %s (%s) | %.1f/s | %.2f (%.2f to %.2f) |",
                provider,
                how,
                speeds.get(ROUNDS / 2),
                speeds.get(ROUNDS / 2) / LIMIT,
                speeds.get(0) / LIMIT,
                speeds.get(ROUNDS - 1) / LIMIT);
    }
}
