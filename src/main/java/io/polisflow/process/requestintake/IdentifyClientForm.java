package io.polisflow.process.requestintake;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.crm.request.RequestFacts;
import io.polisflow.crm.request.Requests;
import io.polisflow.process.engine.FormData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows whom a request may be from. */
@Component
class IdentifyClientForm implements TaskListener {

    private final Requests requests;
    private final Clients clients;
    private final Staff staff;

    IdentifyClientForm(Requests requests, Clients clients, Staff staff) {
        this.requests = requests;
        this.clients = clients;
        this.staff = staff;
    }

    @Override
    public void notify(DelegateTask task) {
        InsuranceRequest request = requests.get(RequestIntake.REQUEST_ID.get(task));
        List<Client> candidates = requests.candidates(request.id());
        List<Option> options = new ArrayList<>();
        candidates.forEach(client -> options.add(new Option(
                client.name() + (client.inn() == null ? "" : ", ИНН " + client.inn()),
                client.id().toString())));
        options.add(new Option("Завести новую карточку", "new"));
        FormData.of(task)
                .put("requestFacts", RequestFacts.of(request, requests.productName(request)))
                .put("candidates", candidates.stream().map(this::candidate).toList())
                .put("clientOptions", options)
                .put("newInn", request.inn())
                .put("newCompanyName", request.companyName());
    }

    private Candidate candidate(Client client) {
        String contacts = clients.contactsOf(client.id()).stream()
                .map(contact -> Stream.of(contact.name(), contact.phone(), contact.email())
                        .filter(part -> part != null)
                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        String owner = client.owner() == null ? "—" : staff.nameOf(client.owner());
        return new Candidate(client.name(), client.inn() == null ? "—" : client.inn(), contacts, owner);
    }

    record Candidate(String name, String inn, String contacts, String owner) {}

    record Option(String label, String value) {}
}
