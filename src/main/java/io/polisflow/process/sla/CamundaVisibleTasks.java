package io.polisflow.process.sla;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.agenda.VisibleTasks;
import io.polisflow.process.engine.OwnWork;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Asks the engine in the name of whoever is signed on; what their tasks are about is then read without grants, and those of deals
 * that they do not see are left out.
 */
@Component
class CamundaVisibleTasks implements VisibleTasks {

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final OwnWork ownWork;
    private final DealSight sight;

    // The engine starts with delegates that need the CRM, which needs this: the cycle is cut here.
    CamundaVisibleTasks(@Lazy TaskService tasks, @Lazy RuntimeService runtime, OwnWork ownWork, @Lazy DealSight sight) {
        this.sight = sight;
        this.tasks = tasks;
        this.runtime = runtime;
        this.ownWork = ownWork;
    }

    @Override
    public List<VisibleTask> among(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Task> visible =
                tasks.createTaskQuery().taskIdIn(ids.toArray(String[]::new)).list();
        Map<String, String> keys = businessKeys(visible.stream()
                .map(Task::getProcessInstanceId)
                .filter(id -> id != null)
                .collect(Collectors.toSet()));
        Set<String> unseen = sight.unseenAmong(Set.copyOf(keys.values()));
        return visible.stream()
                .filter(task -> !unseen.contains(String.valueOf(keyOf(task, keys))))
                .map(task -> new VisibleTask(
                        task.getId(),
                        task.getName(),
                        task.getDueDate() == null ? null : task.getDueDate().toInstant(),
                        keyOf(task, keys)))
                .toList();
    }

    private static String keyOf(Task task, Map<String, String> keys) {
        return task.getProcessInstanceId() == null ? null : keys.get(task.getProcessInstanceId());
    }

    private Map<String, String> businessKeys(Set<String> instances) {
        return instances.isEmpty()
                ? Map.of()
                : ownWork.call(() -> runtime.createProcessInstanceQuery().processInstanceIds(instances).list().stream()
                        .filter(instance -> instance.getBusinessKey() != null)
                        .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey)));
    }
}
