package io.polisflow.process.proposalapproval;

import io.polisflow.crm.proposal.Approvals;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Marks the version as approved by everyone who was asked. */
@Component
class FinishApprovalDelegate implements JavaDelegate {

    private final Approvals approvals;

    FinishApprovalDelegate(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        approvals.finish(ProposalApproval.PROPOSAL_ID.get(execution));
        ProposalApproval.OUTCOME.set(execution, ProposalApproval.OUTCOME_APPROVED);
    }
}
