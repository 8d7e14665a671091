package io.polisflow.process.proposalapproval;

import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.Approvals;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Finds whose turn it is; the model branches on the role, or on nobody when all have approved. */
@Component
class ChooseApproverDelegate implements JavaDelegate {

    private final Approvals approvals;

    ChooseApproverDelegate(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String next = approvals
                .next(ProposalApproval.PROPOSAL_ID.get(execution))
                .map(ApprovalRole::code)
                .orElse(ProposalApproval.NOBODY);
        ProposalApproval.NEXT_APPROVER.set(execution, next);
    }
}
