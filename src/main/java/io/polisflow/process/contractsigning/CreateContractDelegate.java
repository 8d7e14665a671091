package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contracts;
import io.polisflow.process.engine.DealOpening;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes the contract of the approved proposal. */
@Component
class CreateContractDelegate implements JavaDelegate {

    private final Contracts contracts;

    CreateContractDelegate(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContractSigning.CONTRACT_ID.set(
                execution,
                contracts.createFrom(
                        ContractSigning.PROPOSAL_ID.get(execution), DealOpening.DEAL_OWNER.get(execution)));
        ContractSigning.ATTEMPT.set(execution, 0);
    }
}
