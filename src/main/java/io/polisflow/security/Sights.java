package io.polisflow.security;

import io.polisflow.crm.tasksight.TaskSight;
import io.polisflow.crm.tasksight.TaskSights;
import java.util.List;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Applies the rule of who sees which task to the command that the engine runs; the engine's own work sees all. */
@Component
class Sights {

    private final ObjectProvider<TaskSights> rule;

    // The engine starts with this, and the rule needs the engine: it is asked for when a person works.
    Sights(ObjectProvider<TaskSights> rule) {
        this.rule = rule;
    }

    /** What is seen by whoever the command runs for; everything where the engine asks nobody for grants. */
    TaskSight ofCommand() {
        CommandContext context = Context.getCommandContext();
        Authentication user = context.getAuthentication();
        boolean asked = context.getProcessEngineConfiguration().isAuthorizationEnabled()
                && context.isAuthorizationCheckEnabled()
                && user != null
                && user.getUserId() != null;
        return asked ? of(user) : TaskSight.all();
    }

    TaskSight of(Authentication user) {
        return rule.getObject().of(user.getUserId(), user.getGroupIds() == null ? List.of() : user.getGroupIds());
    }

    /** Whether the person is the assignee or stands in for them today. */
    boolean actsFor(Authentication user, String assignee) {
        return user.getUserId().equals(assignee) || of(user).standsFor().contains(assignee);
    }

    /** @throws AuthorizationException when the person behind the command does not see the task */
    void require(TaskEntity task) {
        if (!sees(ofCommand(), task)) {
            throw notSeen();
        }
    }

    /** Whether the person behind the command sees the task and it is open still; who sees everything sees closed ones, too. */
    boolean seesOpen(String taskId) {
        TaskSight sight = ofCommand();
        if (sight.everything()) {
            return true;
        }
        TaskEntity task = taskId == null
                ? null
                : Context.getCommandContext().getTaskManager().findTaskById(taskId);
        return task != null && sees(sight, task);
    }

    /** @throws AuthorizationException unless {@link #seesOpen} */
    void requireOpen(String taskId) {
        if (!seesOpen(taskId)) {
            throw notSeen();
        }
    }

    /**
     * Asks history about one task without a grant for all history, if the person behind the command sees it and it is open.
     *
     * @param taskId null when the question is not about one
     */
    <T> T asked(String taskId, Callable<T> question) {
        try {
            return taskId != null && seesOpen(taskId)
                    ? Context.getCommandContext().runWithoutAuthorization(question)
                    : question.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean sees(TaskSight sight, TaskEntity task) {
        if (sight.everything()) {
            return true;
        }
        String assignee = task.getAssignee();
        return assignee == null
                ? task.getCandidates().stream().anyMatch(link -> isOffered(sight, link))
                : sight.assignees().contains(assignee);
    }

    private static boolean isOffered(TaskSight sight, IdentityLink link) {
        return IdentityLinkType.CANDIDATE.equals(link.getType())
                && link.getGroupId() != null
                && sight.groups().contains(link.getGroupId());
    }

    private static AuthorizationException notSeen() {
        return new AuthorizationException("Эту задачу ведёт другой сотрудник или она ждёт не вашей группы. Её видят"
                + " исполнитель, его заместитель, руководитель филиала и супервизоры.");
    }
}
