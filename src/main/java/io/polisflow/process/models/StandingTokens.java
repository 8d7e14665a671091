package io.polisflow.process.models;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.models.DealDiagram.Run;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.jobexecutor.TimerCatchIntermediateEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Reads from the engine where the tokens of all runs of a deal stand, those too that wait for a job to go on. */
@Component
class StandingTokens {

    /** Of one deal; more would be a model gone wild. */
    private static final int MOST = 500;

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;

    StandingTokens(RuntimeService runtime, TaskService tasks, ManagementService management) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
    }

    /** @param order the engine's count of events on the token's way */
    record Standing(
            Run run,
            String element,
            String execution,
            String activityInstance,
            long order,
            boolean work,
            String assignee,
            Date since,
            Date due,
            boolean paused,
            String called) {}

    /** @param steps what the history tells of one of the runs; its tokens' beginning is read there */
    List<Standing> of(String dealNumber, List<Run> runs, List<HistoricActivityInstance> steps) {
        List<ExecutionEntity> executions =
                runtime.createExecutionQuery().processInstanceBusinessKey(dealNumber).listPage(0, MOST).stream()
                        .map(ExecutionEntity.class::cast)
                        .toList();
        Set<String> parents =
                executions.stream().map(ExecutionEntity::getParentId).collect(Collectors.toSet());
        Reading reading = new Reading(
                runs.stream().collect(toMap(Run::id, identity())),
                executions.stream()
                        .filter(execution -> execution.getSuperExecutionId() != null)
                        .collect(toMap(ExecutionEntity::getSuperExecutionId, ExecutionEntity::getProcessInstanceId)),
                steps.stream().collect(toMap(HistoricActivityInstance::getId, identity())),
                tasks(dealNumber),
                jobs(runs));
        return executions.stream()
                .filter(execution -> !parents.contains(execution.getId()))
                .filter(execution -> execution.getActivityId() != null && !execution.isEventScope())
                .map(reading::token)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing((Standing token) -> runs.indexOf(token.run()))
                        .thenComparing(Standing::order)
                        .thenComparing(Standing::element))
                .toList();
    }

    private Map<String, Task> tasks(String dealNumber) {
        return tasks
                .createTaskQuery()
                .processInstanceBusinessKey(dealNumber)
                .orderByTaskCreateTime()
                .asc()
                .listPage(0, MOST)
                .stream()
                .collect(toMap(Task::getExecutionId, identity(), (one, other) -> one));
    }

    private Map<String, List<Job>> jobs(List<Run> runs) {
        Set<String> alive =
                runs.stream().filter(run -> run.endedAt() == null).map(Run::id).collect(Collectors.toSet());
        return management.createJobQuery().processInstanceIds(alive).listPage(0, MOST).stream()
                .filter(job -> job.getExecutionId() != null)
                .collect(Collectors.groupingBy(Job::getExecutionId));
    }

    private record Reading(
            Map<String, Run> runs,
            Map<String, String> called,
            Map<String, HistoricActivityInstance> steps,
            Map<String, Task> tasks,
            Map<String, List<Job>> jobs) {

        Optional<Standing> token(ExecutionEntity execution) {
            Run run = runs.get(execution.getProcessInstanceId());
            if (run == null) {
                return Optional.empty();
            }
            String element = ModelElements.element(execution.getActivityId());
            HistoricActivityInstance step = steps.get(String.valueOf(execution.getActivityInstanceId()));
            boolean begun = step != null && step.getActivityId().equals(execution.getActivityId());
            Task task = tasks.get(execution.getId());
            String waitsFor = called.get(execution.getId());
            List<Job> waiting = jobs.getOrDefault(execution.getId(), List.of());
            return Optional.of(new Standing(
                    run,
                    element,
                    execution.getId(),
                    begun ? step.getId() : null,
                    execution.getSequenceCounter(),
                    task != null,
                    task == null ? null : task.getAssignee(),
                    since(begun ? step : null, task, waitsFor, waiting),
                    task == null ? timer(waiting) : task.getDueDate(),
                    execution.isSuspended(),
                    waitsFor));
        }

        private Date since(HistoricActivityInstance step, Task task, String waitsFor, List<Job> waiting) {
            if (step != null) {
                return step.getStartTime();
            }
            if (task != null) {
                return task.getCreateTime();
            }
            if (waitsFor != null) {
                return runs.containsKey(waitsFor)
                        ? Date.from(runs.get(waitsFor).startedAt().toInstant())
                        : null;
            }
            return waiting.stream()
                    .map(Job::getCreateTime)
                    .filter(Objects::nonNull)
                    .min(Date::compareTo)
                    .orElse(null);
        }

        /** When the token goes on by itself; a timer on the edge of an activity only disturbs it. */
        private static Date timer(List<Job> waiting) {
            return waiting.stream()
                    .map(JobEntity.class::cast)
                    .filter(job -> TimerCatchIntermediateEventJobHandler.TYPE.equals(job.getJobHandlerType()))
                    .map(JobEntity::getDuedate)
                    .filter(Objects::nonNull)
                    .min(Date::compareTo)
                    .orElse(null);
        }
    }
}
