package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.Proposals;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows why the underwriting system declined the risk. */
@Component
class ReviewRefusalForm implements TaskListener {

    private final Proposals proposals;

    ReviewRefusalForm(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public void notify(DelegateTask task) {
        Proposal proposal = proposals.get(ProposalPreparation.PROPOSAL_ID.get(task));
        CalculationForm.show(task, proposal)
                .put("refusalReason", Objects.requireNonNullElse(proposal.refusalReason(), "не названа"));
    }
}
