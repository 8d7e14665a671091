package io.polisflow.process.clientacquisition;

import io.polisflow.crm.client.ClientContacts.Draft;
import io.polisflow.crm.lead.Lead;
import io.polisflow.crm.lead.Leads;
import io.polisflow.crm.lead.Leads.NewLead;
import io.polisflow.crm.lead.Leads.Taken;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.FormRow;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what a manager wrote down of a company; the model branches on whether it has a card already. */
@Component
class RecordLeadDelegate implements JavaDelegate {

    private final Leads leads;

    RecordLeadDelegate(Leads leads) {
        this.leads = leads;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String user = WorkingUser.id();
        try (FormInput form = FormInput.of(execution)) {
            Taken taken = leads.take(
                    new NewLead(
                            form.text("inn"),
                            form.text("kpp"),
                            form.text("leadSource"),
                            form.text("product"),
                            form.text("comment"),
                            form.rows("contacts").stream()
                                    .map(FormRow::new)
                                    .map(row -> new Draft(
                                            row.text("name"),
                                            row.text("position"),
                                            row.text("role"),
                                            row.text("phone"),
                                            row.text("email")))
                                    .toList()),
                    user);
            Lead lead = taken.lead();
            execution.setProcessBusinessKey(lead.number());
            ClientAcquisition.LEAD_ID.set(execution, lead.id());
            ClientAcquisition.CLIENT_KNOWN.set(execution, taken.clientKnown());
            ClientAcquisition.LEAD_OWNER.set(execution, user);
            ClientAcquisition.CLIENT_OWNER.set(execution, lead.client().owner());
            ClientAcquisition.CLIENT.set(execution, lead.client().name());
        }
    }
}
