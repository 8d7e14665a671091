package io.polisflow.process.proposalapproval;

import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.ApprovalStep.Decision;
import io.polisflow.crm.proposal.Approvals;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.WorkingUser;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records an approver's decision and says how the approval stands after it. */
@Component
class RecordDecisionDelegate implements JavaDelegate {

    private final Approvals approvals;

    RecordDecisionDelegate(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            Decision decision = Decision.valueOf(form.text("decision").toUpperCase(Locale.ROOT));
            String comment = decision == Decision.APPROVE ? form.text("note") : form.text("reason");
            approvals.decide(
                    ProposalApproval.PROPOSAL_ID.get(execution),
                    ApprovalRole.of(ProposalApproval.NEXT_APPROVER.get(execution)),
                    decision,
                    WorkingUser.id(),
                    comment);
            ProposalApproval.OUTCOME.set(execution, ProposalApproval.outcomeOf(decision));
        }
    }
}
