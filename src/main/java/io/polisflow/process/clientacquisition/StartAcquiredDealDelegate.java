package io.polisflow.process.clientacquisition;

import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.DealOpening;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Starts the model {@code deal} at the first contact, in the same transaction. */
@Component
class StartAcquiredDealDelegate implements JavaDelegate {

    private final Deals deals;

    StartAcquiredDealDelegate(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        new DealOpening(deals.get(execution.getProcessBusinessKey()), DealOpening.Entry.FIRST_CONTACT, null, null)
                .send(execution);
    }
}
