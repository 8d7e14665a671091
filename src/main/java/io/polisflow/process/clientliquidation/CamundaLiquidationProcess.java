package io.polisflow.process.clientliquidation;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.refresh.LiquidationProcess;
import io.polisflow.process.engine.DealOpening;
import io.polisflow.process.engine.OwnWork;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Starts and ends the decision on a deal, in the transaction of what caused it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CamundaLiquidationProcess implements LiquidationProcess {

    private final RuntimeService runtime;
    private final OwnWork ownWork;

    // The engine resolves delegates that need this port: the cycle is cut here.
    CamundaLiquidationProcess(@Lazy RuntimeService runtime, OwnWork ownWork) {
        this.runtime = runtime;
        this.ownWork = ownWork;
    }

    @Override
    public void begun(Deal deal) {
        ownWork.run(() -> {
            if (!running(deal.number()).isEmpty()) {
                return;
            }
            runtime.createMessageCorrelation(ClientLiquidation.MESSAGE_BEGUN)
                    .processInstanceBusinessKey(deal.number())
                    .setVariable(DealOpening.DEAL_NUMBER.name(), deal.number())
                    .setVariable(DealOpening.DEAL_OWNER.name(), deal.owner())
                    .setVariable(DealOpening.CLIENT.name(), deal.client().name())
                    .correlateStartMessage();
        });
    }

    @Override
    public void settled(String dealNumber) {
        ownWork.run(() -> running(dealNumber).stream()
                // Whoever decides to lose the deal here need not be told that it is lost.
                .filter(id -> runtime.getVariable(id, ClientLiquidation.DECIDED.name()) == null)
                .forEach(id -> runtime.createMessageCorrelation(ClientLiquidation.MESSAGE_SETTLED)
                        .processInstanceId(id)
                        .correlate()));
    }

    private List<String> running(String dealNumber) {
        return runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(ClientLiquidation.KEY)
                .processInstanceBusinessKey(dealNumber)
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .toList();
    }
}
