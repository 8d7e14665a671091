package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.RenewalOffers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the renewal deal in the CRM; a client who goes is lost on it, so that the reason counts as any other. */
@Component
class OpenRenewalDealDelegate implements JavaDelegate {

    private final RenewalOffers offers;

    OpenRenewalDealDelegate(RenewalOffers offers) {
        this.offers = offers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PolicyRenewal.NEW_DEAL.set(
                execution,
                offers.openDeal(PolicyRenewal.POLICY_ID.get(execution)).number());
    }
}
