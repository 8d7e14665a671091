package io.polisflow.process.clientacquisition;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.lead.Leads;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.TouchFields;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the deal, whose number is the business key from here on, with its first touch in the calendar. */
@Component
class OpenFirstContactDealDelegate implements JavaDelegate {

    private final Leads leads;
    private final TouchFields touch;

    OpenFirstContactDealDelegate(Leads leads, TouchFields touch) {
        this.leads = leads;
        this.touch = touch;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            Deal deal = leads.openDeal(ClientAcquisition.LEAD_ID.get(execution), touch.read(form), WorkingUser.id());
            execution.setProcessBusinessKey(deal.number());
            ClientAcquisition.DEAL_NUMBER.set(execution, deal.number());
        }
    }
}
