package io.polisflow.process.clientacquisition;

import io.polisflow.crm.lead.Lead;
import io.polisflow.crm.lead.Leads;
import io.polisflow.process.engine.FormData;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows a client's manager the lead that a colleague hands over. */
@Component
class AcceptLeadForm implements TaskListener {

    private final Leads leads;
    private final LeadScreen screen;

    AcceptLeadForm(Leads leads, LeadScreen screen) {
        this.leads = leads;
        this.screen = screen;
    }

    @Override
    public void notify(DelegateTask task) {
        Lead lead = leads.get(ClientAcquisition.LEAD_ID.get(task));
        screen.showKnownClient(FormData.of(task), lead)
                .put("leadNoteText", lead.resolution() == null ? "" : "Комментарий: " + lead.resolution());
    }
}
