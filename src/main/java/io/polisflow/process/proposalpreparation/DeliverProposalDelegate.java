package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.ProposalDispatch;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Hands the letter with the proposal to the mail server; from then on the proposal counts as sent, unless the server refuses the letter. */
@Component
@OutsideCall
class DeliverProposalDelegate implements JavaDelegate {

    private final ProposalDispatch dispatch;

    DeliverProposalDelegate(ProposalDispatch dispatch) {
        this.dispatch = dispatch;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean taken = dispatch.send(
                ProposalPreparation.PROPOSAL_ID.get(execution), ProposalPreparation.LETTER_ID.get(execution));
        ProposalPreparation.LETTER_TAKEN.set(execution, taken);
        if (taken) {
            ProposalPreparation.OUTCOME.set(execution, ProposalPreparation.OUTCOME_SENT);
        }
    }
}
