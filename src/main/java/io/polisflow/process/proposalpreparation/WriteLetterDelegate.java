package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.ProposalDispatch;
import io.polisflow.process.engine.FormInput;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes the manager's letter with the approved document into the deal's history. */
@Component
class WriteLetterDelegate implements JavaDelegate {

    private final ProposalDispatch dispatch;

    WriteLetterDelegate(ProposalDispatch dispatch) {
        this.dispatch = dispatch;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            List<String> recipients = new ArrayList<>(form.choices("contactRecipients"));
            if (form.text("recipients") != null) {
                recipients.add(form.text("recipients"));
            }
            long letterId = dispatch.writeLetter(
                    ProposalPreparation.PROPOSAL_ID.get(execution),
                    String.join(",", recipients),
                    form.text("subject"),
                    form.text("body"));
            ProposalPreparation.LETTER_ID.set(execution, letterId);
        }
    }
}
