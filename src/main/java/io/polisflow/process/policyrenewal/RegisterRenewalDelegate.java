package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.Renewals;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes the policy under watch, once however often the message comes. */
@Component
class RegisterRenewalDelegate implements JavaDelegate {

    private final Renewals renewals;

    RegisterRenewalDelegate(Renewals renewals) {
        this.renewals = renewals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PolicyRenewal.RENEWAL_WANTED.set(execution, renewals.register(PolicyRenewal.POLICY_ID.get(execution)));
    }
}
