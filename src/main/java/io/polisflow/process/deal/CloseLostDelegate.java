package io.polisflow.process.deal;

import io.polisflow.process.engine.DealOpening;
import io.polisflow.process.engine.LossFields;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Component;

/** Hands the loss to the model {@code lost-deal}, which records it, and ends what still runs beside the deal. */
@Component
class CloseLostDelegate implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();
        String dealNumber = execution.getProcessBusinessKey();
        runtime.createMessageCorrelation(Deal.MESSAGE_LOSS_REPORTED)
                .processInstanceBusinessKey(dealNumber)
                .setVariable(DealOpening.DEAL_NUMBER.name(), dealNumber)
                .setVariable(DealOpening.DEAL_OWNER.name(), DealOpening.DEAL_OWNER.get(execution))
                .setVariable(DealOpening.CLIENT.name(), DealOpening.CLIENT.get(execution))
                .setVariables(LossFields.variables(LossFields.of(execution)))
                .correlateStartMessage();
        runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(dealNumber)
                .processDefinitionKey(Deal.SIDE_WORK)
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .forEach(id -> runtime.deleteProcessInstance(id, "Сделка проиграна"));
    }
}
