package io.polisflow.process.sla;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.tasksight.TaskSight;
import io.polisflow.crm.tasksight.TaskSights;
import io.polisflow.process.engine.OpenTaskCount;
import io.polisflow.process.engine.OpenTaskCount.Condition;
import io.polisflow.process.engine.OwnWork;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.stereotype.Service;

/**
 * Counts what is in each of the lists that the signed-on person finds in Tasklist, with the same grants as Tasklist itself.
 *
 * <p>Lists that ask no more than the ones made at start are counted by index all at once; any other list is counted by the engine.
 */
@Service
public class TaskLists {

    private static final Map<String, Function<TaskLists, Instant>> DEADLINES =
            Map.of("${now()}", TaskLists::now, "${taskDays.tomorrow()}", TaskLists::tomorrow);

    private final FilterService filters;
    private final IdentityService identity;
    private final AuthorizationService authorizations;
    private final OpenTaskCount openTasks;
    private final TaskSights sights;
    private final OwnWork ownWork;
    private final ObjectMapper json;
    private final Clock clock;

    TaskLists(
            FilterService filters,
            IdentityService identity,
            AuthorizationService authorizations,
            OpenTaskCount openTasks,
            TaskSights sights,
            OwnWork ownWork,
            ObjectMapper json,
            Clock clock) {
        this.filters = filters;
        this.identity = identity;
        this.authorizations = authorizations;
        this.openTasks = openTasks;
        this.sights = sights;
        this.ownWork = ownWork;
        this.json = json;
        this.clock = clock;
    }

    /**
     * One list.
     *
     * @param id of the filter in the engine
     * @param tasks how many, at most {@value OpenTaskCount#MOST}
     * @param more whether there may be more than that
     */
    public record TaskList(String id, String name, long tasks, boolean more) {}

    /** @return the lists that the signed-on person may open, in no order; none when nobody is signed on */
    public List<TaskList> visible() {
        Authentication user = identity.getCurrentAuthentication();
        if (user == null || user.getUserId() == null) {
            return List.of();
        }
        List<Filter> visible =
                filters.createTaskFilterQuery().filterResourceType("Task").list();
        Sight sight = ownWork.call(() -> sightOf(user));
        List<Filter> plain = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        List<TaskList> lists = new ArrayList<>();
        for (Filter filter : visible) {
            Optional<Condition> condition = sight.byModel() ? condition(filter, user) : Optional.empty();
            if (condition.isPresent()) {
                plain.add(filter);
                conditions.add(condition.get());
            } else {
                lists.add(list(filter, filters.count(filter.getId())));
            }
        }
        List<Integer> counts = openTasks.count(conditions, sight.processes(), sight.tasks());
        for (int i = 0; i < plain.size(); i++) {
            lists.add(list(plain.get(i), counts.get(i)));
        }
        return lists;
    }

    private static TaskList list(Filter filter, long tasks) {
        return new TaskList(
                filter.getId(), filter.getName(), Math.min(tasks, OpenTaskCount.MOST), tasks >= OpenTaskCount.MOST);
    }

    /**
     * Which tasks somebody may read.
     *
     * @param byModel whether that depends on the model alone
     * @param processes keys of the models, null for all
     * @param tasks which of their tasks
     */
    private record Sight(boolean byModel, Set<String> processes, TaskSight tasks) {}

    private Sight sightOf(Authentication user) {
        TaskSight seen = sights.of(user.getUserId(), user.getGroupIds() == null ? List.of() : user.getGroupIds());
        List<Authorization> tasks = grants(user, Resources.TASK, TaskPermissions.READ);
        if (tasks.stream().anyMatch(grant -> Authorization.ANY.equals(grant.getResourceId()))) {
            return new Sight(true, null, seen);
        }
        Set<String> processes =
                grants(user, Resources.PROCESS_DEFINITION, ProcessDefinitionPermissions.READ_TASK).stream()
                        .map(Authorization::getResourceId)
                        .collect(Collectors.toSet());
        return new Sight(tasks.isEmpty(), processes.contains(Authorization.ANY) ? null : processes, seen);
    }

    /** Nothing is ever revoked, so that a grant is all there is to look for. */
    private List<Authorization> grants(Authentication user, Resources resource, Permission permission) {
        List<String> groups = user.getGroupIds() == null ? List.of() : user.getGroupIds();
        Stream<Authorization> own = authorizations
                .createAuthorizationQuery()
                .resourceType(resource)
                .userIdIn(user.getUserId(), Authorization.ANY)
                .list()
                .stream();
        Stream<Authorization> shared = groups.isEmpty()
                ? Stream.empty()
                : authorizations
                        .createAuthorizationQuery()
                        .resourceType(resource)
                        .groupIdIn(groups.toArray(String[]::new))
                        .list()
                        .stream();
        return Stream.concat(own, shared)
                .filter(grant -> grant.isPermissionGranted(permission))
                .toList();
    }

    /** @return empty when the list asks for what is not known here */
    private Optional<Condition> condition(Filter filter, Authentication user) {
        Map<String, String> asked = asked(filter);
        String assignee = null;
        List<String> groups = null;
        if (asked.containsKey("assigneeExpression")) {
            if (!"${currentUser()}".equals(asked.remove("assigneeExpression"))) {
                return Optional.empty();
            }
            assignee = user.getUserId();
        }
        if (asked.containsKey("candidateGroupsExpression")) {
            boolean own = "${currentUserGroups()}".equals(asked.remove("candidateGroupsExpression"));
            // Without it the list leaves out what somebody has taken.
            if (!own || !"true".equals(asked.remove("includeAssignedTasks"))) {
                return Optional.empty();
            }
            groups = user.getGroupIds() == null ? List.of() : user.getGroupIds();
        }
        String deadline = asked.remove("dueBeforeExpression");
        if (deadline != null && !DEADLINES.containsKey(deadline)) {
            return Optional.empty();
        }
        Instant dueBefore = deadline == null ? null : DEADLINES.get(deadline).apply(this);
        String process = asked.remove("processDefinitionKey");
        return asked.isEmpty() ? Optional.of(new Condition(assignee, groups, dueBefore, process)) : Optional.empty();
    }

    /** @return what the stored query says, without its order and without what is empty */
    private Map<String, String> asked(Filter filter) {
        try {
            JsonNode query = json.readTree(((FilterEntity) filter).getQueryInternal());
            return query.properties().stream()
                    .filter(part -> !part.getKey().equals("sorting"))
                    .filter(part -> !part.getValue().isContainerNode()
                            || !part.getValue().isEmpty())
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, part -> part.getValue().asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Filter " + filter.getId() + " holds no readable query", e);
        }
    }

    private Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    private Instant tomorrow() {
        return LocalDate.now(clock).plusDays(1).atStartOfDay(clock.getZone()).toInstant();
    }
}
