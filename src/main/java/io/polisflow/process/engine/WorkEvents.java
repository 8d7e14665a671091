package io.polisflow.process.engine;

import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import io.polisflow.crm.worklog.WorkLog;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Tells the log of work what the engine tells its own history, of everything that runs whoever made it run; who has a task is told by
 * {@link TaskHandedOver}.
 *
 * <p>Being a bean of this type is enough: the starter sets it beside the engine's own handler.
 */
@Component
class WorkEvents implements HistoryEventHandler {

    private static final Pattern DEAL_NUMBER = Pattern.compile("D-\\d{4}-\\d+");

    private final Supplier<WorkLog> log;
    private final UserOperations operations;

    // The log needs the database's beans, the engine is built before them.
    WorkEvents(ObjectProvider<WorkLog> log, UserOperations operations) {
        this.log = SingletonSupplier.of(log::getObject);
        this.operations = operations;
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        operations.told(events);
        events.forEach(this::tell);
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        handleEvents(List.of(event));
    }

    /** What belongs to no process is not told. */
    private void tell(HistoryEvent event) {
        if (event.getProcessDefinitionKey() == null || !log.get().isWriting()) {
            return;
        }
        if (event instanceof HistoricTaskInstanceEventEntity task) {
            task(task);
        } else if (event instanceof HistoricActivityInstanceEventEntity step) {
            step(step);
        } else if (event instanceof HistoricProcessInstanceEventEntity instance) {
            instance(instance);
        }
    }

    private void task(HistoricTaskInstanceEventEntity event) {
        boolean created = event.isEventOfType(HistoryEventTypes.TASK_INSTANCE_CREATE);
        if (!created && !event.isEventOfType(HistoryEventTypes.TASK_INSTANCE_COMPLETE)) {
            return;
        }
        TaskEntity task = Context.getCommandContext().getTaskManager().findTaskById(event.getTaskId());
        TaskFacts facts = new TaskFacts(task);
        if (created) {
            String group = CandidateGroup.of(task);
            log.get().append(() -> facts.created(group));
            return;
        }
        String why = event.getDeleteReason();
        Kind kind = TaskEntity.DELETE_REASON_COMPLETED.equals(why) ? Kind.TASK_COMPLETED : Kind.TASK_CANCELLED;
        String reason = kind == Kind.TASK_COMPLETED || TaskEntity.DELETE_REASON_DELETED.equals(why) ? null : why;
        WorkEvent ended =
                facts.ended(event.getEndTime().toInstant(), kind, event.getAssignee(), event.getDueDate(), reason);
        log.get().append(List.of(ended));
    }

    private void step(HistoricActivityInstanceEventEntity event) {
        if (!event.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_END)
                || ActivityTypes.TASK_USER_TASK.equals(event.getActivityType())) {
            return;
        }
        WorkEvent.Step step = new WorkEvent.Step(
                event.getActivityInstanceId(),
                event.getActivityId(),
                event.getActivityType(),
                event.getActivityName(),
                null);
        tell(
                event,
                event.isCanceled() ? Kind.STEP_CANCELLED : Kind.STEP_DONE,
                event.getEndTime(),
                step,
                began(event.getStartTime()),
                null);
    }

    private void instance(HistoricProcessInstanceEventEntity event) {
        if (event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_START)) {
            WorkEvent.Step first = whole(event, event.getStartActivityId());
            tell(event, Kind.INSTANCE_STARTED, event.getStartTime(), first, null, null);
        } else if (event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_END)) {
            boolean completed = HistoricProcessInstance.STATE_COMPLETED.equals(event.getState());
            WorkEvent.Step last = whole(event, completed ? event.getEndActivityId() : null);
            tell(
                    event,
                    Kind.INSTANCE_ENDED,
                    event.getEndTime(),
                    last,
                    began(event.getStartTime()),
                    completed ? null : event.getDeleteReason());
        }
    }

    private static WorkEvent.Step whole(HistoricProcessInstanceEventEntity event, String element) {
        return new WorkEvent.Step(event.getProcessInstanceId(), element, "process", null, null);
    }

    private static WorkEvent.Span began(Date start) {
        return new WorkEvent.Span(start == null ? null : start.toInstant(), null, null, 0);
    }

    private void tell(
            HistoryEvent event, Kind kind, Date when, WorkEvent.Step step, WorkEvent.Span span, String detail) {
        // The engine goes on using the event: what it says now is taken down now, and the deal's number when it has
        // one.
        Instant at = when.toInstant();
        WorkEvent.Model model = new WorkEvent.Model(
                event.getProcessDefinitionKey(), event.getProcessDefinitionVersion(), event.getProcessInstanceId());
        ExecutionEntity instance =
                Context.getCommandContext().getExecutionManager().findExecutionById(event.getProcessInstanceId());
        String actor = actor();
        log.get().append(() -> new WorkEvent(at, kind, model, step, deal(instance), actor, null, null, span, detail));
    }

    static String actor() {
        return Context.getCommandContext().getAuthenticatedUserId();
    }

    /** @return null while the instance belongs to no deal */
    static WorkEvent.Deal deal(ExecutionEntity instance) {
        String key = instance == null ? null : instance.getBusinessKey();
        return key != null && DEAL_NUMBER.matcher(key).matches() ? new WorkEvent.Deal(key, null, null) : null;
    }
}
