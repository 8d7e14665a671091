package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.Renewals;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Learns what the registry says of the client now; the model waits for it one hour and no longer. */
@Component
@OutsideCall
class CompareWithRegistryDelegate implements JavaDelegate {

    private final Renewals renewals;

    CompareWithRegistryDelegate(Renewals renewals) {
        this.renewals = renewals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        renewals.askRegistry(PolicyRenewal.POLICY_ID.get(execution));
    }
}
