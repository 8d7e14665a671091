package io.polisflow.process.sla.escalation;

import io.polisflow.crm.deal.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** A row of {@code deadline} as far as escalation reads it. */
record DueDeadline(
        long id,
        String kind,
        String subject,
        String dealNumber,
        Long client,
        String owner,
        String process,
        Integer modelVersion,
        String instance,
        String element,
        String name,
        String group,
        String assignee,
        String clientClass,
        String priority,
        String calendar,
        Instant beganAt,
        Instant takenAt,
        Instant takeBy,
        Instant warnAt,
        Instant dueAt,
        int level) {

    static final String COLUMNS =
            """
            d.id, d.kind, d.subject, d.deal_number, d.client_id, d.owner, d.process, d.model_version, d.instance_id, d.element, d.name,
            d.task_group, d.assignee, d.client_class, d.priority, d.calendar, d.began_at, d.taken_at, d.take_by, d.warn_at, d.due_at, d.level\
            """;

    static DueDeadline read(ResultSet row, int number) throws SQLException {
        return new DueDeadline(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("deal_number"),
                row.getObject("client_id", Long.class),
                row.getString("owner"),
                row.getString("process"),
                row.getObject("model_version", Integer.class),
                row.getString("instance_id"),
                row.getString("element"),
                row.getString("name"),
                row.getString("task_group"),
                row.getString("assignee"),
                row.getString("client_class"),
                row.getString("priority"),
                row.getString("calendar"),
                moment(row, "began_at"),
                moment(row, "taken_at"),
                moment(row, "take_by"),
                moment(row, "warn_at"),
                moment(row, "due_at"),
                row.getInt("level"));
    }

    static Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    boolean isTask() {
        return kind.equals("TASK");
    }

    /** @return who has to do it; null as long as nobody took the task */
    String doer() {
        return isTask() ? assignee : owner;
    }

    /** @return what has to be done, Russian */
    String title() {
        return title(kind, element, name);
    }

    static String title(String kind, String element, String name) {
        return switch (kind) {
            case "STAGE" -> "Этап «" + Stage.of(element).label() + "»";
            case "DEAL" -> "Сделка в целом";
            default -> name;
        };
    }

    /** @return the date that a rung is counted from */
    Instant dateOf(Rung rung) {
        return switch (rung) {
            case UNTAKEN -> takeBy;
            case REMINDER -> warnAt;
            case HEAD, SUPERVISOR -> dueAt;
        };
    }
}
