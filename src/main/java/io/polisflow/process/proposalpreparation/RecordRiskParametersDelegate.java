package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.Proposals;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.FormRow;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records the risk parameters; the catalogue says which and what values they may have. */
@Component
class RecordRiskParametersDelegate implements JavaDelegate {

    private final Proposals proposals;

    RecordRiskParametersDelegate(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            List<FormRow> rows =
                    form.rows("parameters").stream().map(FormRow::new).toList();
            List<String> titles = rows.stream().map(row -> row.text("title")).toList();
            List<String> values = rows.stream()
                    .map(row -> FillRiskParametersForm.VALUE_FIELDS.stream()
                            .map(row::text)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null))
                    .toList();
            proposals.fillIn(ProposalPreparation.PROPOSAL_ID.get(execution), titles, values);
        }
    }
}
