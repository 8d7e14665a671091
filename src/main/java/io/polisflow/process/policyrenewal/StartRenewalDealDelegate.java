package io.polisflow.process.policyrenewal;

import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.DealOpening;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Starts the model {@code deal} with the draft to go on with. */
@Component
class StartRenewalDealDelegate implements JavaDelegate {

    private final Deals deals;

    StartRenewalDealDelegate(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        new DealOpening(
                        deals.get(PolicyRenewal.NEW_DEAL.get(execution)),
                        DealOpening.Entry.RENEWAL,
                        null,
                        PolicyRenewal.NEW_PROPOSAL.get(execution))
                .send(execution);
    }
}
