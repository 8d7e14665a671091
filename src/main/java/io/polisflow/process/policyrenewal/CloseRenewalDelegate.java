package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.Renewals;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes a cancelled policy from watch and its talk out of the calendar. */
@Component
class CloseRenewalDelegate implements JavaDelegate {

    private final Renewals renewals;

    CloseRenewalDelegate(Renewals renewals) {
        this.renewals = renewals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        renewals.close(PolicyRenewal.POLICY_ID.get(execution));
    }
}
