package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.bench.harness.Work;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.sla.board.BoardFilter;
import io.polisflow.process.sla.board.BoardFilter.Kind;
import io.polisflow.process.sla.board.DeadlineBoard;
import io.polisflow.process.sla.board.DeadlineForecast;
import io.polisflow.process.sla.board.DeadlineTrend;
import io.polisflow.process.sla.board.OpenDeadline.Order;
import io.polisflow.process.sla.board.OpenDeadlines;
import io.polisflow.process.sla.board.Sight;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

/**
 * The dashboard of deadlines with 100,000 open tasks and 3,000,000 events of two years on PostgreSQL, beside the same figures asked by
 * hand: one statement with grouping sets, one page of tasks, two statements for the 90 days.
 *
 * <p>{@code -Dbench.tasks=10000 -Dbench.events=500000} makes a smaller one.
 */
@ContextConfiguration(initializers = Postgres.class)
@AutoConfigureMockMvc
class BoardBench extends ProcessTest {

    private static final int TASKS = Integer.getInteger("bench.tasks", 100_000);
    private static final int EVENTS = Integer.getInteger("bench.events", 3_000_000);
    private static final int ROUNDS = 5;

    private static final String TASK_ROWS =
            """
            insert into deadline (id, kind, subject, deal_number, owner, process, model_version, element, name, task_group, assignee,
              product, client_class, priority, calendar, finish_hours, warning_share, table_row, fixed, began_at, taken_at, clock_from,
              spent_hours, extra_hours, take_by, warn_at, due_at, level, lock_version)
            select 100000000 + i, 'TASK', 'bench-' || i, 'D-' || i / 2, 'owner' || i % 120, 'process-' || i % 9, 1, 'Task_' || i % 45,
              'Задача ' || i % 45, (array['sales', 'underwriters', 'lawyers', 'heads'])[1 + i % 4],
              case when i % 10 < 7 then 'user' || i % 200 end, 'product-' || i % 6,
              (array['micro', 'small', 'medium', 'large'])[1 + i % 4], case when i % 20 = 0 then 'urgent' else 'normal' end, 'ru', 8, 0.5,
              case when i % 50 > 0 then 'row-' || i % 30 end, false, due - interval '5 days',
              case when i % 10 < 7 then due - interval '4 days' end, due - interval '5 days', 0, 0, due - interval '4 days',
              due - interval '12 hours', due, 0, 0
            from (select i, cast(? as timestamptz) + (i * 7919 % 31680 - 2880) * interval '1 minute' as due
              from generate_series(1, ?) i) t""";

    private static final String EVENT_ROWS =
            """
            insert into work_event (id, at_, kind, process, model_version, instance_id, element, task_id, deal_number, assignee, task_group,
              began_at, due_at)
            select 1000000000 + i, at, kind, 'process-' || i % 9, 1, 'instance-' || i / 20, 'Task_' || i % 45, 'task-' || i / 4,
              'D-' || i / 40, 'user' || i % 200, (array['sales', 'underwriters', 'lawyers', 'heads'])[1 + i % 4],
              case when kind = 'TASK_COMPLETED' then at - interval '2 days' end,
              case when kind = 'TASK_COMPLETED' then at + (i % 10 - 2) * interval '6 hours' end
            from (select i, cast(? as timestamptz) - interval '730 days' * (cast(? - i as double precision) / ?) as at,
              (array['TASK_CREATED', 'TASK_TAKEN', 'TASK_COMPLETED', 'STEP_DONE', 'STEP_DONE', 'STAGE_ENTERED', 'STAGE_LEFT',
                'INSTANCE_STARTED'])[1 + i % 8] as kind from generate_series(1, ?) i) t""";

    private static final String STATES =
            """
            count(*), count(*) filter (where paused_at is null and warn_at > ? and due_at >= ?),
            count(*) filter (where paused_at is null and warn_at <= ? and due_at >= ?),
            count(*) filter (where paused_at is null and due_at < ?), count(*) filter (where paused_at is not null),
            count(*) filter (where take_by < ? and taken_at is null), count(*) filter (where table_row is null and not fixed)""";

