package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.proposal.ProposalLine;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Proposals.AskedParameter;
import io.polisflow.crm.proposal.RiskParameter;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.engine.FormData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Lists the parameters that the chosen products declare, one row each, so that a new product needs no new form. */
@Component
class FillRiskParametersForm implements TaskListener {

    /** The fields of a row, of which the form shows the one that the row names: form-js can demand a value always or never. */
    static final List<String> VALUE_FIELDS =
            List.of("textValue", "numberValue", "optionValue", "textOptional", "numberOptional", "optionOptional");

    private final Proposals proposals;

    FillRiskParametersForm(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public void notify(DelegateTask task) {
        List<AskedParameter> asked = proposals.askedParameters(ProposalPreparation.PROPOSAL_ID.get(task));
        Map<String, List<Option>> options = new LinkedHashMap<>();
        asked.forEach(parameter -> options.put(parameter.title(), options(parameter.parameter())));
        FormData.of(task).put("parameters", rows(asked)).put("parameterOptions", options);
    }

    /** Each as its title, by which the answer is known again, its words, and the value in the field that fits it. */
    private static List<Map<String, Object>> rows(List<AskedParameter> asked) {
        List<Map<String, Object>> rows = new ArrayList<>();
        ProposalLine line = null;
        for (AskedParameter each : asked) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("heading", each.line().equals(line) ? "" : heading(each.line()));
            row.put("title", each.title());
            row.put("label", each.parameter().label());
            row.put("help", help(each.parameter()));
            row.put("least", each.parameter().minValue());
            row.put("most", each.parameter().maxValue());
            row.put("field", field(each.parameter()));
            row.put(field(each.parameter()), each.value());
            rows.add(row);
            line = each.line();
        }
        return rows;
    }

    private static String heading(ProposalLine line) {
        return line.position() + ". " + line.product().name() + ": " + line.object() + " — "
                + Rubles.format(line.sumInsured());
    }

    private static String help(RiskParameter parameter) {
        String hint = parameter.hint() == null ? "" : parameter.hint();
        if (parameter.required()) {
            return hint;
        }
        return hint.isEmpty() ? "Можно не заполнять" : hint + ". Можно не заполнять";
    }

    private static String field(RiskParameter parameter) {
        String kind =
                switch (parameter.type()) {
                    case TEXT -> "text";
                    case NUMBER -> "number";
                    case FLAG, OPTION -> "option";
                };
        return kind + (parameter.required() ? "Value" : "Optional");
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
}
