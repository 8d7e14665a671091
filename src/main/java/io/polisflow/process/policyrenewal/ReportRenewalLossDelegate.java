package io.polisflow.process.policyrenewal;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.DealOpening;
import io.polisflow.process.engine.LossFields;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Hands the renewal deal to the model {@code lost-deal}, which closes it with its reason and comes back in time. */
@Component
class ReportRenewalLossDelegate implements JavaDelegate {

    private final Deals deals;

    ReportRenewalLossDelegate(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Deal deal = deals.get(PolicyRenewal.NEW_DEAL.get(execution));
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();
        runtime.createMessageCorrelation(PolicyRenewal.MESSAGE_LOSS_REPORTED)
                .processInstanceBusinessKey(deal.number())
                .setVariable(DealOpening.DEAL_NUMBER.name(), deal.number())
                .setVariable(DealOpening.DEAL_OWNER.name(), deal.owner())
                .setVariable(DealOpening.CLIENT.name(), deal.client().name())
                .setVariables(LossFields.variables(LossFields.of(execution)))
                .correlateStartMessage();
    }
}
