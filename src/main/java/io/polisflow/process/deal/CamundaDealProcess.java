package io.polisflow.process.deal;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Loss;
import io.polisflow.process.engine.LossFields;
import io.polisflow.process.engine.OwnWork;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final Deals deals;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final OwnWork ownWork;

    // The engine resolves delegates that need this port: the cycle is cut here.
    CamundaDealProcess(Deals deals, @Lazy RuntimeService runtime, @Lazy TaskService tasks, OwnWork ownWork) {
        this.deals = deals;
        this.runtime = runtime;
        this.tasks = tasks;
        this.ownWork = ownWork;
    }

    @Override
    public void lose(String dealNumber, Loss loss) {
        tell(dealNumber, Deal.MESSAGE_LOST, LossFields.variables(loss), "Работа по сделке сейчас не ведётся");
    }

    @Override
    public void pause(String dealNumber, LocalDate until, String reason) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(Deal.PAUSED_UNTIL.name(), until == null ? null : until.toString());
        variables.put(Deal.PAUSE_REASON.name(), reason);
        tell(dealNumber, Deal.MESSAGE_PAUSED, variables, "Работа по сделке сейчас не ведётся");
    }

    @Override
    public void resume(String dealNumber) {
        tell(dealNumber, Deal.MESSAGE_RESUMED, Map.of(), "Сделка не на паузе");
    }

    @Override
    public void agree(String dealNumber) {
        tell(
                dealNumber,
                Deal.MESSAGE_AGREED,
                Map.of(),
                "Отметить согласие можно, пока идут переговоры: КП отправлено и сделка не на паузе");
    }

    /** @param otherwise why nobody waits for the message although the deal is open */
    private void tell(String dealNumber, String message, Map<String, Object> variables, String otherwise) {
        deals.get(dealNumber);
        try {
            ownWork.run(() -> runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(dealNumber)
                    .setVariables(variables)
                    .correlate());
        } catch (MismatchingMessageCorrelationException nobodyWaits) {
            deals.requireOpen(dealNumber);
            throw new ConflictException(otherwise + ": действие не выполнено");
        }
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
