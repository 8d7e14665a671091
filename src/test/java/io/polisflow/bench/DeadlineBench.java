package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.sla.Recalculation;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * Open tasks counted anew per second on PostgreSQL after a calendar edit, each with its row, its dates in the engine and in the engine's
 * history and an event, beside a bare batch of updates of as many due dates; only their ratio means anything.
 *
 * <p>{@code -Dbench.tasks=5000} makes a smaller one.
 */
@ContextConfiguration(initializers = Postgres.class)
@TestPropertySource(properties = "polisflow.calendars.recheck=0s")
class DeadlineBench extends ProcessTest {

    private static final int TASKS = Integer.getInteger("bench.tasks", 100_000);
    private static final int ROUNDS = 3;
    private static final int BATCH = 1000;
    private static final String CALENDAR = "bench";

    private static final String ENGINE =
            """
            insert into ACT_RU_TASK (ID_, REV_, EXECUTION_ID_, PROC_INST_ID_, PROC_DEF_ID_, NAME_, TASK_DEF_KEY_, PRIORITY_, CREATE_TIME_,
              DUE_DATE_, FOLLOW_UP_DATE_, SUSPENSION_STATE_, TASK_STATE_)
            select 'bench-' || g, 1, EXECUTION_ID_, PROC_INST_ID_, PROC_DEF_ID_, NAME_, TASK_DEF_KEY_, PRIORITY_, CREATE_TIME_,
              DUE_DATE_, FOLLOW_UP_DATE_, SUSPENSION_STATE_, TASK_STATE_
            from ACT_RU_TASK, generate_series(1, ?) g where ID_ = ?""";
    private static final String HISTORY =
            """
            insert into ACT_HI_TASKINST (ID_, TASK_DEF_KEY_, PROC_DEF_KEY_, PROC_DEF_ID_, ROOT_PROC_INST_ID_, PROC_INST_ID_,
              EXECUTION_ID_, ACT_INST_ID_, NAME_, PRIORITY_, START_TIME_, DUE_DATE_, FOLLOW_UP_DATE_, TASK_STATE_)
            select 'bench-' || g, TASK_DEF_KEY_, PROC_DEF_KEY_, PROC_DEF_ID_, ROOT_PROC_INST_ID_, PROC_INST_ID_,
              EXECUTION_ID_, ACT_INST_ID_, NAME_, PRIORITY_, START_TIME_, DUE_DATE_, FOLLOW_UP_DATE_, TASK_STATE_
            from ACT_HI_TASKINST, generate_series(1, ?) g where ID_ = ?""";
    private static final String ROWS =
            """
            insert into deadline (id, kind, subject, deal_number, client_id, owner, process, model_version, instance_id, element, name,
              task_group, priority, calendar, take_hours, finish_hours, warning_share, table_row, table_version, fixed, began_at,
              clock_from, spent_hours, paused_ms, extra_hours, take_by, warn_at, due_at, level, lock_version)
            select nextval('deadline_seq'), kind, 'bench-' || g, deal_number, client_id, owner, process, model_version, instance_id,
              element, name, task_group, priority, ?, take_hours, 27, warning_share, table_row, table_version, false,
              began_at + (g % 400) * interval '1 minute', clock_from + (g % 400) * interval '1 minute', 0, 0, 0, take_by, warn_at,
              due_at, 0, 0
            from deadline, generate_series(1, ?) g where kind = 'TASK' and subject = ?""";

    @Autowired
    private Recalculation recalculation;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcTemplate jdbc;

    private void openTasks() {
        String deal = dealOf(webForm(freshInn()));
        propose(deal, 0);
        Task task = task(deal, ProposalApproval.TASK_CHECK_TARIFF);
        jdbc.update("insert into calendar (code, name, revision) values (?, 'Замер', 1)", CALENDAR);
        jdbc.update(
                "insert into calendar_year (calendar, year_, source, provisional, lock_version) values (?, 2026, 'Замер', false, 0)",
                CALENDAR);
        jdbc.update(ENGINE, TASKS, task.getId());
        jdbc.update(HISTORY, TASKS, task.getId());
        jdbc.update(ROWS, CALENDAR, TASKS, task.getId());
        jdbc.execute("analyze");
        recount();
    }

    /** A day off in the middle of the week comes or goes. */
    private void edit(boolean off) {
        if (off) {
            jdbc.update(
                    "insert into calendar_day (calendar, year_, on_day, kind, provisional) values (?, 2026, date '2026-11-26', 'OFF', false)",
                    CALENDAR);
        } else {
            jdbc.update("delete from calendar_day where calendar = ?", CALENDAR);
        }
        jdbc.update("update calendar set revision = revision + 1 where code = ?", CALENDAR);
    }

    private void recount() {
        transaction.executeWithoutResult(status -> recalculation.follow(CALENDAR));
    }

    private void bare(Instant due) {
        Timestamp moment = Timestamp.from(due);
        List<Integer> numbers = IntStream.rangeClosed(1, TASKS).boxed().toList();
        transaction.executeWithoutResult(status -> jdbc.batchUpdate(
                "update ACT_RU_TASK set DUE_DATE_ = ? where ID_ = ?", numbers, BATCH, (row, number) -> {
                    row.setTimestamp(1, moment);
                    row.setString(2, "bench-" + number);
                }));
    }

    private int moved() {
        return jdbc.queryForObject("select count(*) from work_event where kind = 'DEADLINE_MOVED'", Integer.class);
    }

    @Test
    void openTasksCountedAnewPerSecondAfterACalendarEdit() throws Exception {
        openTasks();
        int before = moved();
        boolean[] off = {false};
        int[] round = {0};
        Contestant ours = Contestant.whole("Polisflow", TASKS, this::recount).before(() -> {
            off[0] = !off[0];
            edit(off[0]);
        });
        Contestant bare = Contestant.whole(
                "bare updates of as many due dates",
                TASKS,
                () -> bare(clock.instant().plusSeconds(round[0]++)));
        Turns.take(CpuMeter.of(database), 1, ROUNDS, ours, bare);
        assertThat((moved() - before) % TASKS).as("every one of them moved").isZero();
        assertThat(moved() - before).isGreaterThanOrEqualTo(TASKS * 2);
        Report.settings(getClass(), engine);
        Report.add(Row.of(
                        getClass(),
                        String.format(Locale.ROOT, "open tasks counted anew after a calendar edit, %,d", TASKS),
                        Unit.PER_SECOND,
                        ours,
                        bare)
                .note(
                        "each with its row, its dates in the engine and in the engine's history and an event: four rows are"
                                + " written for each of the yardstick's one."));
    }
}
