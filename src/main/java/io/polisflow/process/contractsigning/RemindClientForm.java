package io.polisflow.process.contractsigning;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.contract.Contract;
import io.polisflow.process.engine.ContactRow;
import io.polisflow.process.engine.FormData;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows whom to remind of which contract. */
@Component
class RemindClientForm implements TaskListener {

    private final ContractOnForms facts;
    private final Clients clients;

    RemindClientForm(ContractOnForms facts, Clients clients) {
        this.facts = facts;
        this.clients = clients;
    }

    @Override
    public void notify(DelegateTask task) {
        FormData form = FormData.of(task);
        Contract contract = facts.show(form, task);
        form.put(
                "contactFacts",
                ContactRow.of(clients.contactsOf(contract.deal().client().id())));
    }
}
