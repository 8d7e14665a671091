package io.polisflow.process.sla;

import io.polisflow.process.engine.TaskRows;
import io.polisflow.process.sla.Deadline.Cause;
import io.polisflow.process.sla.Deadline.Dates;
import io.polisflow.process.sla.Deadline.Kind;
import io.polisflow.process.sla.Deadline.Question;
import io.polisflow.process.sla.Deadline.Run;
import io.polisflow.process.sla.Deadline.Stop;
import io.polisflow.process.sla.Deadline.Terms;
import io.polisflow.process.sla.Deadline.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what has to be done by when; asks nobody's grants. */
@Service
@Transactional(readOnly = true)
public class Deadlines {

    private static final String SELECT = "select * from deadline where ";

    private final NamedParameterJdbcTemplate jdbc;
    private final TaskRows tasks;

    Deadlines(NamedParameterJdbcTemplate jdbc, TaskRows tasks) {
        this.jdbc = jdbc;
        this.tasks = tasks;
    }

    /** @return empty when the task is done, or is no task of a model */
    public Optional<Deadline> ofTask(String task) {
        return ofTasks(List.of(task)).stream().findFirst();
    }

    /** @return those of the tasks that are open, in no order */
    public List<Deadline> ofTasks(Collection<String> tasks) {
        return tasks.isEmpty()
                ? List.of()
                : jdbc.query(
                        SELECT + "kind = 'TASK' and subject in (:tasks)",
                        Map.of("tasks", tasks),
                        (row, i) -> deadline(row));
    }

    /** @return of the deal itself, of its stage and of its open tasks, the earliest first */
    public List<Deadline> ofDeal(String number) {
        return jdbc.query(
                SELECT + "deal_number = :deal order by due_at, id", Map.of("deal", number), (row, i) -> deadline(row));
    }

    /** @return empty when the deal is closed, or {@code kind} is {@code TASK} */
    public Optional<Deadline> ofDeal(Kind kind, String number) {
        return jdbc
                .query(
                        SELECT + "kind = :kind and subject = :deal",
                        Map.of("kind", kind.name(), "deal", number),
                        (row, i) -> deadline(row))
                .stream()
                .findFirst();
    }

    /** Of the deal, its stage and its tasks, so that nobody else changes them until the transaction ends; in no order. */
    List<Deadline> locked(String deal) {
        tasks.lock(jdbc.queryForList(
                "select subject from deadline where kind = 'TASK' and deal_number = :deal",
                Map.of("deal", deal),
                String.class));
        return jdbc.query(
                SELECT + "deal_number = :deal order by id for update", Map.of("deal", deal), (row, i) -> deadline(row));
    }

    /** @return empty when the task is done, or is no task of a model */
    Optional<Deadline> lockedTask(String task) {
        tasks.lock(List.of(task));
        return jdbc
                .query(
                        SELECT + "kind = 'TASK' and subject = :task for update",
                        Map.of("task", task),
                        (row, i) -> deadline(row))
                .stream()
                .findFirst();
    }

    static Deadline deadline(ResultSet row) throws SQLException {
        Kind kind = Kind.valueOf(row.getString("kind"));
        return new Deadline(
                row.getLong("id"),
                kind,
                row.getString("subject"),
                row.getString("deal_number"),
                row.getObject("client_id", Long.class),
                row.getString("owner"),
                kind == Kind.TASK
                        ? new Work(
                                row.getString("process"),
                                row.getInt("model_version"),
                                row.getString("instance_id"),
                                row.getString("element"),
                                row.getString("name"))
                        : null,
                kind == Kind.STAGE ? row.getString("element") : null,
                row.getString("task_group"),
                row.getString("assignee"),
                new Question(
                        row.getString("product"),
                        row.getBigDecimal("sum_insured"),
                        row.getString("client_class"),
                        row.getString("priority")),
                row.getString("calendar"),
                new Terms(
                        row.getBigDecimal("take_hours"),
                        row.getBigDecimal("finish_hours"),
                        row.getBigDecimal("warning_share"),
                        row.getString("table_row"),
                        row.getObject("table_version", Integer.class)),
                row.getBoolean("fixed"),
                instant(row, "began_at"),
                instant(row, "taken_at"),
                new Run(
                        instant(row, "clock_from"),
                        row.getBigDecimal("spent_hours"),
                        row.getBigDecimal("extra_hours"),
                        row.getLong("paused_ms"),
                        stop(row)),
                new Dates(instant(row, "take_by"), instant(row, "warn_at"), instant(row, "due_at")),
                row.getInt("level"),
                row.getInt("lock_version"));
    }

    private static Stop stop(ResultSet row) throws SQLException {
        Instant at = instant(row, "paused_at");
        String cause = row.getString("pause_cause");
        return at == null
                ? null
                : new Stop(cause == null ? Cause.HAND : Cause.valueOf(cause), at, row.getString("pause_reason"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
