package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Proposals.Draft;
import io.polisflow.crm.proposal.Proposals.LineDraft;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.FormRow;
import io.polisflow.process.engine.WorkingUser;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records the products and sums that the manager chose as a draft of the proposal. */
@Component
class RecordProposalDelegate implements JavaDelegate {

    private final Proposals proposals;

    RecordProposalDelegate(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            List<LineDraft> lines = form.rows("lines").stream()
                    .map(FormRow::new)
                    .map(row -> new LineDraft(
                            row.text("product"),
                            row.text("object"),
                            row.money("sumInsured"),
                            row.money("deductible"),
                            row.number("discount")))
                    .toList();
            Draft draft = new Draft(
                    form.date("startsOn"),
                    form.number("termMonths").intValueExact(),
                    form.text("specialConditions"),
                    lines);
            long proposalId = proposals.assemble(
                    execution.getProcessBusinessKey(),
                    ProposalPreparation.PROPOSAL_ID.get(execution),
                    WorkingUser.id(),
                    draft);
            ProposalPreparation.PROPOSAL_ID.set(execution, proposalId);
        }
    }
}
