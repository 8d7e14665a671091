package io.polisflow.process.negotiation;

import io.polisflow.crm.negotiation.Reworks;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Begins the next version of the proposal, with which the deal goes back to preparation and approval. */
@Component
class StartReworkedVersionDelegate implements JavaDelegate {

    private final Reworks reworks;

    StartReworkedVersionDelegate(Reworks reworks) {
        this.reworks = reworks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long next = reworks.startVersion(Negotiation.REWORK_ID.get(execution));
        Negotiation.PROPOSAL_ID.set(execution, next);
        Negotiation.OUTCOME.set(execution, Negotiation.OUTCOME_REWORK);
    }
}
