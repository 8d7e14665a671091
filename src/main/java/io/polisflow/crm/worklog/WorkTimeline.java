package io.polisflow.crm.worklog;

import io.polisflow.crm.access.OfDeal;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells again what happened to one instance or one deal. */
@Service
@Transactional(readOnly = true)
public class WorkTimeline {

    private final NamedParameterJdbcTemplate jdbc;

    WorkTimeline(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One event as it was written down.
     *
     * @param id grows in the order in which things happened
     * @param took of what ended, without stopped clocks; {@code office} the part in office hours; null of what did not end
     * @param waited of a task that ended, the part for which nobody had it
     */
    public record Entry(
            long id, WorkEvent event, Duration took, Duration office, Duration waited, Duration waitedOffice) {}

    /** @return in the order in which they happened */
    public List<Entry> ofInstance(String instanceId) {
        return jdbc.query(
                "select * from work_event where instance_id = :instance order by id",
                Map.of("instance", instanceId),
                (row, i) -> entry(row));
    }

    /** @return in the order in which they happened, those too of its instances from before the deal was opened */
    @OfDeal("#number")
    public List<Entry> ofDeal(String number) {
        return jdbc.query(
                """
                select * from work_event where deal_number = :deal
                union
                select e.* from work_event e
                where e.deal_number is null and e.instance_id in (select d.instance_id from work_event d where d.deal_number = :deal)
                order by id""",
                Map.of("deal", number),
                (row, i) -> entry(row));
    }

    static Entry entry(ResultSet row) throws SQLException {
        String process = row.getString("process");
        String passage = row.getString("passage");
        String element = row.getString("element");
        String task = row.getString("task_id");
        String deal = row.getString("deal_number");
        long client = row.getLong("client_id");
        boolean noClient = row.wasNull();
        Instant began = moment(row, "began_at");
        Instant due = moment(row, "due_at");
        WorkEvent event = new WorkEvent(
                moment(row, "at_"),
                Kind.valueOf(row.getString("kind")),
                process == null
                        ? null
                        : new WorkEvent.Model(process, row.getInt("model_version"), row.getString("instance_id")),
                passage == null && element == null && task == null
                        ? null
                        : new WorkEvent.Step(
                                passage, element, row.getString("element_type"), row.getString("name"), task),
                deal == null ? null : new WorkEvent.Deal(deal, noClient ? null : client, row.getString("stage")),
                row.getString("actor"),
                row.getString("assignee"),
                row.getString("task_group"),
                began == null && due == null
                        ? null
                        : new WorkEvent.Span(began, moment(row, "taken_at"), due, row.getLong("paused_ms")),
                row.getString("detail"));
        return new Entry(
                row.getLong("id"),
                event,
                duration(row, "took_ms"),
                duration(row, "took_office_ms"),
                duration(row, "waited_ms"),
                duration(row, "waited_office_ms"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp moment = row.getTimestamp(column);
        return moment == null ? null : moment.toInstant();
    }

    private static Duration duration(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Duration.ofMillis(millis);
    }
}
