package io.polisflow.process.contractsigning;

import io.polisflow.crm.policy.PolicyLetters;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes the letter with the policies, when there is somebody to write to. */
@Component
class WritePolicyLetterDelegate implements JavaDelegate {

    private final PolicyLetters letters;

    WritePolicyLetterDelegate(PolicyLetters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContractSigning.LETTER_ID.set(
                execution, letters.write(execution.getProcessBusinessKey()).orElse(null));
    }
}
