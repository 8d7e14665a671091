package io.polisflow.bench;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import java.sql.Timestamp;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/**
 * Whole lives per second with our settings of the engine beside the same application with those of Camunda's starter, while the timers
 * of the policies that are in force wait: one acquisition after another then has to find the few jobs that are due among them.
 */
class DefaultsBench {

    /** Of some hundred thousand policies in force; acquisition by the starter's settings reads them all. */
    private static final int TIMERS = Integer.getInteger("bench.waiting", 200_000);

    /** The application as it is. */
    static class Ours extends ServedLives {

        @Autowired
        DataSource database;

        void fill() {
            WaitingTimers.fill(new JdbcTemplate(database), TIMERS, Timestamp.from(clock.instant()));
        }
    }

    /** The same with what the starter sets when nobody sets anything. */
    @TestPropertySource(
            properties = {
                "camunda.bpm.history-level=full",
                "camunda.bpm.authorization.authorization-check-revokes=auto",
                "camunda.bpm.generic-properties.properties.ensure-job-due-date-not-null=false",
                "camunda.bpm.generic-properties.properties.job-executor-acquire-by-due-date=false",
                "camunda.bpm.job-execution.core-pool-size=3",
                "camunda.bpm.job-execution.max-pool-size=10",
                "camunda.bpm.job-execution.queue-capacity=3",
                "camunda.bpm.job-execution.max-jobs-per-acquisition=3",
                "camunda.bpm.job-execution.wait-time-in-millis=5000",
                "camunda.bpm.job-execution.max-wait=60000",
                "camunda.bpm.job-execution.backoff-time-in-millis=0"
            })
    static class Starter extends Ours {

        void dropOurIndexes() {
            JdbcTemplate jdbc = new JdbcTemplate(database);
            jdbc.queryForList("select indexname from pg_indexes where indexname like 'polisflow_idx_%'", String.class)
                    .forEach(index -> jdbc.execute("drop index " + index));
        }
    }

    @Test
    void wholeLivesPerSecondBesideTheStartersSettings() throws Exception {
        Ours ours = ServedLives.start(new Ours());
        Starter starter = ServedLives.start(new Starter());
        starter.dropOurIndexes();
        ours.fill();
        starter.fill();
        Contestant product = ours.serve("Polisflow");
        Contestant stock = starter.serve("with the starter's settings of the engine");
        Turns.take(CpuMeter.of(ours.database), 1, 5, product, stock);
        Report.settings(ours.getClass(), ours.engine());
        Report.settings(starter.getClass(), starter.engine());
        Report.add(Row.of(
                        getClass(),
                        String.format(
                                Locale.ROOT,
                                "whole lives, %d at once, %,d timers waiting",
                                ServedLives.AT_ONCE,
                                TIMERS),
                        Unit.PER_SECOND,
                        product,
                        stock)
                .atLeast(1.3)
                .note(
                        "jobs run by the job executor; the starter's settings: no due date for jobs that need none, acquisition in no"
                                + " order, stock indexes, poll pauses of 5 to 60 s, revokes looked for."));
    }
}
