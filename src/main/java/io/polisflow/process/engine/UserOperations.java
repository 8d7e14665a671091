package io.polisflow.process.engine;

import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.worklog.WorkEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells the audit what people do in the engine itself, whether through Tasklist, Cockpit, Admin or REST: users, groups, rights, models, tasks,
 * variables, instances.
 *
 * <p>The engine names each such operation for its own log, in the transaction of the operation.
 */
@Component
class UserOperations {

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry(EntityTypes.USER, "engine_user"),
            Map.entry(EntityTypes.GROUP, "engine_group"),
            Map.entry(EntityTypes.GROUP_MEMBERSHIP, "engine_membership"),
            Map.entry(EntityTypes.AUTHORIZATION, "engine_authorization"),
            Map.entry(EntityTypes.TASK, "engine_task"),
            Map.entry(EntityTypes.IDENTITY_LINK, "engine_task"),
            Map.entry(EntityTypes.VARIABLE, "engine_variable"),
            Map.entry(EntityTypes.PROCESS_INSTANCE, "engine_process"),
            Map.entry(EntityTypes.HISTORIC_PROCESS_INSTANCE, "engine_process"),
            Map.entry(EntityTypes.PROCESS_DEFINITION, "engine_definition"),
            Map.entry(EntityTypes.DECISION_DEFINITION, "engine_definition"),
            Map.entry(EntityTypes.DEPLOYMENT, "engine_deployment"),
            Map.entry(EntityTypes.JOB, "engine_job"),
            Map.entry(EntityTypes.JOB_DEFINITION, "engine_job"),
            Map.entry(EntityTypes.FILTER, "engine_filter"));

    /** Properties whose values say who may what and who has what; of all others only the name is kept. */
    private static final Set<String> PLAIN = Set.of(
            "assignee",
            "owner",
            "delegation",
            "priority",
            "dueDate",
            "followUpDate",
            "suspensionState",
            "retries",
            "userId",
            "groupId",
            "candidate",
            "permissions",
            "permissionBits",
            "resource",
            "resourceId",
            "type",
            "async",
            "nrOfInstances");

    private final ObjectProvider<AuditTrail> audit;

    // The audit needs the database's beans, the engine is built before them.
    UserOperations(ObjectProvider<AuditTrail> audit) {
        this.audit = audit;
    }

    /** @param events of any kind; one operation comes as several, one for each property */
    void told(List<HistoryEvent> events) {
        Map<String, List<UserOperationLogEntryEventEntity>> operations = new LinkedHashMap<>();
        for (HistoryEvent event : events) {
            if (event instanceof UserOperationLogEntryEventEntity entry && entry.getUserId() != null) {
                operations
                        .computeIfAbsent(
                                entry.getOperationId() + entry.getEntityType(), key -> new java.util.ArrayList<>())
                        .add(entry);
            }
        }
        operations.values().forEach(this::tell);
    }

    private void tell(List<UserOperationLogEntryEventEntity> operation) {
        UserOperationLogEntryEventEntity first = operation.get(0);
        Map<String, Object> values = new TreeMap<>();
        Set<String> names = new TreeSet<>();
        for (UserOperationLogEntryEventEntity entry : operation) {
            if (entry.getProperty() == null) {
                continue;
            }
            if (PLAIN.contains(entry.getProperty())) {
                values.put(entry.getProperty(), Arrays.asList(entry.getOrgValue(), entry.getNewValue()));
            } else {
                names.add(entry.getProperty());
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("operation", first.getOperationType());
        if (!values.isEmpty()) {
            details.put("values", values);
        }
        if (!names.isEmpty()) {
            details.put("fields", names);
        }
        audit.getObject().engine(first.getUserId(), subject(first, operation), first.getProcessInstanceId(), details);
    }

    private static AuditSubject subject(
            UserOperationLogEntryEventEntity first, List<UserOperationLogEntryEventEntity> operation) {
        String id = Stream.of(
                        first.getTaskId(),
                        first.getJobId(),
                        first.getDeploymentId(),
                        first.getProcessInstanceId(),
                        first.getProcessDefinitionId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> named(operation));
        return AuditSubject.of(KINDS.getOrDefault(first.getEntityType(), "engine_other"), id)
                .inDeal(deal(first.getProcessInstanceId()));
    }

    /** Of what lives outside processes: the login, the group. */
    private static String named(List<UserOperationLogEntryEventEntity> operation) {
        for (String property : List.of("userId", "groupId", "filterId", "resourceId")) {
            for (UserOperationLogEntryEventEntity entry : operation) {
                if (property.equals(entry.getProperty())) {
                    return entry.getNewValue() == null ? entry.getOrgValue() : entry.getNewValue();
                }
            }
        }
        return null;
    }

    private static String deal(String instanceId) {
        ExecutionEntity instance = instanceId == null
                ? null
                : Context.getCommandContext().getExecutionManager().findExecutionById(instanceId);
        WorkEvent.Deal deal = WorkEvents.deal(instance);
        return deal == null ? null : deal.number();
    }
}
