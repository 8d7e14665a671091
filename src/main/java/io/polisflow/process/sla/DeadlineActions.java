package io.polisflow.process.sla;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.sla.Deadline.Cause;
import io.polisflow.process.sla.DeadlineChanges.Change;
import java.io.Serial;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.UserQuery;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do to the deadline of a task, in one transaction with the engine; a refusal is a result.
 *
 * <p>While a clock stands still the task has no due date in the engine: it is in no list of what is late or due soon, and goes on from
 * where it stopped.
 */
@Service
@Transactional
public class DeadlineActions {

    /** A hundred working days: whoever needs more has another plan, not an extension. */
    public static final BigDecimal LONGEST = BigDecimal.valueOf(900);

    private static final int LONGEST_REASON = 1000;

    private final Deadlines deadlines;
    private final DeadlineChanges changes;
    private final DeadlineRights rights;
    private final WorkingCalendars calendars;
    private final Journal journal;
    private final Staff staff;
    private final TaskService tasks;
    private final IdentityService identity;
    private final OwnWork ownWork;
    private final DealSight sight;
    private final Clock clock;

    DeadlineActions(
            Deadlines deadlines,
            DeadlineChanges changes,
            DeadlineRights rights,
            WorkingCalendars calendars,
            Journal journal,
            Staff staff,
            @Lazy TaskService tasks,
            @Lazy IdentityService identity,
            OwnWork ownWork,
            @Lazy DealSight sight,
            Clock clock) {
        this.sight = sight;
        this.deadlines = deadlines;
        this.changes = changes;
        this.rights = rights;
        this.calendars = calendars;
        this.journal = journal;
        this.staff = staff;
        this.tasks = tasks;
        this.identity = identity;
        this.ownWork = ownWork;
        this.clock = clock;
    }

    /**
     * What has become of it.
     *
     * @param deadline as it is now, null when it was refused
     * @param refusal null when it was done
     */
    public record Outcome(Deadline deadline, Refusal refusal) {

        public boolean isDone() {
            return refusal == null;
        }
    }

    /**
     * @param field what of the request is wrong, null when it is not about one
     * @param message Russian, says what to do
     */
    public record Refusal(Why why, String field, String message) {}

    /** Why something was refused. */
    public enum Why {
        /** The task is done, or never was. */
        MISSING,
        FORBIDDEN,
        WRONG,
        /** It does not fit how things stand now. */
        CONFLICT
    }

    /** What the signed-on person may do with a task's deadline as it stands. */
    public record Offer(boolean extend, boolean pause, boolean resume, boolean reassign) {}

    @Transactional(readOnly = true)
    public Offer offer(Deadline deadline) {
        boolean supervises = rights.maySupervise(deadline);
        boolean stops = supervises || rights.mayStopClock(deadline);
        boolean paused = deadline.run().isPaused();
        return new Offer(
                supervises,
                stops && !paused,
                stops && paused && deadline.run().stop().cause() == Cause.HAND,
                supervises);
    }

    /** @param hours working hours on top, above 0 and at most {@link #LONGEST} @param reason mandatory */
    public Outcome extend(String task, BigDecimal hours, String reason) {
        Refusal refusal = refusal(deadlines.ofTask(task).orElse(null), rights::maySupervise);
        if (refusal != null) {
            return new Outcome(null, refusal);
        }
        if (hours == null || hours.signum() <= 0 || hours.compareTo(LONGEST) > 0) {
            return refused(Why.WRONG, "hours", "Укажите, на сколько рабочих часов продлить: больше 0, не больше 900");
        }
        Refusal wrong = unreasoned(reason, "Укажите, почему срок продлевается");
        if (wrong != null) {
            return new Outcome(null, wrong);
        }
        return change(task, rights::maySupervise, (before, now) -> {
            Deadline after = DeadlineClock.extend(before, time(before), hours, now);
            String detail = "+" + DeadlineText.hours(hours) + ". " + reason.strip();
            note(
                    before,
                    "Срок задачи «" + before.work().name() + "» продлён на " + DeadlineText.hours(hours)
                            + ", теперь до "
                            + DeadlineText.shown(after.dates().dueAt(), clock.getZone()) + ". Причина: "
                            + reason.strip());
            return new Change(before, after, WorkEvent.Kind.DEADLINE_EXTENDED, detail);
        });
    }

