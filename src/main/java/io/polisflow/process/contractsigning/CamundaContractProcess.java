package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.ContractProcess;
import io.polisflow.process.engine.OwnWork;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Wakes whoever waits for news of a contract; when nobody does yet, the model reads the news as it comes there. */
@Component
class CamundaContractProcess implements ContractProcess {

    private final RuntimeService runtime;
    private final OwnWork ownWork;

    // The engine resolves delegates that need this port: the cycle is cut here.
    CamundaContractProcess(@Lazy RuntimeService runtime, OwnWork ownWork) {
        this.runtime = runtime;
        this.ownWork = ownWork;
    }

    @Override
    public void answered(String dealNumber, boolean signed) {
        wake(dealNumber, signed ? ContractSigning.MESSAGE_SIGNED : ContractSigning.MESSAGE_REFUSED);
    }

    @Override
    public void policyIssued(String dealNumber) {
        wake(dealNumber, ContractSigning.MESSAGE_POLICY_ISSUED);
    }

    private void wake(String dealNumber, String message) {
        ownWork.run(() -> runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(dealNumber)
                .correlateAll());
    }
}
