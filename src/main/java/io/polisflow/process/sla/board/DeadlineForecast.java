package io.polisflow.process.sla.board;

import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.process.sla.board.BoardFilter.Kind;
import io.polisflow.process.sla.board.Forecast.Due;
import io.polisflow.process.sla.board.Forecast.Rate;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Foretells for each group what will be overdue by the end of the day and of the week, at the rate of its last five working days. */
@Service
@Transactional(readOnly = true)
public class DeadlineForecast {

    /** Working days before today over which the rate is taken. */
    public static final int DAYS = 5;

    /** By what the forecast can be narrowed without parting a queue from those who work on it. */
    public static final List<Cut> CUTS = List.of(Cut.GROUP, Cut.BRANCH);

    private final NamedParameterJdbcTemplate jdbc;
    private final WorkingCalendars calendars;
    private final Clock clock;

    DeadlineForecast(NamedParameterJdbcTemplate jdbc, WorkingCalendars calendars, Clock clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** The queue of a group as far as the end of the week; deadlines to the minute. */
    private record Queue(long overdue, TreeMap<Instant, Long> due) {

        private Queue() {
            this(0, new TreeMap<>());
        }

        List<Due> inOrder() {
            return due.entrySet().stream()
                    .map(each -> new Due(each.getKey(), each.getValue()))
                    .toList();
        }
    }

    /** @return those with most to become overdue first; of the filter only {@link #CUTS} count */
    public List<GroupForecast> groups(BoardFilter filter, Sight sight) {
        Map<Cut, String> cuts = new LinkedHashMap<>(filter.cuts());
        cuts.keySet().retainAll(CUTS);
        BoardFilter asked = new BoardFilter(Kind.TASK, cuts, null, null, null);
        LocalDate today = LocalDate.now(clock);
        Instant now = clock.instant();
        Instant tomorrow = start(today.plusDays(1));
        Instant monday = start(today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)));
        WorkingTime time = calendars.country();
        Instant from = start(daysBack(time, today));
        Duration worked = time.between(from, start(today));
        Map<String, Long> done = done(asked, sight, from, start(today));
        Map<String, Queue> queues = queues(asked, sight, now, monday);
        List<GroupForecast> groups = new ArrayList<>();
        queues.forEach((group, queue) -> {
            long rate = done.getOrDefault(group, 0L);
            Forecast forecast = rate == 0 || worked.isZero()
                    ? null
                    : Forecast.of(
                            queue.overdue(),
                            queue.inOrder(),
                            new Rate(rate, worked),
                            due -> time.between(now, due),
                            tomorrow,
                            monday);
            long dueThisWeek =
                    queue.due().values().stream().mapToLong(Long::longValue).sum();
            groups.add(new GroupForecast(group, rate, queue.overdue(), dueThisWeek, forecast));
        });
        groups.sort(Comparator.<GroupForecast>comparingLong(
                        each -> each.forecast() == null ? -1 : each.forecast().week())
                .thenComparingLong(GroupForecast::overdue)
                .reversed()
                .thenComparing(each -> Objects.toString(each.group(), "")));
        return groups;
    }

    private static LocalDate daysBack(WorkingTime time, LocalDate today) {
        return Stream.iterate(today.minusDays(1), day -> day.minusDays(1))
                .filter(time::isWorkingDay)
                .limit(DAYS)
                .reduce((nearer, farther) -> farther)
                .orElseThrow();
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private Map<String, Long> done(BoardFilter asked, Sight sight, Instant from, Instant before) {
        EventSql sql = new EventSql(asked, sight);
        Map<String, Long> done = new HashMap<>();
        jdbc.query(
                "select e.task_group as group_, count(*) as tasks_" + sql.from()
                        + " where e.kind = 'TASK_COMPLETED' and e.at_ >= :from and e.at_ < :before" + sql.narrowed()
                        + " group by e.task_group",
                sql.values().addValue("from", BoardSql.moment(from)).addValue("before", BoardSql.moment(before)),
                row -> {
                    done.put(row.getString("group_"), row.getLong("tasks_"));
                });
        return done;
    }

    /** A task whose clock stands still is in nobody's queue. */
    private Map<String, Queue> queues(BoardFilter asked, Sight sight, Instant now, Instant monday) {
        BoardSql sql = new BoardSql(asked, sight, now);
        Map<String, Queue> queues = new HashMap<>();
        jdbc.query(
                "select group_, due_, count(*) as tasks_ from (select d.task_group as group_,"
                        + " case when d.due_at >= :now then date_trunc('minute', d.due_at) end as due_" + BoardSql.FROM
                        + sql.where() + " and d.paused_at is null and d.due_at < :monday) d group by group_, due_",
                sql.values().addValue("monday", BoardSql.moment(monday)),
                row -> {
                    Instant due = OpenDeadlines.instant(row, "due_");
                    long tasks = row.getLong("tasks_");
                    String group = row.getString("group_");
                    Queue queue = queues.computeIfAbsent(group, any -> new Queue());
                    if (due == null) {
                        queues.put(group, new Queue(tasks, queue.due()));
                    } else {
                        queue.due().merge(due, tasks, Long::sum);
                    }
                });
        return queues;
    }
}
