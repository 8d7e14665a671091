package io.polisflow.process.sla;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * By when something has to be done, and why by then.
 *
 * @param id of the row, 0 while it is not written
 * @param subject the task's id; the deal's number for its stage and for itself
 * @param deal its number, null when the work belongs to none
 * @param client id of the client's card, null when it is not known
 * @param owner the deal's manager, may be null
 * @param work where in the models; null for a stage and for a deal
 * @param stage code of the stage, null for a task and for a deal
 * @param group to whom the model offers the task, null when to nobody in particular
 * @param assignee who has it, null when nobody has
 * @param calendar code of the calendar in whose hours it is counted
 * @param fixed whether the date was set by hand or by the model: no table and no calendar moves it
 * @param taken when somebody took it, null when nobody did
 * @param level how far it has been escalated: 0 not, 1 reminded, 2 the owner's head, 3 the supervisors
 * @param lockVersion counts the changes of the row
 */
public record Deadline(
        long id,
        Kind kind,
        String subject,
        String deal,
        Long client,
        String owner,
        Work work,
        String stage,
        String group,
        String assignee,
        Question question,
        String calendar,
        Terms terms,
        boolean fixed,
        Instant began,
        Instant taken,
        Run run,
        Dates dates,
        int level,
        int lockVersion) {

    /** What the deadline is for. */
    public enum Kind {
        TASK,
        STAGE,
        DEAL
    }

    /**
     * @param process key of the model
     * @param version of the model
     * @param instance id of the process instance
     * @param element id of the task in its model
     * @param name Russian label of the task
     */
    public record Work(String process, int version, String instance, String element, String name) {}

    /**
     * What the table was asked beside the place in the models.
     *
     * @param product code, may be null
     * @param sum in rubles, may be null
     * @param clientClass {@code micro} to {@code large}, null when not known
     * @param priority {@code normal} or {@code urgent}
     */
    public record Question(String product, BigDecimal sum, String clientClass, String priority) {}

    /**
     * What the table answered, in working hours.
     *
     * @param takeHours until somebody takes it, null when the table sets no such term
     * @param finishHours until it is done
     * @param warningShare of the hours after which a reminder is due, above 0 and at most 1
     * @param row id of the table's row; null when no row fits and the default stands in
     * @param tableVersion which version of the table was asked
     */
    public record Terms(
            BigDecimal takeHours, BigDecimal finishHours, BigDecimal warningShare, String row, Integer tableVersion) {

        /** @return whether the table has no row for this, so that the default of the configuration stands in */
        public boolean isDefault() {
            return row == null;
        }
    }

    /**
     * How the clock has run.
     *
     * @param from since when it runs without a stop
     * @param spentHours working hours before that
     * @param extraHours by which it was extended
     * @param pausedMillis how long it stood still before, on the wall
     * @param stop why it stands still, null while it runs
     */
    public record Run(Instant from, BigDecimal spentHours, BigDecimal extraHours, long pausedMillis, Stop stop) {

        static Run starting(Instant now) {
            return new Run(now, BigDecimal.ZERO, BigDecimal.ZERO, 0, null);
        }

        public boolean isPaused() {
            return stop != null;
        }
    }

    /** Who may start a clock again: whoever stopped it. */
    public enum Cause {
        /** A person, until a person starts it. */
        HAND,
        /** The whole deal is on hold. */
        DEAL,
        /** The model stands where the client has to answer. */
        CLIENT
    }

    /** @param at since when the clock stands still @param reason Russian, as it is shown */
    public record Stop(Cause cause, Instant at, String reason) {}

    /**
     * While the clock stands still these are the dates as of its stop.
     *
     * @param takeBy null when the table sets no such term
     * @param warnAt when a reminder is due
     * @param dueAt what is done at that very moment is in time
     */
    public record Dates(Instant takeBy, Instant warnAt, Instant dueAt) {}

    Deadline heldBy(String somebody, Instant since) {
        return changed(owner, somebody, question, calendar, terms, since, run, dates, level);
    }

    Deadline ownedBy(String manager, String itsCalendar) {
        return changed(manager, assignee, question, itsCalendar, terms, taken, run, dates, level);
    }

    Deadline counted(Question asked, Terms answered, Run ran, Dates counted, int escalated) {
        return changed(owner, assignee, asked, calendar, answered, taken, ran, counted, escalated);
    }

    /** With what may ever change; what it is for and since when stays. */
    private Deadline changed(
            String manager,
            String holder,
            Question asked,
            String itsCalendar,
            Terms answered,
            Instant since,
            Run ran,
            Dates counted,
            int escalated) {
        return new Deadline(
                id,
                kind,
                subject,
                deal,
                client,
                manager,
                work,
                stage,
                group,
                holder,
                asked,
                itsCalendar,
                answered,
                fixed,
                began,
                since,
                ran,
                counted,
                escalated,
                lockVersion);
    }

    /** @return how it stands at that moment, by the definition of {@link DeadlineState} */
    public DeadlineState state(Instant now) {
        return DeadlineState.of(run.isPaused(), dates.warnAt(), dates.dueAt(), now);
    }
}
