package io.polisflow.process.contractsigning;

import io.polisflow.process.engine.FormInput;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what to do about a refusal or a wrong signature. */
@Component
class RecordRefusalDecisionDelegate implements JavaDelegate {

    private final Ending ending;

    RecordRefusalDecisionDelegate(Ending ending) {
        this.ending = ending;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String decision;
        try (FormInput form = FormInput.of(execution)) {
            decision = form.text(ContractSigning.RESOLUTION.name());
            ending.apply(execution, form, decision);
        }
        ContractSigning.RESOLUTION.set(execution, decision);
    }
}
