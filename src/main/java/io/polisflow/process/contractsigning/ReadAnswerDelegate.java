package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.SigningEvents;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reads from the CRM what document exchange has told, whichever way it came. */
@Component
class ReadAnswerDelegate implements JavaDelegate {

    private final SigningEvents events;

    ReadAnswerDelegate(SigningEvents events) {
        this.events = events;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ContractSigning.SIGN_STATE.set(
                execution,
                switch (events.stateOf(ContractSigning.CONTRACT_ID.get(execution))) {
                    case SIGNED, CONCLUDED -> "signed";
                    case REFUSED, INVALID_SIGNATURE, ABANDONED -> "refused";
                    default -> "waiting";
                });
    }
}
