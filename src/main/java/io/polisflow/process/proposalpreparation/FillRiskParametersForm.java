package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Proposals.AskedParameter;
import io.polisflow.process.engine.FormData;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Lists the parameters that the chosen products declare, one row each, so that a new product needs no new form. */
@Component
class FillRiskParametersForm implements TaskListener {

    private final Proposals proposals;

    FillRiskParametersForm(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public void notify(DelegateTask task) {
        FormData.of(task)
                .put(
                        "parameters",
                        proposals.askedParameters(ProposalPreparation.PROPOSAL_ID.get(task)).stream()
                                .map(Row::of)
                                .toList());
    }

    record Option(String label, String value) {}

    record Row(
            String title, String kind, String textValue, String numberValue, String optionValue, List<Option> options) {

        static Row of(AskedParameter asked) {
            String value = asked.value();
            return switch (asked.parameter().type()) {
                case TEXT -> new Row(asked.title(), "TEXT", value, null, null, List.of());
                case NUMBER -> new Row(asked.title(), "NUMBER", null, value, null, List.of());
                case FLAG ->
                    new Row(
                            asked.title(),
                            "OPTION",
                            null,
                            null,
                            value,
                            List.of(new Option("Да", "true"), new Option("Нет", "false")));
                case OPTION ->
                    new Row(
                            asked.title(),
                            "OPTION",
                            null,
                            null,
                            value,
                            asked.parameter().options().stream()
                                    .map(option -> new Option(option.label(), option.value()))
                                    .toList());
            };
        }
    }
}
