package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.TwoDatabases.Switch;
import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.process.ProcessTest;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/** What one acquisition of due jobs costs on PostgreSQL with a million timers waiting, beside ten thousand. */
@ContextConfiguration(initializers = TwoDatabases.class)
@Import(TwoDatabases.Switched.class)
class AcquisitionBench extends ProcessTest {

    private static final int FEW = 10_000;
    private static final int MANY = Integer.getInteger("bench.timers", 1_000_000);
    private static final int ACQUISITIONS = 100;
    private static final int WARM_UP = 3;

    /** A round takes a fifth of a second, in which a checkpoint or a neighbour can be all of it. */
    private static final int ROUNDS = 25;

    /** All that the table and its indexes had read from the cache or from the disk. */
    private static final String READ =
            """
            select heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read from pg_statio_user_tables
            where relname = 'act_ru_job'""";

    @Autowired
    private DataSource dataSource;

    private final List<Double> buffersOfMany = new ArrayList<>();
    private final List<Double> buffersOfFew = new ArrayList<>();

    @AfterEach
    void backToTheSmallOne() {
        ((Switch) dataSource).close();
    }

    private static void fill(String database, int waiting, Timestamp now) {
        JdbcTemplate jdbc = new JdbcTemplate(TwoDatabases.direct(database));
        WaitingTimers.fill(jdbc, waiting, now);
        WaitingTimers.due(jdbc, 1000, now);
    }

    private void acquire() {
        ProcessEngineConfigurationImpl in = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        JobExecutor executor = in.getJobExecutor();
        assertThat(in.getCommandExecutorTxRequired()
                        .execute(new AcquireJobsCmd(executor))
                        .getNumberOfJobsAttemptedToAcquire())
                .isEqualTo(executor.getMaxJobsPerAcquisition());
    }

    private Contestant turn(String name, String database, List<Double> buffers) {
        JdbcTemplate direct = new JdbcTemplate(TwoDatabases.direct(database));
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        long[] before = {0};
        return Contestant.each(name, ACQUISITIONS, this::acquire)
                .before(() -> {
                    ((Switch) dataSource).to(database);
                    before[0] = direct.queryForObject(READ, Long.class);
                })
                .after(() -> {
                    jdbc.queryForList("select pg_stat_force_next_flush()");
                    buffers.add((direct.queryForObject(READ, Long.class) - before[0]) / (double) ACQUISITIONS);
                    // They are due again for the next round.
                    direct.update(
                            "update act_ru_job set lock_owner_ = null, lock_exp_time_ = null where lock_owner_ is not null");
                    direct.execute("vacuum act_ru_job");
                });
    }

    @Test
    void anAcquisitionWithAMillionTimersBesideTenThousand() throws Exception {
        TwoDatabases.copy();
        Timestamp now = Timestamp.from(clock.instant());
        fill(TwoDatabases.SMALL, FEW, now);
        fill(TwoDatabases.LARGE, MANY, now);
        Contestant many = turn("Polisflow", TwoDatabases.LARGE, buffersOfMany);
        Contestant few = turn(few(), TwoDatabases.SMALL, buffersOfFew);
        Turns.take(CpuMeter.of(TwoDatabases.direct(TwoDatabases.LARGE)), WARM_UP, ROUNDS, many, few);
        Report.settings(getClass(), engine);
        String what = String.format(Locale.ROOT, "an acquisition with %,d timers waiting", MANY);
        Report.add(Row.of(getClass(), what, Unit.MILLIS, many, few)
                .atMost(1.1)
                .note("jobs that are due are there each time, are found by the index of due dates and locked."));
        Report.add(Row.of(
                        getClass(),
                        what,
                        Unit.BUFFERS,
                        "Polisflow",
                        counted(buffersOfMany),
                        few(),
                        counted(buffersOfFew))
                .atMost(1.1));
    }

    /** Without those of the rounds to warm up. */
    private static List<Double> counted(List<Double> buffers) {
        return buffers.subList(WARM_UP, buffers.size());
    }

    private static String few() {
        return String.format(Locale.ROOT, "%,d timers", FEW);
    }
}
