package io.polisflow.process.sla.bulk;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Staff;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.sla.DeadlineActions;
import io.polisflow.process.sla.HeldUpSteps;
import java.util.Objects;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Does to one task what a bulk action is about, with the rights of whoever is signed on. */
@Component
class BulkStep {

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final HeldUpSteps heldUp;
    private final Staff staff;
    private final OwnWork ownWork;
    private final DeadlineActions deadlines;

    BulkStep(
            TaskService tasks,
            RuntimeService runtime,
            HeldUpSteps heldUp,
            Staff staff,
            OwnWork ownWork,
            DeadlineActions deadlines) {
        this.deadlines = deadlines;
        this.ownWork = ownWork;
        this.tasks = tasks;
        this.runtime = runtime;
        this.heldUp = heldUp;
        this.staff = staff;
    }

    /** @throws RefusedException with the reason for the report */
    BulkOutcome take(BulkAction action, BulkItem item) {
        return switch (action.kind()) {
            case REASSIGN -> reassign(item, action.undoesId() == null ? action.target() : item.giveTo());
            case EXTEND -> outcome(deadlines.extend(item.subject(), action.hours(), action.reason()));
            case RETRY -> retry(item);
            case SUSPEND -> suspend(item, true);
            case ACTIVATE -> suspend(item, false);
        };
    }

    private BulkOutcome reassign(BulkItem item, String target) {
        Task task = tasks.createTaskQuery().taskId(item.subject()).singleResult();
        if (task == null) {
            boolean open = ownWork.call(
                    () -> tasks.createTaskQuery().taskId(item.subject()).count() > 0);
            throw new RefusedException(null, open ? "У вас нет прав на эту задачу" : "Задача уже завершена");
        }
        if (Objects.equals(task.getAssignee(), target)) {
            return BulkOutcome.UNCHANGED;
        }
        if (!Objects.equals(task.getAssignee(), item.person())) {
            throw new RefusedException(
                    null,
                    task.getAssignee() == null
                            ? "Задачу за это время вернули в группу"
                            : "Задачу за это время взял " + staff.nameOf(task.getAssignee()));
        }
        if (target == null && !hasGroup(task)) {
            throw new RefusedException(null, "У задачи нет группы: вернуть её некому");
        }
        if (target != null) {
            return outcome(deadlines.reassign(task.getId(), target));
        }
        tasks.setAssignee(task.getId(), null);
        return BulkOutcome.DONE;
    }

    private static BulkOutcome outcome(DeadlineActions.Outcome outcome) {
        if (!outcome.isDone()) {
            throw new RefusedException(null, outcome.refusal().message());
        }
        return BulkOutcome.DONE;
    }

    private boolean hasGroup(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .anyMatch(link -> IdentityLinkType.CANDIDATE.equals(link.getType()));
    }

    private BulkOutcome retry(BulkItem item) {
        return switch (heldUp.retryStep(item.subject())) {
            case RETRIED -> BulkOutcome.DONE;
            case GONE -> BulkOutcome.UNCHANGED;
            case RUNNING -> throw new RefusedException(null, "Шаг выполняется прямо сейчас");
        };
    }

    private BulkOutcome suspend(BulkItem item, boolean suspended) {
        // Whether it is there is nobody's secret: who may not stop it is told so, and not that it has ended.
        ProcessInstance instance = item.instance() == null
                ? null
                : ownWork.call(() -> runtime.createProcessInstanceQuery()
                        .processInstanceId(item.instance())
                        .singleResult());
        if (instance == null) {
            throw new RefusedException(null, "Процесс уже завершён");
        }
        if (instance.isSuspended() == suspended) {
            return BulkOutcome.UNCHANGED;
        }
        if (suspended) {
            runtime.suspendProcessInstanceById(instance.getId());
        } else {
            runtime.activateProcessInstanceById(instance.getId());
        }
        return BulkOutcome.DONE;
    }
}
