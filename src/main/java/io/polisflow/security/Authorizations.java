package io.polisflow.security;

import static io.polisflow.security.UserGroup.ADMINISTRATORS;
import static io.polisflow.security.UserGroup.ANALYSTS;
import static io.polisflow.security.UserGroup.HEADS;
import static io.polisflow.security.UserGroup.LAWYERS;
import static io.polisflow.security.UserGroup.SALES;
import static io.polisflow.security.UserGroup.SUPERVISORS;
import static io.polisflow.security.UserGroup.UNDERWRITERS;
import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_HISTORY_VARIABLE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_TASK_VARIABLE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.RETRY_JOB;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.SUSPEND_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.TASK_ASSIGN;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.TASK_WORK;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.UPDATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.UPDATE_TASK;
import static org.camunda.bpm.engine.authorization.Resources.APPLICATION;
import static org.camunda.bpm.engine.authorization.Resources.BATCH;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_REQUIREMENTS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DEPLOYMENT;
import static org.camunda.bpm.engine.authorization.Resources.FILTER;
import static org.camunda.bpm.engine.authorization.Resources.GROUP;
import static org.camunda.bpm.engine.authorization.Resources.OPERATION_LOG_CATEGORY;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_INSTANCE;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.AuthorizationQuery;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.springframework.stereotype.Component;

/**
 * The table of what each group may do in the engine, granted on definitions and never on single tasks.
 *
 * <p>Whether a person may work on one particular task is the business of {@link TaskWorkGuard}. Nothing is ever revoked: one revoke
 * makes every task list a full scan.
 */
@Component
class Authorizations {

    /** The models in which managers work; a process that is not deployed yet may have its grant already. */
    private static final List<String> SALES_PROCESSES = List.of(
            "client-acquisition",
            "request-intake",
            "deal",
            "first-contact",
            "proposal-preparation",
            "negotiation",
            "contract-signing",
            "policy-issue",
            "policy-renewal",
            "lost-deal",
            "client-liquidation",
            "call-back",
            "letter-delivery");

    private static final List<UserGroup> APPROVERS = List.of(UNDERWRITERS, LAWYERS, HEADS);

    // TASK_WORK and TASK_ASSIGN, not UPDATE_TASK: with that one a due date, which is a promise to the client, and any
    // variable of the process could be changed past the form.
    // No instances and no history: who works reads them of the deals that they see, on our pages.
    private static final Permission[] WORK = {READ, READ_TASK, TASK_WORK, TASK_ASSIGN};

    /** The models that a form in Tasklist begins; all others are begun by these. */
    private static final List<String> STARTED_BY_HAND = List.of("client-acquisition", "request-intake");

    private static final List<Resource> KEPT_BY_ADMINISTRATORS = List.of(
            APPLICATION,
            USER,
            GROUP,
            Resources.GROUP_MEMBERSHIP,
            Resources.TENANT,
            Resources.TENANT_MEMBERSHIP,
            Resources.AUTHORIZATION,
            FILTER,
            DEPLOYMENT,
            Resources.SYSTEM);

    private static final List<Grant> TABLE = table();

    private final AuthorizationService authorizationService;

    Authorizations(AuthorizationService authorizationService) {
        this.authorizationService = authorizationService;
    }

