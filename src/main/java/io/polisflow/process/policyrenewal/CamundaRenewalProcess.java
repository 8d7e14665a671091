package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.RenewalProcess;
import io.polisflow.process.engine.OwnWork;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Correlates a policy's changes with the instance that waits for its end, in the transaction of the change. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CamundaRenewalProcess implements RenewalProcess {

    private final RuntimeService runtime;
    private final OwnWork ownWork;

    // The engine resolves delegates that need this port: the cycle is cut here.
    CamundaRenewalProcess(@Lazy RuntimeService runtime, OwnWork ownWork) {
        this.runtime = runtime;
        this.ownWork = ownWork;
    }

    @Override
    public void policyChanged(String dealNumber, String policyNumber) {
        tell(PolicyRenewal.MESSAGE_POLICY_CHANGED, dealNumber, policyNumber);
    }

    @Override
    public void policyCancelled(String dealNumber, String policyNumber) {
        tell(PolicyRenewal.MESSAGE_POLICY_CANCELLED, dealNumber, policyNumber);
    }

    /** One deal may have several policies, so the deal's number alone would not name the instance. */
    private void tell(String message, String dealNumber, String policyNumber) {
        ownWork.run(() -> runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(dealNumber)
                .processInstanceVariableEquals(PolicyRenewal.POLICY_NUMBER.name(), policyNumber)
                .correlateAll());
    }
}
