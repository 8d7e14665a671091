package io.polisflow.crm.worklog;

import java.time.Instant;

/**
 * One thing that happened to work.
 *
 * @param at when it happened
 * @param model version of which model it happened in; null outside of a process
 * @param step where in the model; null for what happens to a stage or a deal as a whole
 * @param deal whose work it is; null when it is no deal's
 * @param actor the user's id, null when the system acted
 * @param assignee who has the task, null when nobody has
 * @param group to whom the model offers the task, null when to nobody in particular
 * @param span of what ended or what was escalated; null otherwise
 * @param detail a reason in the actor's words, or what changed; may be null
 */
public record WorkEvent(
        Instant at,
        Kind kind,
        Model model,
        Step step,
        Deal deal,
        String actor,
        String assignee,
        String group,
        Span span,
        String detail) {

    /** @return the same of a deal of which more is known */
    WorkEvent with(Deal known) {
        return new WorkEvent(at, kind, model, step, known, actor, assignee, group, span, detail);
    }

    /** @param instance id of the process instance */
    public record Model(String process, int version, String instance) {}

    /**
     * What of the model it happened to; of an instance as a whole its first or last element.
     *
     * @param passage the engine's id of the passage of the step, of an instance as a whole its own
     * @param type the kind of element as BPMN names it, e.g. {@code userTask}
     * @param name Russian label, may be null
     * @param task the task's id, null for a step that is no user task
     */
    public record Step(String passage, String element, String type, String name, String task) {}

    /**
     * @param client its id; {@link WorkLog} finds what is null here
     * @param stage name of the stage at which it was then, likewise
     */
    public record Deal(String number, Long client, String stage) {}

    /**
     * When it was taken and how long its clock stood still {@link WorkLog} counts from the events before, where they are known.
     *
     * @param began null when whoever tells does not know
     * @param taken when somebody took the task, null when nobody did
     * @param due by when it was to be done, null when by no time
     * @param pausedMillis how long its clock stood still
     */
    public record Span(Instant began, Instant taken, Instant due, long pausedMillis) {}

    /** What can happen; those of a task concern user tasks, {@code STEP_} ones every other step of a model. */
    public enum Kind {
        TASK_CREATED,
        TASK_TAKEN,
        /** Given back: nobody has it any more; {@code detail} says who had it. */
        TASK_RETURNED,
        /** Given by somebody else to its new owner, or taken from its old one; {@code detail} says who had it, null for nobody. */
        TASK_REASSIGNED,
        TASK_COMPLETED,
        /** Ended by the process, not by a person. */
        TASK_CANCELLED,
        TASK_ESCALATED,
        DEADLINE_EXTENDED,
        /** A changed table, calendar or priority moved it. */
        DEADLINE_MOVED,
        /** Of a task when the event names one, else of the stage at which its deal stands. */
        CLOCK_STOPPED,
        CLOCK_RESUMED,
        STEP_DONE,
        STEP_CANCELLED,
        STAGE_ENTERED,
        STAGE_LEFT,
        INSTANCE_STARTED,
        INSTANCE_ENDED;

        /** Whether a task ends with it. */
        boolean endsTask() {
            return this == TASK_COMPLETED || this == TASK_CANCELLED;
        }

        /** Whether a step that is no task, or an instance, ends with it. */
        boolean endsPassage() {
            return this == STEP_DONE || this == STEP_CANCELLED || this == INSTANCE_ENDED;
        }
    }
}