    private static List<Grant> table() {
        List<Grant> table = new ArrayList<>();

        // Everyone: the own profile, and the names that are shown beside tasks.
        everyone(table, APPLICATION, "welcome", ACCESS);
        everyone(table, USER, ANY, READ);
        everyone(table, GROUP, ANY, READ);

        // Managers work on their processes and watch the approval without taking part in it.
        allow(table, SALES, APPLICATION, "tasklist", ACCESS);
        allow(table, SALES, PROCESS_INSTANCE, ANY, CREATE);
        for (String process : SALES_PROCESSES) {
            allow(table, SALES, PROCESS_DEFINITION, process, WORK);
            // Heads hand their people's tasks over; whose they see is the business of Sights.
            allow(table, HEADS, PROCESS_DEFINITION, process, READ, READ_TASK, TASK_ASSIGN);
        }
        for (String process : STARTED_BY_HAND) {
            allow(table, SALES, PROCESS_DEFINITION, process, CREATE_INSTANCE);
        }
        allow(table, SALES, PROCESS_DEFINITION, "proposal-approval", READ);

        // Approvers work on the approval only.
        for (UserGroup approver : APPROVERS) {
            allow(table, approver, APPLICATION, "tasklist", ACCESS);
            allow(table, approver, PROCESS_DEFINITION, "proposal-approval", WORK);
        }
        // Underwriters also revise terms that a client does not take.
        allow(table, UNDERWRITERS, PROCESS_DEFINITION, "negotiation", WORK);

        // Underwriters help to rework a proposal; together with lawyers they check contracts.
        allow(table, UNDERWRITERS, PROCESS_DEFINITION, "contract-signing", WORK);
        allow(table, LAWYERS, PROCESS_DEFINITION, "contract-signing", WORK);

        // Supervisors read everything, give tasks to others and repair what has stuck.
        allow(table, SUPERVISORS, APPLICATION, "tasklist", ACCESS);
        allow(table, SUPERVISORS, APPLICATION, "cockpit", ACCESS);
        allow(table, SUPERVISORS, PROCESS_DEFINITION, ANY, READ, READ_INSTANCE, READ_HISTORY, READ_TASK);
        allow(table, SUPERVISORS, PROCESS_DEFINITION, ANY, READ_INSTANCE_VARIABLE, READ_HISTORY_VARIABLE);
        allow(table, SUPERVISORS, PROCESS_DEFINITION, ANY, READ_TASK_VARIABLE, TASK_ASSIGN, UPDATE_TASK);
        allow(table, SUPERVISORS, PROCESS_DEFINITION, ANY, UPDATE_INSTANCE, SUSPEND_INSTANCE, RETRY_JOB);
        allow(table, SUPERVISORS, PROCESS_INSTANCE, ANY, READ, ProcessInstancePermissions.RETRY_JOB);
        allow(table, SUPERVISORS, DECISION_DEFINITION, ANY, READ, Permissions.READ_HISTORY);
        allow(table, SUPERVISORS, DECISION_REQUIREMENTS_DEFINITION, ANY, READ);
        allow(table, SUPERVISORS, DEPLOYMENT, ANY, READ);
        allow(table, SUPERVISORS, BATCH, ANY, READ, CREATE);
        allow(table, SUPERVISORS, OPERATION_LOG_CATEGORY, ANY, UserOperationLogCategoryPermissions.READ);
        allow(table, SUPERVISORS, FILTER, ANY, CREATE);

        // Analysts bring models and see them, but not what clients told us.
        allow(table, ANALYSTS, APPLICATION, "cockpit", ACCESS);
        allow(table, ANALYSTS, DEPLOYMENT, ANY, CREATE, READ);
        allow(table, ANALYSTS, PROCESS_DEFINITION, ANY, READ);
        allow(table, ANALYSTS, DECISION_DEFINITION, ANY, READ);
        allow(table, ANALYSTS, DECISION_REQUIREMENTS_DEFINITION, ANY, READ);

        // Administrators keep people, rights and models, and see no deal.
        for (Resource resource : KEPT_BY_ADMINISTRATORS) {
            allow(table, ADMINISTRATORS, resource, ANY, ALL);
        }
        allow(table, ADMINISTRATORS, PROCESS_DEFINITION, ANY, READ);
        allow(table, ADMINISTRATORS, DECISION_DEFINITION, ANY, READ);
        allow(table, ADMINISTRATORS, DECISION_REQUIREMENTS_DEFINITION, ANY, READ);
        allow(
                table,
                ADMINISTRATORS,
                OPERATION_LOG_CATEGORY,
                UserOperationLogEntry.CATEGORY_ADMIN,
                UserOperationLogCategoryPermissions.READ);
        return List.copyOf(table);
    }

