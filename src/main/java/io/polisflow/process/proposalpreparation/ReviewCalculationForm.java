package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Rubles;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows rate, coefficients, premium and the system's remarks for each line. */
@Component
class ReviewCalculationForm implements TaskListener {

    private final Proposals proposals;

    ReviewCalculationForm(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public void notify(DelegateTask task) {
        Proposal proposal = proposals.get(ProposalPreparation.PROPOSAL_ID.get(task));
        CalculationForm.show(task, proposal).put("premium", Rubles.format(proposal.totalPremium()));
    }
}
