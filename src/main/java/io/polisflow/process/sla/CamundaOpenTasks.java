package io.polisflow.process.sla;

import io.polisflow.crm.agenda.OpenTasks;
import io.polisflow.process.engine.OwnWork;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
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
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads from the engine what people have in work; the models call the client's name {@code client} in every process. */
@Component
class CamundaOpenTasks implements OpenTasks {

    private static final int MOST_URGENT = 500;
    private static final int MOST_OF_SEVERAL = 3000;
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
        return ownWork.call(() -> read(List.of(user), Instant.EPOCH, null, MOST_URGENT));
    }

    @Override
    public List<OpenTask> dueBetween(Collection<String> users, Instant from, Instant to) {
        return ownWork.call(() -> read(users, from, to, MOST_OF_SEVERAL));
    }

    private List<OpenTask> read(Collection<String> users, Instant from, Instant to, int most) {
        TaskQuery query = tasks.createTaskQuery()
                .taskAssigneeIn(users.toArray(String[]::new))
                .active()
                // The engine excludes the bound itself.
                .dueAfter(Date.from(from.minusMillis(1)))
                .orderByDueDate()
                .asc();
        if (to != null) {
            query.dueBefore(Date.from(to));
        }
        List<Task> open = query.listPage(0, most).stream()
                .filter(task -> task.getProcessInstanceId() != null)
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
                        task.getAssignee(),
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
