package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.Postgres;
import io.polisflow.integration.registry.Registries;
import io.polisflow.process.ProcessTest;
import io.polisflow.sandbox.SandboxServer;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
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

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DataSource database;

    private ProcessInstance night;

    private void clientsWithOpenDeals(int count) {
        transaction.executeWithoutResult(
                status -> jdbc.update("update deal set stage = 'LOST' where stage not in ('WON', 'LOST')"));
        IntStream.range(0, count)
                .forEach(i -> transaction.executeWithoutResult(status -> {
                    Client client = clients.findOrCreate(Registries.madeUpInn(10_000 + i), null);
                    deals.open(client, null, Stage.NEEDS_ANALYSIS);
                }));
    }

    /** Starts a night up to its batches. */
    private void begin() {
        night = runtime.startProcessInstanceByKey("registry-refresh");
        for (Job start : waiting()) {
            management.executeJob(start.getId());
        }
    }

    /** Batches one after another as the exclusive jobs of one instance run. */
    private void runBatches() {
        for (Job batch : waiting()) {
            management.executeJob(batch.getId());
        }
    }

    private void everyClientWasFound(int count) {
        assertThat(jdbc.queryForObject(
                        "select count(*) from registry_refresh_client where outcome = 'FOUND'"
                                + " and refresh_id = (select max(id) from registry_refresh)",
                        Long.class))
                .isEqualTo(count);
    }

    private List<Job> waiting() {
        return management
                .createJobQuery()
                .processInstanceId(night.getId())
                .messages()
                .list();
    }

    @Test
    void clientsPerSecondAgainstARegistryThatAllowsThirtyRequests() throws Exception {
        Report.settings(getClass(), engine);
        try (SandboxServer sandbox = SandboxServer.start()) {
            measure("dadata", "one company a request", 200, sandbox);
            measure("kontur-focus", "a hundred companies in three requests", 1000, sandbox);
        }
    }

    private void measure(String provider, String how, int count, SandboxServer sandbox) throws Exception {
        CounterpartyRegistry adapter = Registries.ofSandbox(provider, sandbox.url("/sandbox/registry"), LIMIT);
        registry.standsBefore(adapter);
        clientsWithOpenDeals(count);
        Contestant nights = Contestant.whole("Polisflow", count, this::runBatches)
                .before(this::begin)
                .after(() -> everyClientWasFound(count));
        // The first round writes every card, the later ones find them as they are, as most nights do.
        Turns.take(CpuMeter.of(database), 1, ROUNDS, nights);
        registry.reset();
        Report.add(Row.of(
                getClass(),
                "clients of a nightly registry round, " + provider + ", " + how,
                Unit.PER_SECOND,
                nights,
                "the registry's limit of requests",
                LIMIT));
    }
}
