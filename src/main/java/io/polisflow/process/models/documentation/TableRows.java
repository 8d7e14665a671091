package io.polisflow.process.models.documentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;

/**
 * A decision table as it is written.
 *
 * @param hitPolicy as DMN calls it
 */
record TableRows(String hitPolicy, List<Column> columns, List<Row> rows) {

    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    /** @param name the variable that is asked or answered */
    record Column(String title, String name, boolean input) {}

    /** @param cells one for each column; blank where nothing is asked */
    record Row(String id, List<String> cells, String note) {}

    /** @return without columns and rows when the decision is no table */
    static TableRows of(DmnModelInstance model, String key) {
        List<Column> columns = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        if (!(model.getModelElementById(key) instanceof Decision decision)
                || !(decision.getExpression() instanceof DecisionTable table)) {
            return new TableRows("", columns, rows);
        }
        for (Input input : table.getInputs()) {
            String name = input.getInputExpression() == null
                    ? ""
                    : text(input.getInputExpression().getText());
            columns.add(new Column(title(input.getLabel(), name), name, true));
        }
        for (Output output : table.getOutputs()) {
            columns.add(new Column(title(output.getLabel(), output.getName()), output.getName(), false));
        }
        for (Rule rule : table.getRules()) {
            List<String> cells = Stream.concat(
                            rule.getInputEntries().stream().map(entry -> text(entry.getText())),
                            rule.getOutputEntries().stream().map(entry -> text(entry.getText())))
                    .toList();
            rows.add(new Row(rule.getId(), cells, note(rule)));
        }
        return new TableRows(table.getHitPolicy().name(), columns, rows);
    }

    private static String note(DmnElement rule) {
        return rule.getDescription() == null
                ? ""
                : rule.getDescription().getTextContent().strip();
    }

    private static String title(String label, String name) {
        return label == null || label.isBlank() ? String.valueOf(name) : label;
    }

    private static String text(Text text) {
        String written = text == null ? "" : text.getTextContent().strip();
        return written.equals("-") ? "" : written;
    }

    /** @return the texts in quotes of a cell */
    static Set<String> texts(String cell) {
        Set<String> texts = new HashSet<>();
        Matcher matcher = TEXT.matcher(cell);
        while (matcher.find()) {
            texts.add(matcher.group(1));
        }
        return texts;
    }

    /** @return whether the cell lets a text pass: it is blank, or names it, or names only others that are not meant */
    static boolean fits(String cell, String text) {
        return cell.isEmpty() || texts(cell).contains(text) != cell.startsWith("not(");
    }

    /** @return where the column stands that asks or answers that variable, or -1 */
    int column(String name) {
        return columns.stream().map(Column::name).toList().indexOf(name);
    }
}
