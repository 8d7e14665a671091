package io.polisflow.process.deal;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.ContactRow;
import io.polisflow.process.engine.FormData;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows whom to reach. */
@Component
class ContactClientForm implements TaskListener {

    private final Deals deals;
    private final Clients clients;

    ContactClientForm(Deals deals, Clients clients) {
        this.deals = deals;
        this.clients = clients;
    }

    @Override
    public void notify(DelegateTask task) {
        long clientId =
                deals.get(task.getExecution().getProcessBusinessKey()).client().id();
        FormData.of(task).put("contactFacts", ContactRow.of(clients.contactsOf(clientId)));
    }
}
