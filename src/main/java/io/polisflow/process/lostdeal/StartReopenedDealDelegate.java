package io.polisflow.process.lostdeal;

import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.DealOpening;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Starts the model {@code deal} where the needs are asked for anew. */
@Component
class StartReopenedDealDelegate implements JavaDelegate {

    private final Deals deals;

    StartReopenedDealDelegate(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        new DealOpening(deals.get(LostDeal.NEW_DEAL.get(execution)), DealOpening.Entry.FIRST_CONTACT, null, null)
                .send(execution);
    }
}
