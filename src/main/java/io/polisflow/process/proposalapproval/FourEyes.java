package io.polisflow.process.proposalapproval;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.proposal.Approvals;
import io.polisflow.process.engine.EveryUserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Gives the step of an approval to nobody who had a hand in the proposal, by whatever way: taken, given, in bulk or delegated. */
@Component
class FourEyes implements EveryUserTask {

    private static final String MODEL = ProposalApproval.KEY + ":";

    private final ObjectProvider<Approvals> approvals;

    // The engine starts with its listeners, and the CRM needs the engine.
    FourEyes(ObjectProvider<Approvals> approvals) {
        this.approvals = approvals;
    }

    @Override
    public String event() {
        return EVENTNAME_ASSIGNMENT;
    }

    @Override
    public void notify(DelegateTask task) {
        String assignee = task.getAssignee();
        if (assignee == null || !task.getProcessDefinitionId().startsWith(MODEL)) {
            return;
        }
        Long proposal = ProposalApproval.PROPOSAL_ID.get(task);
        if (proposal != null) {
            approvals.getObject().objection(proposal, assignee).ifPresent(objection -> {
                throw new RefusedException(null, objection);
            });
        }
    }
}