    /** Until somebody starts it again, or the task is done. @param reason mandatory */
    public Outcome stopClock(String task, String reason) {
        Refusal refusal = refusal(deadlines.ofTask(task).orElse(null), rights::mayStopClock);
        if (refusal != null) {
            return new Outcome(null, refusal);
        }
        Refusal wrong = unreasoned(reason, "Укажите, почему останавливаются часы, например чего ждёте от клиента");
        if (wrong != null) {
            return new Outcome(null, wrong);
        }
        return change(task, rights::mayStopClock, (before, now) -> {
            if (before.run().isPaused()) {
                throw new NotNow("Часы уже стоят с "
                        + DeadlineText.shown(before.run().stop().at(), clock.getZone()) + ": "
                        + before.run().stop().reason());
            }
            note(before, "Часы задачи «" + before.work().name() + "» остановлены. Причина: " + reason.strip());
            Deadline after = DeadlineClock.stop(before, time(before), Cause.HAND, reason.strip(), now);
            return new Change(before, after, WorkEvent.Kind.CLOCK_STOPPED, reason.strip());
        });
    }

    public Outcome resumeClock(String task) {
        return change(task, rights::mayStopClock, (before, now) -> {
            if (!before.run().isPaused()) {
                throw new NotNow("Часы этой задачи идут");
            }
            if (before.run().stop().cause() == Cause.DEAL) {
                throw new NotNow("Сделка на паузе: часы пойдут, когда она возобновится");
            }
            Deadline after = DeadlineClock.resume(before, time(before), now);
            note(
                    before,
                    "Часы задачи «" + before.work().name() + "» снова идут, срок до "
                            + DeadlineText.shown(after.dates().dueAt(), clock.getZone()));
            return new Change(before, after, WorkEvent.Kind.CLOCK_RESUMED, null);
        });
    }

    /** Gives the task to somebody who may take it; what happened is told by whoever watches the engine's tasks. */
    public Outcome reassign(String task, String user) {
        Deadline before = deadlines.lockedTask(task).orElse(null);
        Refusal refusal = refusal(before, rights::maySupervise);
        if (refusal != null) {
            return new Outcome(null, refusal);
        }
        if (user == null || user.isBlank() || !mayTake(before, user)) {
            return refused(
                    Why.WRONG,
                    "user",
                    before.group() == null
                            ? "Такого сотрудника нет"
                            : "Этот сотрудник не входит в группу, которой назначена задача");
        }
        if (user.equals(before.assignee())) {
            return refused(Why.CONFLICT, "user", "Задача уже у этого сотрудника");
        }
        ownWork.run(() -> tasks.setAssignee(task, user));
        note(
                before,
                "Задача «" + before.work().name() + "» передана: "
                        + (before.assignee() == null ? "никто не взял" : staff.nameOf(before.assignee())) + " → "
                        + staff.nameOf(user));
        Instant now = now();
        return new Outcome(before.heldBy(user, before.taken() == null ? now : before.taken()), null);
    }

    private boolean mayTake(Deadline deadline, String user) {
        return ownWork.call(() -> {
            UserQuery query = identity.createUserQuery().userId(user);
            return (deadline.group() == null ? query : query.memberOfGroup(deadline.group())).count() > 0;
        });
    }

    private Outcome change(String task, Predicate<Deadline> allowed, BiFunction<Deadline, Instant, Change> action) {
        Deadline before = deadlines.lockedTask(task).orElse(null);
        Refusal refusal = refusal(before, allowed);
        if (refusal != null) {
            return new Outcome(null, refusal);
        }
        Instant now = now();
        try {
            Change change = action.apply(before, now);
            changes.save(List.of(change), rights.user(), now);
            return new Outcome(deadlines.ofTask(task).orElseThrow(), null);
        } catch (NotNow notNow) {
            return refused(Why.CONFLICT, null, notNow.getMessage());
        }
    }

    private Refusal refusal(Deadline deadline, Predicate<Deadline> allowed) {
        if (deadline == null || deadline.deal() != null && !sight.maySee(deadline.deal())) {
            return new Refusal(Why.MISSING, null, "Такой открытой задачи нет: возможно, она уже выполнена");
        }
        return allowed.test(deadline)
                ? null
                : new Refusal(
                        Why.FORBIDDEN,
                        null,
                        "Это могут супервизор и руководитель филиала; остановить часы — ещё и исполнитель задачи");
    }

    private static Refusal unreasoned(String reason, String message) {
        if (reason == null || reason.isBlank()) {
            return new Refusal(Why.WRONG, "reason", message);
        }
        return reason.strip().length() > LONGEST_REASON
                ? new Refusal(Why.WRONG, "reason", "Причина длиннее 1000 знаков")
                : null;
    }

    private static Outcome refused(Why why, String field, String message) {
        return new Outcome(null, new Refusal(why, field, message));
    }

    private void note(Deadline deadline, String text) {
        if (deadline.deal() != null) {
            journal.record(deadline.deal(), text);
        }
    }

    private WorkingTime time(Deadline deadline) {
        return calendars.of(deadline.calendar());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Never leaves this class, and is thrown before anything is written. */
    private static final class NotNow extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        NotNow(String message) {
            super(message, null, false, false);
        }
    }
}
