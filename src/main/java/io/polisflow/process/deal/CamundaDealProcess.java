package io.polisflow.process.deal;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Decision;
import io.polisflow.crm.deal.Loss;
import io.polisflow.process.engine.AwaitedMessages;
import io.polisflow.process.engine.LossFields;
import io.polisflow.process.engine.OwnWork;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Correlates decisions with the running models of a deal by its number. */
@Component
@Transactional
class CamundaDealProcess implements DealProcess {

    private static final Map<Decision, String> MESSAGES = Map.of(
            Decision.AGREE, Deal.MESSAGE_AGREED,
            Decision.PAUSE, Deal.MESSAGE_PAUSED,
            Decision.RESUME, Deal.MESSAGE_RESUMED,
            Decision.LOSE, Deal.MESSAGE_LOST);

    private final Deals deals;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final OwnWork ownWork;
    private final AwaitedMessages messages;

    // The engine resolves delegates that need this port: the cycle is cut here.
    CamundaDealProcess(
            Deals deals,
            @Lazy RuntimeService runtime,
            @Lazy TaskService tasks,
            OwnWork ownWork,
            AwaitedMessages messages) {
        this.messages = messages;
        this.deals = deals;
        this.runtime = runtime;
        this.tasks = tasks;
        this.ownWork = ownWork;
    }

    @Override
    public void lose(String dealNumber, Loss loss) {
        tell(dealNumber, Decision.LOSE, LossFields.variables(loss));
    }

    @Override
    public void pause(String dealNumber, LocalDate until, String reason) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(Deal.PAUSED_UNTIL.name(), until == null ? null : until.toString());
        variables.put(Deal.PAUSE_REASON.name(), reason);
        tell(dealNumber, Decision.PAUSE, variables);
    }

    @Override
    public void resume(String dealNumber) {
        tell(dealNumber, Decision.RESUME, Map.of());
    }

    @Override
    public void agree(String dealNumber) {
        tell(dealNumber, Decision.AGREE, Map.of());
    }

    private void tell(String dealNumber, Decision decision, Map<String, Object> variables) {
        deals.get(dealNumber);
        try {
            ownWork.run(() -> runtime.createMessageCorrelation(MESSAGES.get(decision))
                    .processInstanceBusinessKey(dealNumber)
                    .setVariables(variables)
                    .correlate());
        } catch (MismatchingMessageCorrelationException nobodyWaits) {
            deals.require(dealNumber, decision);
            throw new ConflictException(decision.notAwaited() + ": действие не выполнено");
        }
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Set<Decision>> awaited(Collection<String> dealNumbers) {
        Map<String, Set<Decision>> decisions = new HashMap<>();
        messages.awaited(dealNumbers, MESSAGES.values()).forEach((number, names) -> {
            Set<Decision> awaited = EnumSet.noneOf(Decision.class);
            MESSAGES.forEach((decision, message) -> {
                if (names.contains(message)) {
                    awaited.add(decision);
                }
            });
            decisions.put(number, awaited);
        });
        return decisions;
    }

    @Override
    public void handOver(String dealNumber, String newOwner) {
        String before = deals.get(dealNumber).owner();
        deals.handOver(dealNumber, newOwner);
        List<String> stopped = instancesOf(dealNumber).stream()
                .filter(ProcessInstance::isSuspended)
                .map(ProcessInstance::getId)
                .toList();
        // The engine changes no task of a paused deal: each of the three is a command of its own in the one
        // transaction.
        ownWork.run(() -> stopped.forEach(runtime::activateProcessInstanceById));
        ownWork.run(() -> assign(dealNumber, before, newOwner));
        ownWork.run(() -> stopped.forEach(runtime::suspendProcessInstanceById));
    }

    private void assign(String dealNumber, String before, String newOwner) {
        // Tasks to come are assigned by this variable; those that are open have their assignee already.
        instancesOf(dealNumber)
                .forEach(instance -> runtime.setVariable(instance.getId(), Deal.DEAL_OWNER.name(), newOwner));
        if (before != null) {
            tasks.createTaskQuery()
                    .processInstanceBusinessKey(dealNumber)
                    .taskAssignee(before)
                    .list()
                    .forEach(task -> tasks.setAssignee(task.getId(), newOwner));
        }
    }

    private List<ProcessInstance> instancesOf(String dealNumber) {
        return ownWork.call(() -> runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(dealNumber)
                .list());
    }
}
