package io.polisflow.process.requestintake;

import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.DealOpening;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Starts the model {@code deal} with what the client asked for. */
@Component
class StartDealDelegate implements JavaDelegate {

    private final Deals deals;

    StartDealDelegate(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        new DealOpening(
                        deals.get(execution.getProcessBusinessKey()),
                        DealOpening.Entry.NEEDS,
                        RequestIntake.REQUEST_ID.get(execution),
                        null)
                .send(execution);
    }
}
