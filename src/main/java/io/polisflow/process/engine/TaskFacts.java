package io.polisflow.process.engine;

import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** What the engine knows of a task to which something happens, taken down while it knows it. */
final class TaskFacts {

    private static final String TYPE = "userTask";

    private final TaskEntity task;
    private final ExecutionEntity instance;
    private final WorkEvent.Model model;
    private final WorkEvent.Step step;
    private final String actor;

    TaskFacts(TaskEntity task) {
        ProcessDefinitionEntity definition = task.getProcessDefinition();
        ExecutionEntity execution = task.getExecution();
        this.task = task;
        this.instance =
                Context.getCommandContext().getExecutionManager().findExecutionById(task.getProcessInstanceId());
        this.model = new WorkEvent.Model(definition.getKey(), definition.getVersion(), task.getProcessInstanceId());
        this.step = new WorkEvent.Step(
                execution == null ? null : execution.getActivityInstanceId(),
                task.getTaskDefinitionKey(),
                TYPE,
                task.getName(),
                task.getId());
        this.actor = WorkEvents.actor();
    }

    /** Asked for at the end: the model's own listeners may still say by when it is to be done and by whom. */
    WorkEvent created(String group) {
        WorkEvent.Span span = new WorkEvent.Span(null, null, instant(task.getDueDate()), 0);
        return event(instant(task.getCreateTime()), Kind.TASK_CREATED, task.getAssignee(), group, span, null);
    }

    WorkEvent handedOver(Instant at, Kind kind, String to, String from) {
        return event(at, kind, to, null, null, from);
    }

    WorkEvent ended(Instant at, Kind kind, String assignee, Date due, String reason) {
        WorkEvent.Span span = new WorkEvent.Span(instant(task.getCreateTime()), null, instant(due), 0);
        return event(at, kind, assignee, null, span, reason);
    }

    private WorkEvent event(Instant at, Kind kind, String assignee, String group, WorkEvent.Span span, String detail) {
        return new WorkEvent(at, kind, model, step, WorkEvents.deal(instance), actor, assignee, group, span, detail);
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }
}
