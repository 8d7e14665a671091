package io.polisflow.security;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.audit.AuditOrigin;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityCache;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;

/**
 * Lets only those work on a task for whom the model meant it, whatever client asks.
 *
 * <p>Grants are made on definitions, so without this an underwriter could complete a lawyer's task of the same process. A task is
 * completed by its assignee, who stands in for them or, while it has none, by a member of its group; it is taken, given and changed by
 * the same, by the head of whoever has it and by supervisors, and given only to a member of its group. The engine's own work has no
 * user and passes.
 */
class TaskWorkGuard implements TaskListener {

    private final Sights sights;

    TaskWorkGuard(Sights sights) {
        this.sights = sights;
    }

    @Override
    public void notify(DelegateTask task) {
        IdentityService identityService = task.getProcessEngineServices().getIdentityService();
        Authentication user = identityService.getCurrentAuthentication();
        if (user == null || user.getUserId() == null || isBeingCreated(task)) {
            return;
        }
        Candidates candidates = Candidates.of(task);
        if (EVENTNAME_COMPLETE.equals(task.getEventName())) {
            requireMayComplete(task, candidates, user, identityService);
        } else {
            requireMayChange(task, candidates, user, identityService);
            if (EVENTNAME_ASSIGNMENT.equals(task.getEventName())) {
                requireAssigneeIsCandidate(task, candidates, identityService);
            }
        }
    }

    /** The model assigns a new task in the name of whoever completed the one before it. */
    private static boolean isBeingCreated(DelegateTask task) {
        return ((TaskEntity) task).getRevision() == 0;
    }

    private void requireMayComplete(
            DelegateTask task, Candidates candidates, Authentication user, IdentityService identityService) {
        String assignee = task.getAssignee();
        if (assignee == null && !candidates.include(user.getUserId(), groups(user))) {
            throw notMeantFor(candidates, identityService);
        }
        if (assignee != null && !sights.actsFor(user, assignee)) {
            if (!candidates.include(user.getUserId(), groups(user))) {
                throw notMeantFor(candidates, identityService);
            }
            throw new RefusedException(
                    null,
                    "Задачу уже выполняет " + fullName(assignee, identityService)
                            + ". Завершить её может исполнитель или его заместитель.");
        }
        worksFor(assignee, user);
    }

    private void requireMayChange(
            DelegateTask task, Candidates candidates, Authentication user, IdentityService identityService) {
        String before = assigneeBefore(task);
        boolean mayChange = groups(user).contains(UserGroup.SUPERVISORS.id())
                || headHandsOver(before, candidates, user)
                || (before == null ? candidates.include(user.getUserId(), groups(user)) : sights.actsFor(user, before));
        if (!mayChange) {
            throw before != null && candidates.include(user.getUserId(), groups(user))
                    ? new RefusedException(
                            null,
                            "Задачу уже выполняет " + fullName(before, identityService)
                                    + ". Передать её другому может исполнитель, его заместитель, руководитель или супервизор.")
                    : notMeantFor(candidates, identityService);
        }
        worksFor(before != null && sights.actsFor(user, before) ? before : null, user);
    }

    /** Whoever does another's work being their stand-in is named so in the audit. @param assignee null when the task is nobody's */
    private static void worksFor(String assignee, Authentication user) {
        AuditOrigin.actFor(user.getUserId().equals(assignee) ? null : assignee);
    }

    /** A head of sales gives the managers' tasks to another manager when a deal changes hands. */
    private boolean headHandsOver(String before, Candidates candidates, Authentication user) {
        return groups(user).contains(UserGroup.HEADS.id())
                && candidates.groups().contains(UserGroup.SALES.id())
                && (before == null || sights.of(user).assignees().contains(before));
    }

    /** During a change the task already has its new assignee, who must not be asked whether the change is allowed. */
    private static String assigneeBefore(DelegateTask task) {
        var change = ((TaskEntity) task).getPropertyChanges().get(TaskEntity.ASSIGNEE);
        return change == null ? task.getAssignee() : change.getOrgValueString();
    }

    private static void requireAssigneeIsCandidate(
            DelegateTask task, Candidates candidates, IdentityService identityService) {
        String assignee = task.getAssignee();
        if (assignee == null || candidates.isEmpty()) {
            return;
        }
        Set<String> groups = identityService.createGroupQuery().groupMember(assignee).list().stream()
                .map(Group::getId)
                .collect(Collectors.toSet());
        if (!candidates.include(assignee, groups)) {
            throw new RefusedException(
                    null,
                    fullName(assignee, identityService) + " не входит в число тех, кому назначена задача: "
                            + candidates.titles(identityService) + ". Выберите другого исполнителя.");
        }
    }

    private static RefusedException notMeantFor(Candidates candidates, IdentityService identityService) {
        return new RefusedException(
                null,
                candidates.isEmpty()
                        ? "Задача назначена другому сотруднику. Обратитесь к нему или к супервизору."
                        : "Задача назначена группе " + candidates.titles(identityService)
                                + ". Выполнить или изменить её может только участник этой группы.");
    }

    private static Set<String> groups(Authentication user) {
        return user.getGroupIds() == null ? Set.of() : Set.copyOf(user.getGroupIds());
    }

    private static String fullName(String userId, IdentityService identityService) {
        User user = identityService.createUserQuery().userId(userId).singleResult();
        return user == null ? userId : FullName.of(user);
    }

    /** Whom the model named for a task. */
    private record Candidates(Set<String> users, Set<String> groups) {

        static Candidates of(DelegateTask task) {
            DbEntityCache cache =
                    Context.getCommandContext().getDbEntityManager().getDbEntityCache();
            List<IdentityLink> links = task.getCandidates().stream()
                    .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                    // A group that is just being added must not allow its own addition.
                    .filter(link -> !cache.isTransient((DbEntity) link))
                    .toList();
            return new Candidates(
                    links.stream()
                            .map(IdentityLink::getUserId)
                            .filter(Objects::nonNull)
                            .collect(Collectors.toSet()),
                    links.stream()
                            .map(IdentityLink::getGroupId)
                            .filter(Objects::nonNull)
                            .collect(Collectors.toSet()));
        }

        boolean isEmpty() {
            return users.isEmpty() && groups.isEmpty();
        }

        boolean include(String userId, Set<String> groupIds) {
            return users.contains(userId) || groupIds.stream().anyMatch(groups::contains);
        }

        String titles(IdentityService identityService) {
            String names = groups.stream()
                    .sorted()
                    .map(id -> identityService.createGroupQuery().groupId(id).singleResult())
                    .filter(Objects::nonNull)
                    .map(group -> "«" + group.getName() + "»")
                    .collect(Collectors.joining(", "));
            return names.isEmpty()
                    ? users.stream()
                            .sorted()
                            .map(id -> fullName(id, identityService))
                            .collect(Collectors.joining(", "))
                    : names;
        }
    }
}
