package io.polisflow.process.clientacquisition;

import io.polisflow.crm.lead.Leads;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Has the registry fill in the card; a registry that is down is asked again by the engine until the model goes on without. */
@Component
@OutsideCall
class FetchRequisitesDelegate implements JavaDelegate {

    private final Leads leads;

    FetchRequisitesDelegate(Leads leads) {
        this.leads = leads;
    }

    @Override
    public void execute(DelegateExecution execution) {
        leads.checkRequisites(ClientAcquisition.LEAD_ID.get(execution));
    }
}
