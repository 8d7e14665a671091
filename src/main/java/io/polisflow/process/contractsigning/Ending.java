package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contracts;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.LossFields;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Ends the work on a contract that will not be concluded: lost with its reason, or back to approval with other terms. */
@Component
class Ending {

    static final String CHANGE = "change";
    static final String LOST = "lost";

    private final Contracts contracts;

    Ending(Contracts contracts) {
        this.contracts = contracts;
    }

    /** @param decision as the form gives it; any other than the two changes nothing */
    void apply(DelegateExecution execution, FormInput form, String decision) {
        long contractId = ContractSigning.CONTRACT_ID.get(execution);
        if (CHANGE.equals(decision)) {
            ContractSigning.PROPOSAL_ID.set(execution, contracts.revise(contractId));
            ContractSigning.OUTCOME.set(execution, ContractSigning.OUTCOME_CHANGED);
        } else if (LOST.equals(decision)) {
            LossFields.hand(execution, form);
            contracts.abandon(contractId);
            ContractSigning.OUTCOME.set(execution, ContractSigning.OUTCOME_LOST);
        }
    }
}
