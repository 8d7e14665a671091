package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contracts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes the document that both sides sign. */
@Component
class MakeContractDelegate implements JavaDelegate {

    private final Contracts contracts;

    MakeContractDelegate(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        contracts.makeDocument(ContractSigning.CONTRACT_ID.get(execution));
    }
}
