package io.polisflow.crm.worklog;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts and measures work from what was told of it, by the definitions of {@link WorkFigure}; the engine's history is never asked.
 *
 * <p>Each method is one or two statements over an index on the time, however many rows there are.
 */
@Service
@Transactional(readOnly = true)
public class WorkFigures {

    /** Who has a task, or had it that was given back. */
    static final String PERSON = "case when kind = 'TASK_RETURNED' then detail else assignee end";

    private static final String WITHIN = " and at_ >= :from and at_ < :to";

    private static final String COUNTED =
            "('TASK_CREATED', 'TASK_TAKEN', 'TASK_RETURNED', 'TASK_REASSIGNED', 'TASK_COMPLETED',"
                    + " 'TASK_CANCELLED', 'TASK_ESCALATED', 'DEADLINE_EXTENDED')";

    private static final String DONE = "('TASK_COMPLETED', 'STEP_DONE')";

    private final NamedParameterJdbcTemplate jdbc;

    WorkFigures(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What gets a line of its own. */
    public enum By {
        ALL(null, null),
        PROCESS("process", null),
        /** A step of a model, whatever its version. */
        STEP("process", "element"),
        GROUP("task_group", null),
        PERSON(WorkFigures.PERSON, null);

        private final String key;
        private final String element;

        By(String key, String element) {
            this.key = key;
            this.element = element;
        }

        private String columns() {
            return "select " + column(key) + " as key_, " + column(element) + " as element_, ";
        }

        private static String column(String expression) {
            return expression == null ? "cast(null as varchar(1))" : expression;
        }

        /** @param more the row is also told apart by, null for nothing */
        private String grouped(String more) {
            String columns =
                    Stream.of(key, element, more).filter(Objects::nonNull).collect(Collectors.joining(", "));
            return columns.isEmpty() ? "" : " group by " + columns;
        }
    }

    /**
     * Whose figures they are.
     *
     * @param key of the model or the group, or the person's login; null for work without a group, which nobody had, or for all
     * @param element of the model where {@link By#STEP} was asked for, else null
     */
    public record Key(String key, String element) {}

    /**
     * The figures of one line.
     *
     * @param name the step's last name in the alphabet of those it had, null unless steps were asked for
     */
    public record Line(Key key, String name, Counts counts, Times wall, Times office) {}

    /** See {@link WorkFigure} for what each counts. */
    public record Counts(
            long created,
            long taken,
            long completed,
            long returned,
            long reassigned,
            long cancelled,
            long escalated,
            long extended,
            long inTime,
            long late) {}

    /** How long completed tasks took; each null when none was completed. */
    public record Times(Spread waiting, Spread working, Spread total) {}

    /** @param median half took no longer; {@code most} nine of ten took no longer */
    public record Spread(Duration median, Duration most) {}

    /**
     * How a step of a model went.
     *
     * @param type as BPMN names it, e.g. {@code userTask}
     * @param cancelled passages that ended without being done; they are in no other number
     * @param took without stopped clocks, by the clock on the wall; null when none was done
     * @param waitingShare which part of all their time tasks waited for somebody, 0 to 1; null for what is no task or took no time
     */
    public record Step(
            String element, String type, String name, long done, long cancelled, Spread took, Double waitingShare) {}

    /** @return what of the work the signed-on person may be told: that on deals which they see, their own and their branch's */
    public static SightCondition seen(DealSight sight) {
        return sight.workInSql("work_event.deal_number", "work_event.client_id", "(" + PERSON + ")");
    }

    /** @return in no order; what has nothing to count has no line */
    public List<Line> lines(WorkPeriod period, WorkSelection selection, By by) {
        if (selection.isEmpty()) {
            return List.of();
        }
        String from = " from work_event where " + kindsAnd("kind in " + COUNTED, selection);
        Map<Key, Map<Kind, Long>> counts = new LinkedHashMap<>();
        Map<Key, long[]> punctual = new HashMap<>();
        Map<Key, String> names = new HashMap<>();
        MapSqlParameterSource values = values(period, selection);
        jdbc.query(
                by.columns()
                        + "max(name) as name_, kind, count(*) as n, sum(case when kind = 'TASK_COMPLETED' and at_ <= due_at then 1 else 0 end) as in_time,"
                        + " sum(case when kind = 'TASK_COMPLETED' and at_ > due_at then 1 else 0 end) as late" + from
                        + by.grouped("kind"),
                values,
                row -> {
                    Key key = key(row);
                    Kind kind = Kind.valueOf(row.getString("kind"));
                    counts.computeIfAbsent(key, each -> new HashMap<>()).merge(kind, row.getLong("n"), Long::sum);
                    long[] both = punctual.computeIfAbsent(key, each -> new long[2]);
                    both[0] += row.getLong("in_time");
                    both[1] += row.getLong("late");
                    if (by == By.STEP && row.getString("name_") != null) {
                        names.merge(
                                key, row.getString("name_"), (one, other) -> one.compareTo(other) > 0 ? one : other);
                    }
                });
        Map<Key, Times[]> times = times(by, values, selection);
        List<Line> lines = new ArrayList<>();
        counts.forEach((key, kinds) -> {
            Times[] both = times.getOrDefault(key, new Times[2]);
            lines.add(new Line(key, names.get(key), counts(kinds, punctual.get(key)), both[0], both[1]));
        });
        return lines;
    }

    private Map<Key, Times[]> times(By by, MapSqlParameterSource values, WorkSelection selection) {
        Map<Key, Times[]> times = new HashMap<>();
        String sql = by.columns()
                + spread("waited_ms", "waited") + ", " + spread("took_ms - waited_ms", "worked") + ", "
                + spread("took_ms", "took") + ", " + spread("waited_office_ms", "waited_office") + ", "
                + spread("took_office_ms - waited_office_ms", "worked_office") + ", "
                + spread("took_office_ms", "took_office")
                + " from work_event where " + kindsAnd("kind = 'TASK_COMPLETED'", selection) + by.grouped(null);
        jdbc.query(sql, values, row -> {
            times.put(key(row), new Times[] {
                new Times(spread(row, "waited"), spread(row, "worked"), spread(row, "took")),
                new Times(spread(row, "waited_office"), spread(row, "worked_office"), spread(row, "took_office"))
            });
        });
        return times;
    }

    /** @return every step of the model that ended in the period, tasks and all else, in no order */
    public List<Step> steps(String process, WorkPeriod period) {
        String sql = "select element, max(element_type) as type_, max(name) as name_,"
                + " sum(case when kind in " + DONE + " then 1 else 0 end) as done,"
                + " sum(case when kind in " + DONE + " then 0 else 1 end) as cancelled, "
                + spread("case when kind in " + DONE + " then took_ms end", "took") + ","
                + " sum(case when kind = 'TASK_COMPLETED' then waited_ms end) as waited,"
                + " sum(case when kind = 'TASK_COMPLETED' then took_ms end) as worked"
                + " from work_event where process = :process and kind in"
                + " ('TASK_COMPLETED', 'TASK_CANCELLED', 'STEP_DONE', 'STEP_CANCELLED')" + WITHIN + " group by element";
        return jdbc.query(
                sql,
                values(period, WorkSelection.ALL).addValue("process", process),
                (row, i) -> new Step(
                        row.getString("element"),
                        row.getString("type_"),
                        row.getString("name_"),
                        row.getLong("done"),
                        row.getLong("cancelled"),
                        spread(row, "took"),
                        share(row.getLong("waited"), row.getLong("worked"))));
    }

    private static Double share(long waited, long took) {
        return took == 0 ? null : (double) waited / took;
    }

    private static String kindsAnd(String kinds, WorkSelection selection) {
        // Stages and deals are escalated and extended too.
        return kinds + " and task_id is not null" + WITHIN + selection.condition("(" + PERSON + ")");
    }

    // Not percentile_disc: H2's takes the nearest row instead of the first that is not below the share.
    private static String spread(String number, String name) {
        return percentile("0.5", number) + " as " + name + "_median, " + percentile("0.9", number) + " as " + name
                + "_most";
    }

    private static String percentile(String share, String number) {
        return "(array_agg(%2$s order by %2$s nulls last))[greatest(1, cast(ceil(%1$s * count(%2$s)) as integer))]"
                .formatted(share, number);
    }

    private static Spread spread(ResultSet row, String name) throws SQLException {
        long median = row.getLong(name + "_median");
        return row.wasNull()
                ? null
                : new Spread(Duration.ofMillis(median), Duration.ofMillis(row.getLong(name + "_most")));
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getString("key_"), row.getString("element_"));
    }

    private static Counts counts(Map<Kind, Long> kinds, long[] punctual) {
        return new Counts(
                kinds.getOrDefault(Kind.TASK_CREATED, 0L),
                kinds.getOrDefault(Kind.TASK_TAKEN, 0L),
                kinds.getOrDefault(Kind.TASK_COMPLETED, 0L),
                kinds.getOrDefault(Kind.TASK_RETURNED, 0L),
                kinds.getOrDefault(Kind.TASK_REASSIGNED, 0L),
                kinds.getOrDefault(Kind.TASK_CANCELLED, 0L),
                kinds.getOrDefault(Kind.TASK_ESCALATED, 0L),
                kinds.getOrDefault(Kind.DEADLINE_EXTENDED, 0L),
                punctual[0],
                punctual[1]);
    }

    static MapSqlParameterSource values(WorkPeriod period, WorkSelection selection) {
        return selection
                .values()
                .addValue("from", Timestamp.from(period.from()))
                .addValue("to", Timestamp.from(period.to()));
    }
}
