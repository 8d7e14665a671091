package io.polisflow.crm.worklog;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Adds what happened to work, in the transaction of the work itself; nothing is ever changed or taken away. */
@Service
public class WorkLog {

    private static final String INSERT =
            """
            insert into work_event (id, at_, kind, process, model_version, instance_id, passage, element, element_type, name, task_id,
              deal_number, client_id, stage, actor, assignee, task_group, began_at, taken_at, due_at, paused_ms, detail)
            values (nextval('work_event_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final int LONGEST_DETAIL = 1000;

    private final JdbcTemplate jdbc;

    WorkLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param events in the order in which they happened */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(List<WorkEvent> events) {
        if (!events.isEmpty()) {
            jdbc.batchUpdate(INSERT, events, events.size(), WorkLog::set);
        }
    }

    private static void set(PreparedStatement row, WorkEvent event) throws SQLException {
        WorkEvent.Model model = event.model();
        WorkEvent.Step step = event.step();
        WorkEvent.Deal deal = event.deal();
        WorkEvent.Span span = event.span();
        row.setTimestamp(1, Timestamp.from(event.at()));
        row.setString(2, event.kind().name());
        row.setString(3, model == null ? null : model.process());
        row.setObject(4, model == null ? null : model.version(), Types.INTEGER);
        row.setString(5, model == null ? null : model.instance());
        row.setString(6, step == null ? null : step.passage());
        row.setString(7, step == null ? null : step.element());
        row.setString(8, step == null ? null : step.type());
        row.setString(9, step == null ? null : step.name());
        row.setString(10, step == null ? null : step.task());
        row.setString(11, deal == null ? null : deal.number());
        row.setObject(12, deal == null ? null : deal.client(), Types.BIGINT);
        row.setString(13, deal == null ? null : deal.stage());
        row.setString(14, event.actor());
        row.setString(15, event.assignee());
        row.setString(16, event.group());
        row.setTimestamp(17, span == null ? null : timestamp(span.began()));
        row.setTimestamp(18, span == null ? null : timestamp(span.taken()));
        row.setTimestamp(19, span == null ? null : timestamp(span.due()));
        row.setObject(20, span == null ? null : span.pausedMillis(), Types.BIGINT);
        row.setString(21, shortened(event.detail()));
    }

    private static Timestamp timestamp(Instant moment) {
        return moment == null ? null : Timestamp.from(moment);
    }

    private static String shortened(String detail) {
        return detail == null || detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
    }
}