    private static void allow(
            List<Grant> table, UserGroup group, Resource resource, String id, Permission... permissions) {
        table.add(new Grant(group, resource, id, permissions));
    }

    private static void everyone(List<Grant> table, Resource resource, String id, Permission... permissions) {
        table.add(new Grant(null, resource, id, permissions));
    }

    /**
     * Adds what the table has and the engine has not, and takes away what an earlier release or somebody's hand granted beyond it on
     * deals; what administrators granted on people, web apps and filters stays.
     */
    void putInForce() {
        takeAwayBeyondTable();
        add(TABLE);
    }

    private void takeAwayBeyondTable() {
        Set<String> wanted = TABLE.stream().map(Authorizations::place).collect(Collectors.toSet());
        for (Resources resource : Resources.values()) {
            if (TableGrants.isTables(resource)) {
                query().resourceType(resource).list().stream()
                        .filter(found -> !wanted.contains(place(found)) || isMoreThanTable(found))
                        .forEach(found -> authorizationService.deleteAuthorization(found.getId()));
            }
        }
    }

    private static boolean isMoreThanTable(Authorization found) {
        int allowed = TABLE.stream()
                .filter(grant -> place(grant).equals(place(found)))
                .flatMap(grant -> Arrays.stream(grant.permissions()))
                .mapToInt(Permission::getValue)
                .reduce(0, (one, other) -> one | other);
        return (((AuthorizationEntity) found).getPermissions() & ~allowed) != 0;
    }

    private static String place(Grant grant) {
        return String.join(
                "|",
                String.valueOf(grant.type()),
                grant.group() == null ? "" : grant.group().id(),
                String.valueOf(grant.resource().resourceType()),
                grant.resourceId());
    }

    private static String place(Authorization found) {
        return String.join(
                "|",
                String.valueOf(found.getAuthorizationType()),
                found.getUserId() != null && found.getGroupId() == null
                        ? ANY.equals(found.getUserId()) ? "" : "user " + found.getUserId()
                        : found.getGroupId(),
                String.valueOf(found.getResourceType()),
                found.getResourceId());
    }

    /** Lets each group read the stored filter beside it. */
    void allowFilters(Map<String, List<UserGroup>> readers) {
        List<Grant> grants = new ArrayList<>();
        readers.forEach(
                (filterId, groups) -> groups.forEach(group -> grants.add(new Grant(group, FILTER, filterId, READ))));
        add(grants);
    }

    /** Asks for all that is there at once: a question for each grant would be a hundred at every start. */
    private void add(List<Grant> grants) {
        Map<String, Authorization> held = new HashMap<>();
        String[] groups = Arrays.stream(UserGroup.values()).map(UserGroup::id).toArray(String[]::new);
        Stream.of(query().groupIdIn(groups), query().userIdIn(ANY))
                .flatMap(query -> query.list().stream())
                .forEach(found -> held.put(place(found), found));
        grants.forEach(grant -> held.compute(place(grant), (place, found) -> with(grant, found)));
    }

    private AuthorizationQuery query() {
        return authorizationService.createAuthorizationQuery();
    }

    private Authorization with(Grant grant, Authorization found) {
        Authorization authorization = found;
        if (authorization == null) {
            authorization = authorizationService.createNewAuthorization(grant.type());
            if (grant.group() != null) {
                authorization.setGroupId(grant.group().id());
            }
            authorization.setResource(grant.resource());
            authorization.setResourceId(grant.resourceId());
        } else if (Arrays.stream(grant.permissions()).allMatch(authorization::isPermissionGranted)) {
            return authorization;
        }
        for (Permission permission : grant.permissions()) {
            authorization.addPermission(permission);
        }
        return authorizationService.saveAuthorization(authorization);
    }
}
