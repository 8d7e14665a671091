package io.polisflow.process.sla;

import io.polisflow.crm.agenda.DealTasks;
import io.polisflow.crm.deal.DealCondition;
import io.polisflow.process.engine.OpenDealTask;
import io.polisflow.process.engine.OwnWork;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads from the engine what people have to do and have done on deals; a deal's number is its processes' business key. */
@Component
class CamundaDealTasks implements DealTasks {

    private static final String COMPLETED = "completed";

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final HistoryService history;
    private final RepositoryService repository;
    private final OwnWork ownWork;

    // The engine starts with delegates that need the CRM, which needs this: the cycle is cut here.
    CamundaDealTasks(
            @Lazy TaskService tasks,
            @Lazy RuntimeService runtime,
            @Lazy HistoryService history,
            @Lazy RepositoryService repository,
            OwnWork ownWork) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.history = history;
        this.repository = repository;
        this.ownWork = ownWork;
    }

    @Override
    public List<OpenWork> open(Collection<String> dealNumbers, int most) {
        return dealNumbers.isEmpty() ? List.of() : ownWork.call(() -> readOpen(dealNumbers, most));
    }

    private List<OpenWork> readOpen(Collection<String> dealNumbers, int most) {
        List<Task> open = tasks.createTaskQuery()
                .processInstanceBusinessKeyIn(dealNumbers.toArray(String[]::new))
                .active()
                .orderByDueDate()
                .asc()
                .listPage(0, most);
        Set<String> instances = open.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet());
        Map<String, String> keys = instances.isEmpty()
                ? Map.of()
                : runtime.createProcessInstanceQuery().processInstanceIds(instances).list().stream()
                        .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
        return open.stream()
                .map(task -> new OpenWork(
                        task.getId(),
                        task.getName(),
                        task.getAssignee(),
                        task.getDueDate() == null ? null : task.getDueDate().toInstant(),
                        keys.get(task.getProcessInstanceId())))
                .toList();
    }

    @Override
    public DealCondition none() {
        return DealCondition.of(OpenDealTask.NONE);
    }

    @Override
    public List<DoneWork> done(Collection<String> dealNumbers, int most) {
        return dealNumbers.isEmpty() ? List.of() : ownWork.call(() -> readDone(dealNumbers, most));
    }

    private List<DoneWork> readDone(Collection<String> dealNumbers, int most) {
        List<HistoricTaskInstance> done = history.createHistoricTaskInstanceQuery()
                .processInstanceBusinessKeyIn(dealNumbers.toArray(String[]::new))
                .finished()
                .taskDeleteReason(COMPLETED)
                .orderByHistoricTaskInstanceEndTime()
                .desc()
                .orderByTaskId()
                .desc()
                .listPage(0, most);
        Set<String> instances =
                done.stream().map(HistoricTaskInstance::getProcessInstanceId).collect(Collectors.toSet());
        Map<String, HistoricProcessInstance> processes = instances.isEmpty()
                ? Map.of()
                : history.createHistoricProcessInstanceQuery().processInstanceIds(instances).list().stream()
                        .collect(Collectors.toMap(HistoricProcessInstance::getId, Function.identity()));
        return done.stream()
                .map(task -> done(task, processes.get(task.getProcessInstanceId())))
                .toList();
    }

    private DoneWork done(HistoricTaskInstance task, HistoricProcessInstance process) {
        ProcessDefinition model = repository.getProcessDefinition(task.getProcessDefinitionId());
        return new DoneWork(
                task.getId(),
                task.getName(),
                task.getAssignee(),
                task.getEndTime().toInstant(),
                process.getBusinessKey(),
                model.getName() == null ? model.getKey() : model.getName(),
                model.getVersion());
    }
}
