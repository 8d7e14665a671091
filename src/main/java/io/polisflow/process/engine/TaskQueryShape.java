package io.polisflow.process.engine;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.QueryOrderingProperty;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;

/**
 * What of a question for tasks decides how its statement reads: which conditions it has, and how long its lists are.
 *
 * @param key the same for questions whose statements differ in their values only
 * @param values those that stand in lists, by the names that the engine's mapping has for their elements
 */
record TaskQueryShape(String key, Map<String, List<?>> values) {

    private static final String AUTHORIZED_GROUP = "item";
    private static final String CANDIDATE_GROUP = "group";
    private static final String ASSIGNEE = "assignee";

    /** Each of these has a parameter of its own, in their order. */
    static final Set<String> NAMED_ONE_BY_ONE = Set.of(AUTHORIZED_GROUP, CANDIDATE_GROUP, ASSIGNEE);

    /** Looked at here one by one, or without a part in the statement. */
    private static final Set<String> APART = Set.of(
            "authCheck",
            "tenantCheck",
            "orderingProperties",
            "candidateGroups",
            "assigneeIn",
            "queries",
            "maxResults",
            "firstResult",
            "commandExecutor",
            "resultType",
            "expressions",
            "validators",
            "maxResultsLimitEnabled",
            "cachedCandidateGroups",
            "cachedUserGroups",
            "initializeFormKeys",
            "withCommentAttachmentInfo");

    private static final List<Field> CONDITIONS = Stream.of(
                    TaskQueryImpl.class, AbstractQuery.class, ListQueryParameterObject.class)
            .flatMap(type -> Stream.of(type.getDeclaredFields()))
            .filter(field -> !Modifier.isStatic(field.getModifiers()) && !APART.contains(field.getName()))
            .peek(field -> field.setAccessible(true))
            .toList();

    /** @return null for a question that is rare enough to be left to the engine */
    static TaskQueryShape of(TaskQueryImpl query) {
        StringBuilder key = new StringBuilder();
        List<String> groups = new ArrayList<>();
        List<String> assignees = new ArrayList<>();
        boolean plain = authorizations(query, key) && order(query.getOrderingProperties(), key);
        for (TaskQueryImpl part : query.getQueries()) {
            plain = plain && part.getCandidateUser() == null && conditions(part, key);
            if (plain) {
                key.append(add(part.getCandidateGroups(), groups)).append(add(part.getAssigneeIn(), assignees));
            }
        }
        return plain
                ? new TaskQueryShape(
                        key.toString(),
                        Map.of(
                                "query",
                                query.getQueries(),
                                "permCheck",
                                query.getAuthCheck().getPermissionChecks().getAtomicChecks(),
                                AUTHORIZED_GROUP,
                                asked(query) ? query.getAuthCheck().getAuthGroupIds() : List.of(),
                                CANDIDATE_GROUP,
                                groups,
                                ASSIGNEE,
                                assignees))
                : null;
    }

    private static boolean asked(TaskQueryImpl query) {
        AuthorizationCheck check = query.getAuthCheck();
        return check.getShouldPerformAuthorizatioCheck() && check.getAuthUserId() != null;
    }

    private static boolean authorizations(TaskQueryImpl query, StringBuilder key) {
        AuthorizationCheck check = query.getAuthCheck();
        boolean asked = asked(query);
        key.append(query.getTenantCheck().isTenantCheckEnabled()).append(asked);
        if (asked) {
            key.append(check.getAuthGroupIds().size())
                    .append(',')
                    .append(check.getPermissionChecks().getAtomicChecks().size())
                    .append(check.getPermissionChecks().isDisjunctive())
                    .append(check.isUseLeftJoin());
        }
        List<String> tenants = query.getTenantCheck().getAuthTenantIds();
        return (tenants == null || tenants.isEmpty())
                && (!asked
                        || !check.isRevokeAuthorizationCheckEnabled()
                                && check.getPermissionChecks()
                                        .getCompositeChecks()
                                        .isEmpty());
    }

    private static boolean order(List<QueryOrderingProperty> properties, StringBuilder key) {
        for (QueryOrderingProperty property : properties) {
            if (property.getRelation() != null) {
                return false;
            }
            key.append('|')
                    .append(property.getQueryProperty().getName())
                    .append(property.getQueryProperty().getFunction())
                    .append(property.getDirection().getName());
        }
        return true;
    }

    private static boolean conditions(TaskQueryImpl part, StringBuilder key) {
        key.append('|');
        for (Field field : CONDITIONS) {
            Object value = valueOf(field, part);
            if (value == null) {
                key.append('-');
            } else if (value instanceof String || value instanceof Date || value instanceof Number) {
                key.append('+');
            } else if (value instanceof Boolean || value instanceof Enum<?>) {
                key.append(value);
            } else if (value instanceof SuspensionState state) {
                key.append(state.getStateCode());
            } else if (isEmpty(value)) {
                key.append('0');
            } else {
                return false;
            }
        }
        return true;
    }

    private static Object valueOf(Field field, TaskQueryImpl part) {
        try {
            return field.get(part);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isEmpty(Object value) {
        return value instanceof Collection<?> many
                ? many.isEmpty()
                : value.getClass().isArray() && Array.getLength(value) == 0;
    }

    /** @return how many they are, for the key */
    private static String add(Collection<String> some, List<String> all) {
        if (some == null) {
            return "-";
        }
        all.addAll(some);
        return "," + some.size();
    }
}
