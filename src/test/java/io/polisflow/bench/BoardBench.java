package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

/**
 * The dashboard of deadlines with 100,000 open tasks and 5,000,000 events of two years on PostgreSQL, beside the same figures asked by
 * hand: one statement with grouping sets, one page of tasks, two statements for the 90 days.
 *
 * <p>{@code -Dbench.tasks=10000 -Dbench.events=500000} makes a smaller one.
 */
@ContextConfiguration(initializers = Postgres.class)
@AutoConfigureMockMvc
class BoardBench extends ProcessTest {

    private static final int TASKS = Integer.getInteger("bench.tasks", 100_000);
    private static final int EVENTS = Integer.getInteger("bench.events", 5_000_000);
    private static final int ROUNDS = 15;
    private static final Path REPORT = Path.of("target", "bench-board.md");

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
    private MockMvc web;

    @Autowired
    private DeadlineBoard board;

    @Autowired
    private OpenDeadlines deadlines;

    @Autowired
    private DeadlineTrend trend;

    @Autowired
    private DeadlineForecast forecast;

    private interface Work {
        void run() throws Exception;
    }

    private static double median(Work work) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int round = -3; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            work.run();
            if (round >= 0) {
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return millis.stream().sorted().toList().get(ROUNDS / 2);
    }

    private void fill() {
        Object now = java.sql.Timestamp.from(clock.instant());
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

    private double bare() throws Exception {
        Object now = java.sql.Timestamp.from(clock.instant());
        return median(() -> {
            for (String sql : BARE) {
                Object[] values =
                        sql.chars().filter(c -> c == '?').mapToObj(c -> now).toArray();
                jdbc.query(sql, row -> {}, values);
            }
        });
    }

    @Test
    void theDashboardBesideBareSql() throws Exception {
        fill();
        BoardFilter all = BoardFilter.of(Kind.TASK);
        double bare = bare();
        double counted = median(() -> board.read(all, Sight.ALL));
        double listed = median(() -> deadlines.page(all, Sight.ALL, Order.DUE, false, PageRequest.of(0, 25)));
        double foretold = median(() -> forecast.groups(all, Sight.ALL));
        double kept = median(() -> trend.days(all, Sight.ALL));
        double read = median(() -> {
            // What was kept of the past is read anew.
            clock.move(Duration.ofMinutes(11));
            trend.days(all, Sight.ALL);
        });
        double first = median(() -> {
            clock.move(Duration.ofMinutes(11));
            page("/crm/deadlines");
        });
        double again = median(() -> page("/crm/deadlines"));
        double narrowed = median(() -> page("/crm/deadlines?group=lawyers&state=overdue"));
        List<String> lines = List.of(
                String.format(
                        Locale.ROOT,
                        "| %,d open tasks, %,d events | median, ms | to bare SQL of the same figures (%.0f ms) |",
                        TASKS,
                        EVENTS,
                        bare),
                "| --- | --- | --- |",
                line("the page, 90 days of history read anew", first, bare),
                line("the page, refreshed", again, bare),
                line("the page, one group and what is overdue", narrowed, bare),
                line("of it: counts and breakdowns", counted, bare),
                line("of it: the list", listed, bare),
                line("of it: the 90 days read anew", read, bare),
                line("of it: the 90 days, the past kept", kept, bare),
                line("of it: the forecast", foretold, bare));
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, lines);
        lines.forEach(System.out::println);
    }

    private static String line(String what, double millis, double bare) {
        return String.format(Locale.ROOT, "| %s | %.0f | %.2f |", what, millis, millis / bare);
    }
}
