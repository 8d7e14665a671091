package io.polisflow.process.lostdeal;

import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.LossFields;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the deal in the CRM, which refuses a loss without its reason, and learns when to come back. */
@Component
class RecordLossDelegate implements JavaDelegate {

    private final Deals deals;

    RecordLossDelegate(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String dealNumber = execution.getProcessBusinessKey();
        deals.lose(dealNumber, LossFields.of(execution));
        LostDeal.RECONTACT_AT.set(execution, Date.from(deals.recontactAt(dealNumber)));
    }
}
