package io.polisflow.process.models.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;

/**
 * One examined decision table as the rules look at it.
 *
 * @param key the decision's id
 * @param hitPolicy null when it is none that DMN knows
 */
record Table(
        String file,
        String key,
        Decision decision,
        DecisionTable definition,
        HitPolicy hitPolicy,
        List<InputColumn> inputs,
        List<OutputColumn> outputs,
        List<Row> rows) {

    /**
     * @param expression what the column compares; empty when it is left open
     * @param allowed the values that the table itself allows
     */
    record InputColumn(Input input, Feel expression, UnaryTest allowed) {

        /** @return the words above the column */
        String title() {
            String label = input.getLabel();
            return label == null || label.isBlank() ? name() : label;
        }

        /** @return the variable that the column compares, or the expression when it is more than that */
        String name() {
            return expression.text();
        }

        /** @return the column's {@code typeRef}, empty when it has none */
        String type() {
            String type = input.getInputExpression() == null
                    ? null
                    : input.getInputExpression().getTypeRef();
            return type == null ? "" : type;
        }
    }

    /** @param allowed the values that the table itself allows */
    record OutputColumn(Output output, UnaryTest allowed) {

        /** @return the words above the column */
        String title() {
            String label = output.getLabel();
            return label == null || label.isBlank() ? name() : label;
        }

        /** @return the name under which the result is read */
        String name() {
            return output.getName() == null ? "" : output.getName();
        }

        /** @return the column's {@code typeRef}, empty when it has none */
        String type() {
            return output.getTypeRef() == null ? "" : output.getTypeRef();
        }
    }

    /**
     * @param number as Camunda Modeler counts, from 1
     * @param results one for each output column, null where the cell is empty
     */
    record Row(Rule rule, int number, List<UnaryTest> tests, List<Feel> results) {

        /** @return what is written beside the row */
        String annotation() {
            return rule.getDescription() == null
                    ? ""
                    : rule.getDescription().getTextContent().strip();
        }
    }

    /** Hands over every table that findings may speak of. */
    static void each(ModelSet set, Consumer<Table> rule) {
        set.decisions().forEach((path, model) -> {
            if (set.examined().contains(path)) {
                model.getModelElementsByType(Decision.class).forEach(decision -> {
                    if (decision.getExpression() instanceof DecisionTable table) {
                        rule.accept(of(path, decision, table));
                    }
                });
            }
        });
    }

    private static Table of(String file, Decision decision, DecisionTable table) {
        List<InputColumn> inputs = table.getInputs().stream().map(Table::column).toList();
        List<OutputColumn> outputs = table.getOutputs().stream()
                .map(output -> new OutputColumn(output, allowed(output.getOutputValues())))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (Rule rule : table.getRules()) {
            List<UnaryTest> tests = rule.getInputEntries().stream()
                    .map(entry -> new UnaryTest(text(entry.getText())))
                    .toList();
            List<Feel> results = new ArrayList<>();
            rule.getOutputEntries().forEach(entry -> results.add(result(text(entry.getText()))));
            rows.add(new Row(rule, rows.size() + 1, tests, results));
        }
        return new Table(file, decision.getId(), decision, table, hitPolicy(table), inputs, outputs, rows);
    }

    private static InputColumn column(Input input) {
        LiteralExpression expression = input.getInputExpression();
        return new InputColumn(
                input,
                Feel.expression(expression == null ? "" : text(expression.getText())),
                allowed(input.getInputValues()));
    }

    private static UnaryTest allowed(org.camunda.bpm.model.dmn.instance.UnaryTests values) {
        return new UnaryTest(values == null ? "" : text(values.getText()));
    }

    private static Feel result(String text) {
        return text.isEmpty() ? null : Feel.expression(text);
    }

    private static HitPolicy hitPolicy(DecisionTable table) {
        String written = table.getAttributeValue("hitPolicy");
        return written == null ? HitPolicy.UNIQUE : named(written);
    }

    private static HitPolicy named(String written) {
        for (HitPolicy policy : HitPolicy.values()) {
            if (policy.name().equals(written.replace(' ', '_'))) {
                return policy;
            }
        }
        return null;
    }

    /** @return the content, stripped; empty when there is none */
    static String text(Text text) {
        return text == null ? "" : text.getTextContent().strip();
    }

    /** @return the texts that a row's cell names in the column for such codes; empty when it names none */
    Set<String> strings(Row row, Codes codes) {
        for (int i = 0; i < Math.min(row.tests().size(), inputs.size()); i++) {
            UnaryTest cell = row.tests().get(i);
            if (Codes.byVariable(inputs.get(i).name()) == codes && !cell.isEmpty()) {
                return cell.feel().parses() ? cell.feel().strings() : Set.of();
            }
        }
        return Set.of();
    }

    Place place() {
        return new Place(file, key, decision.getName(), 0);
    }

    Place place(InputColumn column) {
        return place(column.input(), column.title());
    }

    Place place(OutputColumn column) {
        return place(column.output(), column.title());
    }

    Place place(Row row) {
        String annotation = row.annotation();
        return place(row.rule(), "строка " + row.number() + (annotation.isEmpty() ? "" : ": " + annotation));
    }

    private Place place(DmnElement element, String name) {
        return new Place(file, element.getId(), name, 0);
    }

    /** @return the language of a cell or expression when it is another than FEEL, otherwise null */
    static String foreignLanguage(String language) {
        return language == null || language.toLowerCase().contains("feel") ? null : language;
    }

    /** @return the cell's own language, null for the default */
    static String language(Row row, int column, boolean input) {
        if (input) {
            InputEntry entry = new ArrayList<>(row.rule().getInputEntries()).get(column);
            return entry.getExpressionLanguage();
        }
        OutputEntry entry = new ArrayList<>(row.rule().getOutputEntries()).get(column);
        return entry.getExpressionLanguage();
    }
}
