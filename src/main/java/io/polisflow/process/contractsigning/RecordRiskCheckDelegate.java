package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.ContractCheck;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what the underwriter found. */
@Component
class RecordRiskCheckDelegate implements JavaDelegate {

    private final Contracts contracts;

    RecordRiskCheckDelegate(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            boolean passed = "pass".equals(form.text("decision"));
            contracts.recordCheck(
                    ContractSigning.CONTRACT_ID.get(execution),
                    ContractCheck.Role.UNDERWRITER,
                    passed,
                    form.text("comment"),
                    WorkingUser.id());
            ContractSigning.RISK_PASSED.set(execution, passed);
        }
    }
}
