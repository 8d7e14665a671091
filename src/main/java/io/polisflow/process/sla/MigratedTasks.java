package io.polisflow.process.sla;

import java.util.List;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.beans.factory.ObjectProvider;

/** Tells the table of deadlines in which version of its model a migrated task stands from now on; its date stays as promised. */
class MigratedTasks implements HistoryEventHandler {

    private final ObjectProvider<PendingDeadlines> rows;

    MigratedTasks(ObjectProvider<PendingDeadlines> rows) {
        this.rows = rows;
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (event instanceof HistoricTaskInstanceEventEntity task
                && event.isEventOfType(HistoryEventTypes.TASK_INSTANCE_MIGRATE)) {
            ProcessDefinition model = Context.getProcessEngineConfiguration()
                    .getDeploymentCache()
                    .findDeployedProcessDefinitionById(task.getProcessDefinitionId());
            rows.getObject()
                    .migrated(task.getTaskId(), model.getKey(), model.getVersion(), task.getTaskDefinitionKey());
        }
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }
}
