package io.polisflow.process.sla.board;

import io.polisflow.process.sla.board.BoardFilter.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells how many tasks were open, overdue, done in time and done late on each of the last 90 days.
 *
 * <p>What was open is counted back from what is open now by what began and ended since; what was overdue, by the deadline that a task
 * had when it ended. What has happened before today does not change any more and is kept for a while.
 */
@Service
@Transactional(readOnly = true)
public class DeadlineTrend {

    /** Today included. */
    public static final int DAYS = 90;

    /** By what the history can be narrowed: it does not know the rest. */
    public static final List<Cut> CUTS = List.of(Cut.PROCESS, Cut.STEP, Cut.GROUP, Cut.BRANCH);

    /** A transaction of yesterday may have been written a moment after midnight. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final int MOST_KEPT = 100;

    private final NamedParameterJdbcTemplate jdbc;
    private final Clock clock;
    private final Map<BoardFilter, Map<Sight, Past>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BoardFilter, Map<Sight, Past>> eldest) {
            return size() > MOST_KEPT;
        }
    };

    DeadlineTrend(NamedParameterJdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param due the day of its deadline when it ended late, else null */
    private record Happened(LocalDate day, String kind, LocalDate due, long tasks) {}

    private record Past(LocalDate today, Instant read, List<Happened> events) {}

    /** @return the oldest day first; of the filter only {@link #CUTS} count */
    public List<TrendDay> days(BoardFilter filter, Sight sight) {
        Map<Cut, String> cuts = new LinkedHashMap<>(filter.cuts());
        cuts.keySet().retainAll(CUTS);
        BoardFilter asked = new BoardFilter(Kind.TASK, cuts, null, null, null);
        LocalDate today = LocalDate.now(clock);
        List<Happened> events = new ArrayList<>(past(asked, sight, today));
        events.addAll(read(asked, sight, today, today.plusDays(1)));
        return count(today, openByDue(asked, sight), events);
    }

    private List<Happened> past(BoardFilter asked, Sight sight, LocalDate today) {
        Instant now = clock.instant();
        synchronized (kept) {
            Past past = kept.getOrDefault(asked, Map.of()).get(sight);
            if (past != null
                    && past.today().equals(today)
                    && !now.isBefore(past.read())
                    && now.isBefore(past.read().plus(KEPT))) {
                return past.events();
            }
        }
        List<Happened> events = read(asked, sight, today.minusDays(DAYS - 1L), today);
        synchronized (kept) {
            kept.computeIfAbsent(asked, any -> new LinkedHashMap<>()).put(sight, new Past(today, now, events));
        }
        return events;
    }

    private List<Happened> read(BoardFilter asked, Sight sight, LocalDate from, LocalDate before) {
        EventSql sql = new EventSql(asked, sight);
        return jdbc.query(
                "select day_, kind_, due_, count(*) as tasks_ from (select " + day("e.at_")
                        + " as day_, e.kind as kind_, case when e.due_at < e.at_ then " + day("e.due_at")
                        + " end as due_" + sql.from()
                        + " where e.kind in ('TASK_CREATED', 'TASK_COMPLETED', 'TASK_CANCELLED')"
                        + " and e.at_ >= :from and e.at_ < :before" + sql.narrowed()
                        + ") e group by day_, kind_, due_",
                sql.values()
                        .addValue("from", from.atStartOfDay(clock.getZone()).toOffsetDateTime())
                        .addValue("before", before.atStartOfDay(clock.getZone()).toOffsetDateTime()),
                (row, i) -> new Happened(
                        date(row, "day_"), row.getString("kind_"), date(row, "due_"), row.getLong("tasks_")));
    }

    /** @return day of the deadline → tasks that are open and overdue; null → those that are not */
    private Map<LocalDate, Long> openByDue(BoardFilter asked, Sight sight) {
        BoardSql sql = new BoardSql(asked, sight, clock.instant());
        MapSqlParameterSource values = sql.values();
        Map<LocalDate, Long> open = new LinkedHashMap<>();
        jdbc.query(
                "select due_, count(*) as tasks_ from (select case when d.paused_at is null and d.due_at < :now then "
                        + day("d.due_at") + " end as due_" + BoardSql.FROM + sql.where() + ") d group by due_",
                values,
                row -> {
                    open.put(date(row, "due_"), row.getLong("tasks_"));
                });
        return open;
    }

    private String day(String column) {
        return "cast(" + column + " at time zone '" + clock.getZone().getId() + "' as date)";
    }

    private static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static List<TrendDay> count(LocalDate today, Map<LocalDate, Long> openByDue, List<Happened> events) {
        LocalDate first = today.minusDays(DAYS - 1L);
        long[] change = new long[DAYS];
        long[] overdue = new long[DAYS + 1];
        long[] inTime = new long[DAYS];
        long[] late = new long[DAYS];
        openByDue.forEach((due, tasks) -> {
            if (due != null) {
                overdue[place(first, due)] += tasks;
            }
        });
        for (Happened event : events) {
            int place = place(first, event.day());
            boolean began = event.kind().equals("TASK_CREATED");
            change[place] += began ? event.tasks() : -event.tasks();
            if (event.kind().equals("TASK_COMPLETED")) {
                (event.due() == null ? inTime : late)[place] += event.tasks();
            }
            if (!began && event.due() != null) {
                overdue[place(first, event.due())] += event.tasks();
                overdue[place] -= event.tasks();
            }
        }
        long open = openByDue.values().stream().mapToLong(Long::longValue).sum();
        long[] atEnd = new long[DAYS];
        for (int i = DAYS - 1; i >= 0; i--) {
            atEnd[i] = Math.max(0, open);
            open -= change[i];
        }
        List<TrendDay> days = new ArrayList<>();
        long behind = 0;
        for (int i = 0; i < DAYS; i++) {
            behind += overdue[i];
            days.add(new TrendDay(first.plusDays(i), atEnd[i], behind, inTime[i], late[i]));
        }
        return days;
    }

    /** What was due before the first day was overdue from its beginning. */
    private static int place(LocalDate first, LocalDate day) {
        return (int) Math.min(DAYS, Math.max(0, day.toEpochDay() - first.toEpochDay()));
    }
}
