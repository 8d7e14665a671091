package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.process.engine.ContactRow;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.LossFields;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows whom to reach and why there is no proposal, and asks for the reason under which the deal is closed. */
@Component
class ExplainRefusalForm implements TaskListener {

    private final Deals deals;
    private final Clients clients;
    private final Proposals proposals;
    private final LossFields lossFields;

    ExplainRefusalForm(Deals deals, Clients clients, Proposals proposals, LossFields lossFields) {
        this.deals = deals;
        this.clients = clients;
        this.proposals = proposals;
        this.lossFields = lossFields;
    }

    @Override
    public void notify(DelegateTask task) {
        long clientId =
                deals.get(task.getExecution().getProcessBusinessKey()).client().id();
        FormData form = FormData.of(task)
                .put("contactFacts", ContactRow.of(clients.contactsOf(clientId)))
                .put(
                        "refusalText",
                        proposals
                                .find(ProposalPreparation.PROPOSAL_ID.get(task))
                                .flatMap(Proposal::whyNot)
                                .map(reason -> "Причина: " + reason)
                                .orElse(""));
        lossFields.offer(form);
    }
}
