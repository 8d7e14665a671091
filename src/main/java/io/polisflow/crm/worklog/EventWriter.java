package io.polisflow.crm.worklog;

import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.calendar.WorkingTime;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes events with what can be known of them by now: whose deal, how long it took. */
@Component
class EventWriter {

    private static final String INSERT =
            """
            insert into work_event (id, at_, kind, process, model_version, instance_id, passage, element, element_type, name, task_id,
              deal_number, client_id, stage, actor, assignee, task_group, began_at, taken_at, due_at, paused_ms, took_ms, took_office_ms,
              waited_ms, waited_office_ms, detail)
            values (nextval('work_event_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final int LONGEST_DETAIL = 1000;

    private final JdbcTemplate jdbc;
    private final DealFacts deals;
    private final Lives lives;
    private final ObjectProvider<Beginnings> beginnings;
    private final WorkingCalendars calendars;

    EventWriter(
            JdbcTemplate jdbc,
            DealFacts deals,
            Lives lives,
            ObjectProvider<Beginnings> beginnings,
            WorkingCalendars calendars) {
        this.jdbc = jdbc;
        this.deals = deals;
        this.lives = lives;
        this.beginnings = beginnings;
        this.calendars = calendars;
    }

    /** @param group of the task; {@code times} null for what has not ended or began nobody knows when */
    private record Row(WorkEvent event, String group, TaskLife.Times times) {}

    /** @param told in the order in which they happened */
    void write(List<WorkEvent> told) {
        if (told.isEmpty()) {
            return;
        }
        List<WorkEvent> events = deals.completed(told);
        Map<String, TaskLife> known = lives.before(events);
        Map<String, Instant> begun = begun(events);
        List<Row> rows = new ArrayList<>();
        for (WorkEvent event : events) {
            rows.add(row(event, known, begun));
        }
        jdbc.batchUpdate(INSERT, rows, rows.size(), EventWriter::set);
    }

    private Map<String, Instant> begun(List<WorkEvent> events) {
        List<String> unknown = events.stream()
                .filter(event -> event.kind().endsPassage()
                        && event.span() != null
                        && event.span().began() == null)
                .map(event -> event.step().passage())
                .toList();
        Beginnings known = unknown.isEmpty() ? null : beginnings.getIfAvailable();
        return known == null ? Map.of() : known.of(unknown);
    }

    private Row row(WorkEvent event, Map<String, TaskLife> known, Map<String, Instant> begun) {
        String subject = Lives.subject(event);
        TaskLife life = subject == null ? null : known.computeIfAbsent(subject, each -> new TaskLife());
        if (life != null) {
            life.add(event.kind(), event.at(), event.assignee(), event.group());
        }
        String group = event.group() == null && life != null ? life.group() : event.group();
        if (event.kind().endsPassage() && event.span() != null) {
            life = new TaskLife();
            life.beginAt(
                    event.span().began() == null
                            ? begun.get(event.step().passage())
                            : event.span().began());
        } else if (life != null && event.span() != null) {
            life.beginAt(event.span().began());
        }
        boolean ends =
                event.kind().endsTask() || event.kind().endsPassage() || event.kind() == WorkEvent.Kind.STAGE_LEFT;
        return new Row(event, group, ends && life != null ? times(life, event) : null);
    }

    /** By the calendar of whoever has the task; of a stage and of an instance by the country's. */
    private TaskLife.Times times(TaskLife life, WorkEvent event) {
        WorkingTime office = calendars.ofUser(event.assignee());
        return life.times(event.at(), (from, to) -> office.between(from, to).toMillis());
    }

    private static void set(PreparedStatement row, Row written) throws SQLException {
        WorkEvent event = written.event();
        WorkEvent.Model model = event.model();
        WorkEvent.Step step = event.step();
        WorkEvent.Deal deal = event.deal();
        WorkEvent.Span span = event.span();
        TaskLife.Times times = written.times();
        boolean task = event.kind().endsTask();
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
        row.setString(16, written.group());
        row.setTimestamp(17, times != null ? timestamp(times.began()) : span == null ? null : timestamp(span.began()));
        row.setTimestamp(18, times != null ? timestamp(times.taken()) : span == null ? null : timestamp(span.taken()));
        row.setTimestamp(19, span == null ? null : timestamp(span.due()));
        row.setObject(
                20,
                times != null ? (Long) times.paused() : span == null ? null : (Long) span.pausedMillis(),
                Types.BIGINT);
        row.setObject(21, times == null ? null : times.took(), Types.BIGINT);
        row.setObject(22, times == null ? null : times.tookOffice(), Types.BIGINT);
        row.setObject(23, times == null || !task ? null : times.waited(), Types.BIGINT);
        row.setObject(24, times == null || !task ? null : times.waitedOffice(), Types.BIGINT);
        row.setString(25, shortened(event.detail()));
    }

    private static Timestamp timestamp(Instant moment) {
        return moment == null ? null : Timestamp.from(moment);
    }

    private static String shortened(String detail) {
        return detail == null || detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
    }
}
