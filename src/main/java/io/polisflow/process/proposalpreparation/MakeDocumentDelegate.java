package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.ProposalDispatch;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes and keeps the PDF of the approved version, the very bytes that will be sent. */
@Component
@OutsideCall
class MakeDocumentDelegate implements JavaDelegate {

    private final ProposalDispatch dispatch;

    MakeDocumentDelegate(ProposalDispatch dispatch) {
        this.dispatch = dispatch;
    }

    @Override
    public void execute(DelegateExecution execution) {
        dispatch.makeDocument(ProposalPreparation.PROPOSAL_ID.get(execution));
    }
}
