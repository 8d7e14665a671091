package io.polisflow.process.sla;

import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.deal.Priority;
import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.crm.worklog.WorkLog;
import io.polisflow.process.engine.TaskRows;
import io.polisflow.process.engine.TaskRows.Dated;
import io.polisflow.process.engine.TaskRows.Prioritised;
import io.polisflow.process.sla.Deadline.Kind;
import io.polisflow.process.sla.Deadline.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Writes changed deadlines, the dates and priorities of their tasks in the engine, and what has happened, batch by batch. */
@Component
class DeadlineChanges {

    private final DeadlineRows rows;
    private final TaskRows tasks;
    private final WorkLog log;
    private final AuditTrail audit;

    DeadlineChanges(DeadlineRows rows, TaskRows tasks, WorkLog log, AuditTrail audit) {
        this.audit = audit;
        this.rows = rows;
        this.tasks = tasks;
        this.log = log;
    }

    /**
     * @param before as it was read
     * @param event what happened, null when it is not worth an event
     * @param detail a reason in the actor's words, or what changed; may be null
     */
    record Change(Deadline before, Deadline after, WorkEvent.Kind event, String detail) {}

    /**
     * Must be called outside of the engine's commands.
     *
     * @param actor null when the system acts
     */
    void save(Collection<Change> changes, String actor, Instant now) {
        if (changes.isEmpty()) {
            return;
        }
        rows.update(changes.stream().map(Change::after).toList());
        List<Dated> dated = new ArrayList<>();
        List<Prioritised> prioritised = new ArrayList<>();
        List<WorkEvent> events = new ArrayList<>();
        for (Change change : changes) {
            Deadline before = change.before();
            Deadline after = change.after();
            if (after.kind() == Kind.TASK) {
                if (!Objects.equals(shownDue(before), shownDue(after))
                        || !Objects.equals(shownReminder(before), shownReminder(after))) {
                    dated.add(new Dated(after.subject(), shownDue(after), shownReminder(after)));
                }
                if (!before.question().priority().equals(after.question().priority())) {
                    prioritised.add(new Prioritised(
                            after.subject(),
                            Priority.of(after.question().priority()).ofTasks()));
                }
            }
            if (change.event() != null) {
                events.add(event(change, actor, now));
                if (actor != null) {
                    audit.changed(
                            AuditSubject.of("deadline", after.id()).inDeal(after.deal()),
                            change.event().name());
                }
            }
        }
        if (!dated.isEmpty()) {
            tasks.date(dated);
        }
        if (!prioritised.isEmpty()) {
            tasks.prioritise(prioritised);
        }
        log.append(events);
    }

    /** While the clock stands nobody is asked to be done by a date: the engine's task has none. */
    static Instant shownDue(Deadline deadline) {
        return deadline.run().isPaused() ? null : deadline.dates().dueAt();
    }

    private static Instant shownReminder(Deadline deadline) {
        return deadline.run().isPaused() ? null : deadline.dates().warnAt();
    }

    private static WorkEvent event(Change change, String actor, Instant now) {
        Deadline deadline = change.after();
        Work work = deadline.work();
        return new WorkEvent(
                now,
                change.event(),
                work == null ? null : new WorkEvent.Model(work.process(), work.version(), work.instance()),
                work == null
                        ? null
                        : new WorkEvent.Step(null, work.element(), "userTask", work.name(), deadline.subject()),
                deadline.deal() == null
                        ? null
                        : new WorkEvent.Deal(deadline.deal(), deadline.client(), deadline.stage()),
                actor,
                deadline.assignee(),
                deadline.group(),
                null,
                change.detail());
    }
}
