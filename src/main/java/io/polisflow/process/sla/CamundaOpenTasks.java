package io.polisflow.process.sla;

import io.polisflow.crm.agenda.OpenTasks;
import io.polisflow.process.engine.OwnWork;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads from the engine what a person has in work; the models call the client's name {@code client} in every process. */
@Component
class CamundaOpenTasks implements OpenTasks {

    private static final int MOST_URGENT = 500;
    private static final String CLIENT = "client";
    private static final String DEAL = "D-";

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final OwnWork ownWork;

    // The engine starts with delegates that need the CRM, which needs this: the cycle is cut here.
    CamundaOpenTasks(@Lazy TaskService tasks, @Lazy RuntimeService runtime, OwnWork ownWork) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.ownWork = ownWork;
    }

    @Override
    public List<OpenTask> of(String user) {
        return ownWork.call(() -> read(user));
    }

    private List<OpenTask> read(String user) {
        List<Task> open =
                tasks
                        .createTaskQuery()
                        .taskAssignee(user)
                        .active()
                        .orderByDueDate()
                        .asc()
                        .listPage(0, MOST_URGENT)
                        .stream()
                        .filter(task -> task.getDueDate() != null && task.getProcessInstanceId() != null)
                        .toList();
        Set<String> instances = open.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet());
        if (instances.isEmpty()) {
            return List.of();
        }
        Map<String, ProcessInstance> running =
                runtime.createProcessInstanceQuery().processInstanceIds(instances).list().stream()
                        .collect(Collectors.toMap(ProcessInstance::getId, Function.identity()));
        Map<String, String> clients = clients(instances);
        return open.stream()
                .map(task -> new OpenTask(
                        task.getId(),
                        task.getName(),
                        task.getDueDate().toInstant(),
                        deal(running.get(task.getProcessInstanceId())),
                        clients.get(task.getProcessInstanceId())))
                .toList();
    }

    private Map<String, String> clients(Set<String> instances) {
        return runtime
                .createVariableInstanceQuery()
                .processInstanceIdIn(instances.toArray(String[]::new))
                .variableName(CLIENT)
                .list()
                .stream()
                .filter(variable -> variable.getValue() instanceof String)
                .collect(Collectors.toMap(
                        VariableInstance::getProcessInstanceId,
                        variable -> (String) variable.getValue(),
                        (one, other) -> one));
    }

    private static String deal(ProcessInstance instance) {
        String key = instance == null ? null : instance.getBusinessKey();
        return key != null && key.startsWith(DEAL) ? key : null;
    }
}
