package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.Renewals;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Puts the talk into the manager's calendar. */
@Component
class AnnounceRenewalDelegate implements JavaDelegate {

    private final Renewals renewals;

    AnnounceRenewalDelegate(Renewals renewals) {
        this.renewals = renewals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        renewals.announce(PolicyRenewal.POLICY_ID.get(execution));
    }
}
