package io.polisflow.process.proposalapproval;

import io.polisflow.crm.proposal.Approvals;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets approvals of the version before stand where nothing they answered for has changed. */
@Component
class CarryOverApprovalsDelegate implements JavaDelegate {

    private final Approvals approvals;

    CarryOverApprovalsDelegate(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        approvals.carryOver(ProposalApproval.PROPOSAL_ID.get(execution));
    }
}
