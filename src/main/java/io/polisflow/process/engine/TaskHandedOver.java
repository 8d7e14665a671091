package io.polisflow.process.engine;

import io.polisflow.crm.worklog.WorkEvent.Kind;
import io.polisflow.crm.worklog.WorkLog;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.persistence.entity.PropertyChange;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells the log of work who took a task, gave it back or to whom it was given; whom the model itself gave it to comes with its creation. */
@Component
class TaskHandedOver implements EveryUserTask {

    // The state of a task that somebody changes; one that the model is about to create is in another.
    private static final String UPDATED = "Updated";

    private final ObjectProvider<WorkLog> log;

    TaskHandedOver(ObjectProvider<WorkLog> log) {
        this.log = log;
    }

    @Override
    public String event() {
        return EVENTNAME_ASSIGNMENT;
    }

    @Override
    public void notify(DelegateTask task) {
        TaskEntity entity = (TaskEntity) task;
        PropertyChange change = entity.getPropertyChanges().get(TaskEntity.ASSIGNEE);
        if (change == null || !log.getObject().isWriting() || !UPDATED.equals(entity.getTaskState())) {
            return;
        }
        String from = change.getOrgValueString();
        String to = change.getNewValueString();
        TaskFacts facts = new TaskFacts(entity);
        Kind kind = kind(from, to);
        Instant at = ClockUtil.getCurrentTime().toInstant();
        log.getObject().append(() -> facts.handedOver(at, kind, to, from));
    }

    private static Kind kind(String from, String to) {
        if (to == null) {
            return Kind.TASK_RETURNED;
        }
        return from == null && to.equals(WorkEvents.actor()) ? Kind.TASK_TAKEN : Kind.TASK_REASSIGNED;
    }
}
