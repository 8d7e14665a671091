package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.Proposals;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Has the draft rated by the underwriting system; the model branches on whether the risk is accepted. */
@Component
@OutsideCall
class CalculatePremiumDelegate implements JavaDelegate {

    private final Proposals proposals;

    CalculatePremiumDelegate(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String step = execution.getProcessInstanceId() + ":" + execution.getCurrentActivityId();
        boolean accepted = proposals.calculate(ProposalPreparation.PROPOSAL_ID.get(execution), step);
        ProposalPreparation.RISK_ACCEPTED.set(execution, accepted);
    }
}
