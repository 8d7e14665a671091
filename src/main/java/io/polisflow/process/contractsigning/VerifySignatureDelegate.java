package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contracts;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Checks the client's signature over exactly the bytes that were sent. */
@Component
@OutsideCall
class VerifySignatureDelegate implements JavaDelegate {

    private final Contracts contracts;

    VerifySignatureDelegate(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContractSigning.SIGNATURE_VALID.set(
                execution, contracts.verifySignature(ContractSigning.CONTRACT_ID.get(execution)));
    }
}
