package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contracts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the deal that it is won; the stage follows the token. */
@Component
class MarkWonDelegate implements JavaDelegate {

    private final Contracts contracts;

    MarkWonDelegate(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContractSigning.OUTCOME.set(execution, ContractSigning.OUTCOME_WON);
        ContractSigning.LINE_COUNT.set(
                execution,
                contracts
                        .get(ContractSigning.CONTRACT_ID.get(execution))
                        .lines()
                        .size());
    }
}
