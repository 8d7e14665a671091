package io.polisflow.process.negotiation;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.negotiation.History;
import io.polisflow.crm.negotiation.Rework;
import io.polisflow.crm.negotiation.Reworks;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalReadout;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.process.engine.FormData;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows the manager or the underwriter what the client has, what they object and what is to be changed. */
@Component
class ReworkForm implements TaskListener {

    private final Reworks reworks;
    private final Proposals proposals;
    private final History history;
    private final Staff staff;

    ReworkForm(Reworks reworks, Proposals proposals, History history, Staff staff) {
        this.reworks = reworks;
        this.proposals = proposals;
        this.history = history;
        this.staff = staff;
    }

    @Override
    public void notify(DelegateTask task) {
        Rework rework = reworks.get(Negotiation.REWORK_ID.get(task));
        Proposal proposal = proposals.get(rework.proposalId());
        FormData.of(task)
                .put("proposalReference", proposal.reference())
                .put("askedBy", staff.nameOf(rework.askedBy()))
                .put("reworkRequestShown", rework.request())
                .put("calculation_lines", ProposalReadout.lines(proposal))
                .put("objectionFacts", history.objections(task.getExecution().getProcessBusinessKey()));
    }
}
