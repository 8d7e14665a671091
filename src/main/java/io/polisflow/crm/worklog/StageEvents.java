package io.polisflow.crm.worklog;

import io.polisflow.crm.deal.DealEvents.StageChanged;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.journal.CurrentStep;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells of a deal's way over the stages of the funnel. */
@Component
class StageEvents {

    private final WorkLog log;
    private final JdbcTemplate jdbc;

    StageEvents(WorkLog log, JdbcTemplate jdbc) {
        this.log = log;
        this.jdbc = jdbc;
    }

    @EventListener
    void changed(StageChanged change) {
        if (!log.isWriting()) {
            return;
        }
        List<WorkEvent> events = new ArrayList<>();
        if (change.left() != null) {
            WorkEvent.Span span = new WorkEvent.Span(change.since(), null, due(change.dealNumber()), 0);
            events.add(event(change, WorkEvent.Kind.STAGE_LEFT, change.left(), span));
        }
        events.add(event(change, WorkEvent.Kind.STAGE_ENTERED, change.entered(), null));
        log.append(events);
    }

    private static WorkEvent event(StageChanged change, WorkEvent.Kind kind, Stage stage, WorkEvent.Span span) {
        CurrentStep.Step step = CurrentStep.get();
        WorkEvent.Deal deal = new WorkEvent.Deal(change.dealNumber(), change.clientId(), stage.name());
        return new WorkEvent(
                change.at(), kind, null, null, deal, step == null ? null : step.user(), null, null, span, null);
    }

    /** @return the deadline of the stage that is left, null when it had none */
    private Instant due(String dealNumber) {
        return jdbc
                .queryForList(
                        "select due_at from deadline where kind = 'STAGE' and subject = ?", Timestamp.class, dealNumber)
                .stream()
                .map(Timestamp::toInstant)
                .findFirst()
                .orElse(null);
    }
}
