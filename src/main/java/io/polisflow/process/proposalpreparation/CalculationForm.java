package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalReadout;
import io.polisflow.process.engine.FormData;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** Puts a calculated or declined version on a form. */
final class CalculationForm {

    private CalculationForm() {}

    static FormData show(DelegateTask task, Proposal proposal) {
        return FormData.of(task)
                .put("proposalReference", proposal.reference())
                .put("figures", ProposalReadout.figures(proposal))
                .put("warnings", ProposalReadout.remarks(proposal))
                .put("calculation_lines", ProposalReadout.lines(proposal));
    }
}
