package io.polisflow.web.sla;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.crm.worklog.WorkTimeline.Entry;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An event as tools of process mining know it.
 *
 * <p>A reason in somebody's words does not leave the house with it.
 *
 * @param activity the step's name, of a stage or of an instance as a whole theirs
 * @param transition of the standard lifecycle of XES
 * @param resource who did it or has it, null for the system
 */
record MinedEvent(String caseId, String activity, String transition, OffsetDateTime at, String resource, Entry entry) {

    /** @return two of a task that the model gave to somebody at once: it appeared and was begun; else one */
    static List<MinedEvent> of(String caseId, Entry entry, Map<String, String> processes, Clock clock) {
        WorkEvent event = entry.event();
        List<MinedEvent> mined = new ArrayList<>();
        mined.add(new MinedEvent(
                caseId,
                activity(event, processes),
                transition(entry),
                event.at().atZone(clock.getZone()).toOffsetDateTime(),
                event.assignee() == null ? event.actor() : event.assignee(),
                entry));
        if (event.kind() == WorkEvent.Kind.TASK_CREATED && event.assignee() != null) {
            MinedEvent created = mined.get(0);
            mined.add(new MinedEvent(caseId, created.activity, "start", created.at, created.resource, entry));
        }
        return mined;
    }

    private static String activity(WorkEvent event, Map<String, String> processes) {
        return switch (event.kind()) {
            case STAGE_ENTERED, STAGE_LEFT ->
                "Этап: " + Stage.valueOf(event.deal().stage()).label();
            case INSTANCE_STARTED, INSTANCE_ENDED ->
                "Процесс: "
                        + processes.getOrDefault(
                                event.model().process(), event.model().process());
            default -> step(event);
        };
    }

    private static String step(WorkEvent event) {
        if (event.step() == null) {
            return "Сделка";
        }
        return event.step().name() == null
                ? event.step().element()
                : event.step().name();
    }

    /** What the standard has no word for is «unknown»; what it was stands in the event's own attributes. */
    private static String transition(Entry entry) {
        WorkEvent event = entry.event();
        return switch (event.kind()) {
            case TASK_CREATED -> "schedule";
            case TASK_TAKEN, STAGE_ENTERED, INSTANCE_STARTED -> "start";
            case TASK_REASSIGNED -> "reassign";
            case TASK_COMPLETED, STEP_DONE, STAGE_LEFT -> "complete";
            case INSTANCE_ENDED -> event.step() != null && event.step().element() != null ? "complete" : "pi_abort";
            case TASK_CANCELLED -> event.span() == null || event.span().taken() == null ? "withdraw" : "ate_abort";
            case STEP_CANCELLED -> "ate_abort";
            case CLOCK_STOPPED -> "suspend";
            case CLOCK_RESUMED -> "resume";
            case TASK_RETURNED, TASK_ESCALATED, DEADLINE_EXTENDED, DEADLINE_MOVED -> "unknown";
        };
    }
}
