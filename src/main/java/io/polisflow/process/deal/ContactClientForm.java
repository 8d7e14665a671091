package io.polisflow.process.deal;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.process.engine.FormData;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows whom to reach, and why there is no proposal when there is none. */
@Component
class ContactClientForm implements TaskListener {

    private final Deals deals;
    private final Clients clients;
    private final Proposals proposals;

    ContactClientForm(Deals deals, Clients clients, Proposals proposals) {
        this.deals = deals;
        this.clients = clients;
        this.proposals = proposals;
    }

    @Override
    public void notify(DelegateTask task) {
        String dealNumber = task.getExecution().getProcessBusinessKey();
        long clientId = deals.get(dealNumber).client().id();
        Long proposalId = Deal.PROPOSAL_ID.get(task);
        String refusal = Optional.ofNullable(proposalId)
                .flatMap(proposals::find)
                .flatMap(Proposal::whyNot)
                .map(reason -> "Причина: " + reason)
                .orElse("");
        FormData.of(task)
                .put(
                        "contactFacts",
                        clients.contactsOf(clientId).stream()
                                .map(c -> new ContactRow(orDash(c.name()), orDash(c.phone()), orDash(c.email())))
                                .toList())
                .put("refusalText", refusal);
    }

    private static String orDash(String text) {
        return text == null ? "—" : text;
    }

    record ContactRow(String name, String phone, String email) {}
}
