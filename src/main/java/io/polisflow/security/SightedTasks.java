package io.polisflow.security;

import io.polisflow.crm.tasksight.TaskSight;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.commons.utils.cache.Cache;

/**
 * Leaves out of every list and count of tasks, in the query itself, what the person who asks does not see.
 *
 * <p>The engine's grants are for whole models; a grant for each task would make long lists unusable.
 */
class SightedTasks extends TaskManager {

    private final Sights sights;

    SightedTasks(Sights sights) {
        this.sights = sights;
    }

    @Override
    public List<Task> findTasksByQueryCriteria(TaskQueryImpl query) {
        return defined(narrowed(query, List.of(), () -> super.findTasksByQueryCriteria(query)));
    }

    @Override
    public long findTaskCountByQueryCriteria(TaskQueryImpl query) {
        return narrowed(query, 0L, () -> super.findTaskCountByQueryCriteria(query));
    }

    private <T> T narrowed(TaskQueryImpl query, T nothing, Supplier<T> ask) {
        TaskSight sight = sights.ofCommand();
        if (sight.everything()) {
            return ask.get();
        }
        if (sight.nothing()) {
            return nothing;
        }
        int parts = query.getQueries().size();
        narrow(query, sight);
        try {
            return ask.get();
        } finally {
            // A stored filter's query is compared with what was stored when the command ends.
            query.getQueries().subList(parts, query.getQueries().size()).clear();
        }
    }

    /** What a task's form is called stands in its parsed definition, for which the engine would ask the database with every list. */
    private static List<Task> defined(List<Task> tasks) {
        Cache<String, ProcessDefinitionEntity> parsed =
                Context.getProcessEngineConfiguration().getDeploymentCache().getProcessDefinitionCache();
        for (Task task : tasks) {
            ProcessDefinitionEntity model =
                    task.getProcessDefinitionId() == null ? null : parsed.get(task.getProcessDefinitionId());
            TaskDefinition definition =
                    model == null ? null : model.getTaskDefinitions().get(task.getTaskDefinitionKey());
            if (definition != null) {
                ((TaskEntity) task).setTaskDefinition(definition);
            }
        }
        return tasks;
    }

    private static void narrow(TaskQueryImpl query, TaskSight sight) {
        TaskQuery either = query.or().taskAssigneeIn(new TreeSet<>(sight.assignees()).toArray(String[]::new));
        if (!sight.groups().isEmpty()) {
            either.taskCandidateGroupIn(List.copyOf(new TreeSet<>(sight.groups())));
        }
    }
}
