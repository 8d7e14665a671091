package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Rubles;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Freezes the version for approval and gives the routing table what it decides by. */
@Component
class SubmitProposalDelegate implements JavaDelegate {

    private final Proposals proposals;

    SubmitProposalDelegate(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Proposal proposal = proposals.submit(ProposalPreparation.PROPOSAL_ID.get(execution));
        ProposalPreparation.PREMIUM.set(execution, Rubles.format(proposal.totalPremium()));
        ProposalPreparation.MAX_DISCOUNT.set(
                execution, proposal.maxDiscountPercent().doubleValue());
        ProposalPreparation.SUM_INSURED.set(
                execution, proposal.totalSumInsured().doubleValue());
    }
}
