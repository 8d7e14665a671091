package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.RenewalOffers;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Drafts the offer of the next term. */
@Component
class CopyLastProposalDelegate implements JavaDelegate {

    private final RenewalOffers offers;

    CopyLastProposalDelegate(RenewalOffers offers) {
        this.offers = offers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PolicyRenewal.NEW_PROPOSAL.set(
                execution, offers.draft(PolicyRenewal.POLICY_ID.get(execution), WorkingUser.id()));
    }
}
