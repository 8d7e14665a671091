package io.polisflow.crm.worklog;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How much work was open and overdue at the end of each day, from what has ended since and what is open now: nothing older is read.
 *
 * <p>A task that has ended counts with the deadline that it had at its end, an open one with its present one.
 */
@Service
@Transactional(readOnly = true)
public class WorkTrend {

    private static final int NEVER = 99_999_999;

    private final NamedParameterJdbcTemplate jdbc;
    private final Clock clock;

    WorkTrend(NamedParameterJdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param done tasks completed on the day; {@code open} and {@code overdue} at its end, of today at this moment */
    public record Day(LocalDate day, long open, long done, long overdue) {}

    /** Tasks that began, ended and were due on the same days, written like 20261124; {@code late} of them are overdue now. */
    private record Bundle(int began, int ended, int due, long tasks, long completed, long late) {

        boolean isOpenAtTheEndOf(int day) {
            return began <= day && ended > day;
        }
    }

    /** @return that many days, the last is today */
    public List<Day> of(int days, WorkSelection selection) {
        LocalDate today = LocalDate.now(clock);
        List<Bundle> bundles = selection.isEmpty() ? List.of() : bundles(today.minusDays(days - 1L), selection);
        List<Day> trend = new ArrayList<>();
        for (LocalDate day = today.minusDays(days - 1L); !day.isAfter(today); day = day.plusDays(1)) {
            trend.add(day(day, day.equals(today), bundles));
        }
        return trend;
    }

    private static Day day(LocalDate day, boolean today, List<Bundle> bundles) {
        int number = number(day);
        long open = 0;
        long done = 0;
        long overdue = 0;
        for (Bundle bundle : bundles) {
            if (bundle.ended() == number) {
                done += bundle.completed();
            }
            if (bundle.isOpenAtTheEndOf(number)) {
                open += bundle.tasks();
                if (today) {
                    overdue += bundle.late();
                } else if (bundle.due() <= number) {
                    overdue += bundle.tasks();
                }
            }
        }
        return new Day(day, open, done, overdue);
    }

    private static int number(LocalDate day) {
        return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
    }

    private List<Bundle> bundles(LocalDate first, WorkSelection selection) {
        ZoneId zone = clock.getZone();
        MapSqlParameterSource values = selection
                .values()
                .addValue("from", Timestamp.from(first.atStartOfDay(zone).toInstant()))
                .addValue("now", Timestamp.from(clock.instant()));
        List<Bundle> bundles = read(
                "select " + day("began_at") + " as began, " + day("at_") + " as ended, " + day("due_at")
                        + " as due, case when kind = 'TASK_COMPLETED' then 1 else 0 end as completed, 0 as late"
                        + " from work_event where kind in ('TASK_COMPLETED', 'TASK_CANCELLED') and at_ >= :from"
                        + " and began_at is not null" + selection.condition("assignee"),
                values);
        bundles.addAll(read(
                "select " + day("began_at") + " as began, " + NEVER + " as ended, " + day("due_at")
                        + " as due, 0 as completed, case when due_at < :now and paused_at is null then 1 else 0 end as late"
                        + " from deadline where kind = 'TASK'" + selection.condition("assignee"),
                values));
        return bundles;
    }

    private List<Bundle> read(String tasks, MapSqlParameterSource values) {
        return new ArrayList<>(jdbc.query(
                "select began, ended, due, count(*) as tasks, sum(completed) as completed, sum(late) as late from ("
                        + tasks + ") t group by began, ended, due",
                values,
                (row, i) -> new Bundle(
                        row.getInt("began"),
                        row.getInt("ended"),
                        row.getInt("due"),
                        row.getLong("tasks"),
                        row.getLong("completed"),
                        row.getLong("late"))));
    }

    /** @return the day of a moment in the insurer's zone as a number, of no moment a day that never comes */
    private String day(String column) {
        String local = column + " at time zone '" + clock.getZone().getId() + "'";
        return "coalesce(cast(extract(year from %1$s) * 10000 + extract(month from %1$s) * 100 + extract(day from %1$s) as integer), %2$d)"
                .formatted(local, NEVER);
    }
}
