package io.polisflow.process.lostdeal;

import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the new deal, linked to the lost one. */
@Component
class ReopenDealDelegate implements JavaDelegate {

    private final Deals deals;

    ReopenDealDelegate(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        LostDeal.NEW_DEAL.set(
                execution,
                deals.reopen(execution.getProcessBusinessKey(), Stage.FIRST_CONTACT)
                        .number());
    }
}
