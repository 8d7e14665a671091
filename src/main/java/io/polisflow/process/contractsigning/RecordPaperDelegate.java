package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contracts;
import io.polisflow.process.engine.FormInput;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what became of the contract on paper. */
@Component
class RecordPaperDelegate implements JavaDelegate {

    private static final String SIGNED = "signed";

    private final Contracts contracts;
    private final Ending ending;

    RecordPaperDelegate(Contracts contracts, Ending ending) {
        this.contracts = contracts;
        this.ending = ending;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String decision;
        try (FormInput form = FormInput.of(execution)) {
            decision = form.text(ContractSigning.PAPER.name());
            long contractId = ContractSigning.CONTRACT_ID.get(execution);
            if (SIGNED.equals(decision)) {
                contracts.signedOnPaper(contractId);
            } else {
                contracts.refusedOnPaper(contractId, form.text("comment"));
                ending.apply(execution, form, decision);
            }
        }
        ContractSigning.PAPER.set(execution, decision);
    }
}
