package io.polisflow.process.contractsigning;

import io.polisflow.crm.letter.Letters;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends the letter with the policies; one that the mail server refuses stands on the deal with the reason. */
@Component
@OutsideCall
class SendPolicyLetterDelegate implements JavaDelegate {

    private final Letters letters;

    SendPolicyLetterDelegate(Letters letters) {
        this.letters = letters;
    }

    @Override
    public void execute(DelegateExecution execution) {
        letters.deliver(ContractSigning.LETTER_ID.get(execution));
    }
}
