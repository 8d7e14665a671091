package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.Proposals;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Begins the next version as a copy of the one that was returned. */
@Component
class StartNewVersionDelegate implements JavaDelegate {

    private final Proposals proposals;

    StartNewVersionDelegate(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long next = proposals.startNewVersion(ProposalPreparation.PROPOSAL_ID.get(execution));
        ProposalPreparation.PROPOSAL_ID.set(execution, next);
    }
}
