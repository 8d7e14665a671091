package io.polisflow.process.proposalapproval;

import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.Approvals;
import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Draws up the approval sheet from the route that the table {@code approval-route} gave. */
@Component
class PlanApprovalDelegate implements JavaDelegate {

    private final Approvals approvals;

    PlanApprovalDelegate(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Collection<?> route = (Collection<?>) execution.getVariable(ProposalApproval.ROUTE);
        List<ApprovalRole> roles =
                route.stream().map(String::valueOf).map(ApprovalRole::of).toList();
        approvals.plan(ProposalApproval.PROPOSAL_ID.get(execution), roles);
        execution.removeVariable(ProposalApproval.ROUTE);
    }
}