    private static final List<String> BARE = List.of(
            "select process, element, task_group, assignee, product, client_class, priority, " + STATES
                    + " from deadline where kind = 'TASK' group by grouping sets ((process), (process, element), (task_group), (assignee),"
                    + " (product), (client_class), (priority), ())",
            "select count(*) from deadline where kind = 'TASK' and ?::timestamptz is not null",
            "select * from deadline where kind = 'TASK' and ?::timestamptz is not null order by due_at limit 25",
            "select (at_ at time zone 'Europe/Moscow')::date, kind, case when due_at < at_ then (due_at at time zone 'Europe/Moscow')::date"
                    + " end, count(*) from work_event where kind in ('TASK_CREATED', 'TASK_COMPLETED', 'TASK_CANCELLED')"
                    + " and at_ >= ?::timestamptz - interval '90 days' group by 1, 2, 3",
            "select case when paused_at is null and due_at < ? then (due_at at time zone 'Europe/Moscow')::date end, count(*)"
                    + " from deadline where kind = 'TASK' group by 1",
            "select task_group, count(*) from work_event where kind = 'TASK_COMPLETED' and at_ >= ?::timestamptz - interval '7 days'"
                    + " group by 1",
            "select task_group, date_trunc('minute', due_at), count(*) from deadline where kind = 'TASK' and paused_at is null"
                    + " and due_at < ?::timestamptz + interval '6 days' group by 1, 2");

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DataSource database;

    @Autowired
    private MockMvc web;

    @Autowired
    private DeadlineBoard board;

    @Autowired
    private OpenDeadlines deadlines;

    @Autowired
    private DeadlineTrend trend;

    @Autowired
    private DeadlineForecast forecast;

    private void fill() {
        Object now = Timestamp.from(clock.instant());
        jdbc.update(TASK_ROWS, now, TASKS);
        jdbc.update(EVENT_ROWS, now, EVENTS, EVENTS, EVENTS);
        jdbc.execute("vacuum analyze deadline");
        jdbc.execute("vacuum analyze work_event");
    }

    private void page(String address) throws Exception {
        String page = web.perform(get(address).with(user("supervisor").roles("supervisors")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains("Последние 90 дней", "Прогноз");
    }

    private void bare() {
        Object now = Timestamp.from(clock.instant());
        for (String sql : BARE) {
            Object[] values =
                    sql.chars().filter(c -> c == '?').mapToObj(c -> now).toArray();
            jdbc.query(sql, row -> {}, values);
        }
    }

    /** What was kept of the past is read anew. */
    private void forgetThePast() {
        clock.move(Duration.ofMinutes(11));
    }

    @Test
    void theDashboardBesideBareSql() throws Exception {
        fill();
        BoardFilter all = BoardFilter.of(Kind.TASK);
        Contestant bare = Contestant.each("bare SQL of all its figures", 1, this::bare);
        Map<String, Contestant> parts = new LinkedHashMap<>();
        parts.put(
                "the page, 90 days of history read anew",
                ours(() -> page("/crm/deadlines")).before(this::forgetThePast));
        parts.put("the page, refreshed", ours(() -> page("/crm/deadlines")).before(() -> trend.days(all, Sight.ALL)));
        parts.put(
                "the page, one group and what is overdue",
                ours(() -> page("/crm/deadlines?group=lawyers&state=overdue")));
        parts.put("of it: counts and breakdowns", ours(() -> board.read(all, Sight.ALL)));
        parts.put(
                "of it: the list", ours(() -> deadlines.page(all, Sight.ALL, Order.DUE, false, PageRequest.of(0, 25))));
        parts.put(
                "of it: the 90 days read anew",
                ours(() -> trend.days(all, Sight.ALL)).before(this::forgetThePast));
        parts.put(
                "of it: the 90 days, the past kept",
                ours(() -> trend.days(all, Sight.ALL)).before(() -> trend.days(all, Sight.ALL)));
        parts.put("of it: the forecast", ours(() -> forecast.groups(all, Sight.ALL)));
        List<Contestant> turns = new ArrayList<>(parts.values());
        turns.add(bare);
        Turns.take(CpuMeter.of(database), 2, ROUNDS, turns.toArray(Contestant[]::new));
        Report.settings(getClass(), engine);
        String size = String.format(Locale.ROOT, "board of %,d open tasks, %,d events: ", TASKS, EVENTS);
        parts.forEach((what, ours) -> Report.add(Row.of(getClass(), size + what, Unit.MILLIS, ours, bare)));
    }

    private static Contestant ours(Work work) {
        return Contestant.each("Polisflow", 1, work);
    }
}
