package io.polisflow.process.contractsigning;

import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.Policy;
import io.polisflow.process.engine.DealOpening;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Starts one {@code policy-renewal} for each policy, in the transaction that ends the work on the contract. */
@Component
class StartRenewalsDelegate implements JavaDelegate {

    private final Deals deals;
    private final Policies policies;

    StartRenewalsDelegate(Deals deals, Policies policies) {
        this.deals = deals;
        this.policies = policies;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();
        String dealNumber = execution.getProcessBusinessKey();
        for (Policy policy : policies.of(deals.get(dealNumber))) {
            runtime.createMessageCorrelation(ContractSigning.MESSAGE_POLICY_IN_FORCE)
                    .processInstanceBusinessKey(dealNumber)
                    .setVariable("policyId", policy.id())
                    .setVariable("policyNumber", policy.number())
                    .setVariable(DealOpening.DEAL_NUMBER.name(), dealNumber)
                    .setVariable(DealOpening.DEAL_OWNER.name(), DealOpening.DEAL_OWNER.get(execution))
                    .setVariable(DealOpening.CLIENT.name(), DealOpening.CLIENT.get(execution))
                    .correlateStartMessage();
        }
    }
}
