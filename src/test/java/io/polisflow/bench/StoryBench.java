package io.polisflow.bench;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.bench.harness.Work;
import io.polisflow.fixtures.Postgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;

/**
 * Whole stories and lives per second on PostgreSQL: the product beside the same models on a bare engine with the same settings.
 *
 * <p>Both run in this JVM, on one thread each.
 */
@ContextConfiguration(initializers = Postgres.class)
class StoryBench extends LifeBench {

    private static final int ROUNDS = 5;

    /** The product has more code than the engine, which the virtual machine compiles as it runs. */
    private static final int WARM_UP = 6;

    @Autowired
    private DataSource database;

    @Test
    void storiesAndWholeLivesPerSecondBesideABareEngine() throws Exception {
        try (BareEngine bare = new BareEngine(engine)) {
            Report.settings(getClass(), engine);
            // Lives first: they hold every story, so that what follows is compiled by then.
            Report.add(row("whole lives, request to won and renewal waiting", this::life, bare::life)
                    .atLeast(0.60)
                    .note(
                            "the bare engine has the same settings, indexes, users, rights and pool; its delegates only set what"
                                    + " gateways ask. No CRM, no check of forms, no letters, no documents."));
            Report.add(row("request to sent proposal", this::story, bare::story).atLeast(0.50));
        }
    }

    private Row row(String what, Work ours, Work theirs) throws Exception {
        Contestant product = Contestant.each("Polisflow", LIVES, ours);
        Contestant floor = Contestant.each("bare engine 7.24, empty delegates", LIVES, theirs);
        Turns.take(CpuMeter.of(database), WARM_UP, ROUNDS, product, floor);
        return Row.of(getClass(), what, Unit.PER_SECOND, product, floor);
    }
}
