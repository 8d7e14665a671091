package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Proposals.AskedParameter;
import io.polisflow.crm.proposal.RiskParameter;
import io.polisflow.process.engine.FormData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        List<AskedParameter> asked = proposals.askedParameters(ProposalPreparation.PROPOSAL_ID.get(task));
        Map<String, List<Option>> options = new LinkedHashMap<>();
        asked.forEach(parameter -> options.put(parameter.title(), options(parameter.parameter())));
        FormData.of(task)
                .put("lineTitles", lineTitles(asked))
                .put("parameters", asked.stream().map(Row::of).toList())
                .put("parameterOptions", options);
    }

    private static String lineTitles(List<AskedParameter> asked) {
        return asked.stream()
                .map(AskedParameter::line)
                .distinct()
                .map(line -> line.position() + " — " + line.product().name())
                .collect(Collectors.joining("; ", "Строки: ", "."));
    }

    private static List<Option> options(RiskParameter parameter) {
        if (parameter.type() == RiskParameter.Type.FLAG) {
            return List.of(new Option("Да", "true"), new Option("Нет", "false"));
        }
        return parameter.offered().stream()
                .map(option -> new Option(option.label(), option.value()))
                .toList();
    }

    record Option(String label, String value) {}

    /** The kind decides which of the three fields the form shows. */
    record Row(String title, String kind, String textValue, String numberValue, String optionValue) {

        static Row of(AskedParameter asked) {
            String value = asked.value();
            return switch (asked.parameter().type()) {
                case TEXT -> new Row(asked.title(), "текст", value, null, null);
                case NUMBER -> new Row(asked.title(), "число", null, value, null);
                case FLAG, OPTION -> new Row(asked.title(), "выбор", null, null, value);
            };
        }
    }
}
