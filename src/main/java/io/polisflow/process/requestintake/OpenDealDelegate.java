package io.polisflow.process.requestintake;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.request.Requests;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the deal, whose number is the business key from here on. */
@Component
class OpenDealDelegate implements JavaDelegate {

    private final Requests requests;

    OpenDealDelegate(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Deal deal = requests.openDeal(RequestIntake.REQUEST_ID.get(execution));
        execution.setProcessBusinessKey(deal.number());
        RequestIntake.DEAL_NUMBER.set(execution, deal.number());
        RequestIntake.DEAL_OWNER.set(execution, deal.owner());
        RequestIntake.CLIENT.set(execution, deal.client().name());
        RequestIntake.INN_KNOWN.set(execution, deal.client().inn() != null);
    }
}
