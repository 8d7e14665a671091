package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.Renewals;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Counts back from the policy's end by the number that the model's step names. */
@Component
class PlanRenewalDelegate implements JavaDelegate {

    private final Renewals renewals;

    PlanRenewalDelegate(Renewals renewals) {
        this.renewals = renewals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int daysBefore = Integer.parseInt(
                String.valueOf(execution.getVariable(PolicyRenewal.DAYS_BEFORE)).strip());
        PolicyRenewal.RENEWAL_AT.set(
                execution, Date.from(renewals.plan(PolicyRenewal.POLICY_ID.get(execution), daysBefore)));
    }
}
