package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalDispatch;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.process.engine.FormData;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Offers the client's contacts as recipients, the letter as the template words it, and the PDF to look at. */
@Component
class SendProposalForm implements TaskListener {

    private final Proposals proposals;
    private final ProposalDispatch dispatch;
    private final Clients clients;

    SendProposalForm(Proposals proposals, ProposalDispatch dispatch, Clients clients) {
        this.proposals = proposals;
        this.dispatch = dispatch;
        this.clients = clients;
    }

    @Override
    public void notify(DelegateTask task) {
        Proposal proposal = proposals.get(ProposalPreparation.PROPOSAL_ID.get(task));
        RenderedLetter letter = dispatch.proposedLetter(proposal.id());
        List<Contact> reachable = clients.contactsOf(proposal.deal().client().id()).stream()
                .filter(contact -> contact.email() != null)
                .toList();
        FormData.of(task)
                .put(
                        "letterRefusal",
                        Objects.requireNonNullElse(dispatch.whyNotSent(ProposalPreparation.LETTER_ID.get(task)), ""))
                .put("proposalReference", proposal.reference())
                .put(
                        "documentHref",
                        "/api/files/" + proposal.document().id() + "/"
                                + proposal.document().name())
                .put("recipientOptions", reachable.stream().map(Option::of).toList())
                .put(
                        "contactRecipients",
                        reachable.stream().limit(1).map(Contact::email).toList())
                .put("recipients", null)
                .put("subject", letter.subject())
                .put("body", letter.text());
    }

    record Option(String label, String value) {

        static Option of(Contact contact) {
            String name = contact.name() == null ? "" : contact.name() + ", ";
            return new Option(name + contact.email(), contact.email());
        }
    }
}
