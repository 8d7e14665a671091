package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contracts;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks whether the client takes electronic documents. */
@Component
@OutsideCall
class FindBoxDelegate implements JavaDelegate {

    private final Contracts contracts;

    FindBoxDelegate(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContractSigning.BY_EXCHANGE.set(execution, contracts.chooseChannel(ContractSigning.CONTRACT_ID.get(execution)));
    }
}
