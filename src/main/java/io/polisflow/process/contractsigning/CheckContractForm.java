package io.polisflow.process.contractsigning;

import io.polisflow.process.engine.FormData;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows the lawyer and the underwriter what they check. */
@Component
class CheckContractForm implements TaskListener {

    private final ContractOnForms facts;

    CheckContractForm(ContractOnForms facts) {
        this.facts = facts;
    }

    @Override
    public void notify(DelegateTask task) {
        facts.show(FormData.of(task), task);
    }
}
