package io.polisflow.process.models.whatif;

import io.polisflow.process.engine.expressions.FeelCheck;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;

/**
 * A decision table as it is written.
 *
 * @param rules in order
 */
record TableText(
        String key,
        String name,
        boolean ordered,
        List<Input> inputs,
        List<Output> outputs,
        List<Line> rules,
        DmnModelInstance model) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern VARIABLE =
            Pattern.compile("(?<![\\p{L}\\p{N}_$.])[\\p{L}_$][\\p{L}\\p{N}_$]*+(?!\\s*\\()");

    private static final Pattern TODAY = Pattern.compile("\\b(today|now)\\s*\\(");

    /**
     * @param asks the expression that the column compares
     * @param compared whether any row says something of it
     */
    record Input(String id, String title, String asks, boolean compared) {

        /** @return whether it asks for a variable and nothing more */
        boolean isVariable() {
            return NAME.matcher(asks).matches();
        }
    }

    /** @param name under which the answer is read */
    record Output(String name, String title) {}

    /**
     * @param number as Camunda Modeler counts, from 1
     * @param says the note beside the row, or its conditions
     * @param tests the conditions, and {@code results} the expressions of the answers, in order of the columns
     */
    record Line(String id, int number, String says, List<String> tests, List<String> results) {}

    /** @return every table of the file by its key; literal expressions are none @throws ModelException when it cannot be read */
    static Map<String, TableText> read(byte[] file) {
        return of(Dmn.readModelFromStream(new ByteArrayInputStream(file)));
    }

    static Map<String, TableText> of(DmnModelInstance model) {
        return model.getModelElementsByType(Decision.class).stream()
                .filter(decision -> decision.getExpression() instanceof DecisionTable)
                .map(decision -> of(model, decision, (DecisionTable) decision.getExpression()))
                .collect(Collectors.toMap(TableText::key, Function.identity()));
    }

    private static TableText of(DmnModelInstance model, Decision decision, DecisionTable table) {
        List<Input> inputs = new ArrayList<>();
        table.getInputs().forEach(input -> {
            InputExpression expression = input.getInputExpression();
            String asks = expression == null ? "" : text(expression.getText());
            int number = inputs.size();
            boolean compared = table.getRules().stream().anyMatch(rule -> !isAny(tests(rule), number));
            inputs.add(new Input(input.getId(), titled(input.getLabel(), asks), asks, compared));
        });
        List<Output> outputs = table.getOutputs().stream()
                .map(output -> new Output(output.getName(), titled(output.getLabel(), output.getName())))
                .toList();
        List<Line> rules = new ArrayList<>();
        for (Rule rule : table.getRules()) {
            List<String> results = rule.getOutputEntries().stream()
                    .map(entry -> text(entry.getText()))
                    .toList();
            rules.add(new Line(rule.getId(), rules.size() + 1, says(rule, inputs), tests(rule), results));
        }
        boolean ordered = table.getHitPolicy() != HitPolicy.COLLECT;
        return new TableText(
                decision.getId(), titled(decision.getName(), decision.getId()), ordered, inputs, outputs, rules, model);
    }

    private static String titled(String label, String otherwise) {
        return label == null || label.isBlank() ? otherwise : label;
    }

    private static String says(Rule rule, List<Input> inputs) {
        String note = rule.getDescription() == null
                ? ""
                : rule.getDescription().getTextContent().strip();
        if (!note.isEmpty()) {
            return note;
        }
        List<String> conditions = new ArrayList<>();
        List<String> cells = tests(rule);
        for (int i = 0; i < inputs.size(); i++) {
            if (!isAny(cells, i)) {
                conditions.add(inputs.get(i).title() + ": " + cells.get(i));
            }
        }
        return conditions.isEmpty() ? "в остальных случаях" : String.join("; ", conditions);
    }

    private static List<String> tests(Rule rule) {
        return rule.getInputEntries().stream()
                .map(entry -> text(entry.getText()))
                .toList();
    }

    private static boolean isAny(List<String> cells, int column) {
        return column >= cells.size()
                || cells.get(column).isEmpty()
                || cells.get(column).equals("-");
    }

    private static String text(Text text) {
        return text == null ? "" : text.getTextContent().strip();
    }

    /** @return the variables that anything in the table may speak of; some may be names of another kind */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        model.getModelElementsByType(Text.class).forEach(text -> names.addAll(namesIn(text.getTextContent())));
        return names;
    }

    /** @return whether everything in it is FEEL that parses and runs no code, so that the engine may be asked */
    boolean isData() {
        boolean columns = inputs.stream().allMatch(input -> FeelCheck.isData(input.asks()));
        return columns
                && rules.stream()
                        .allMatch(rule -> rule.tests().stream().allMatch(TableText::isTest)
                                && rule.results().stream().allMatch(TableText::isResult));
    }

    private static boolean isTest(String cell) {
        return cell.isEmpty() || FeelCheck.areDataTests(cell);
    }

    private static boolean isResult(String cell) {
        return cell.isEmpty() || FeelCheck.isData(cell);
    }

    /** @return whether an answer depends on the day on which it is given */
    boolean asksForToday() {
        return model.getModelElementsByType(Text.class).stream().anyMatch(text -> TODAY.matcher(
                        STRING.matcher(text.getTextContent()).replaceAll(" "))
                .find());
    }

    /** @return the answers that are written in the table as they are, as text, so that showing them tells nothing about who asked */
    Set<String> literals() {
        Set<String> literals = new TreeSet<>();
        for (Line rule : rules) {
            for (String result : rule.results()) {
                Matcher strings = STRING.matcher(result);
                while (strings.find()) {
                    literals.add(strings.group().substring(1, strings.group().length() - 1));
                }
                Matcher numbers = Pattern.compile("-?\\d+(\\.\\d+)?")
                        .matcher(STRING.matcher(result).replaceAll(" "));
                while (numbers.find()) {
                    literals.add(Outcome.plain(Double.valueOf(numbers.group())).toString());
                }
            }
        }
        literals.addAll(List.of("true", "false"));
        return literals;
    }

    /** @return what of an expression may be the name of a variable */
    static Set<String> namesIn(String expression) {
        return VARIABLE.matcher(STRING.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    /** @return the column's title for a variable that a column asks for, otherwise the variable */
    String titleOf(String variable) {
        return inputs.stream()
                .filter(input -> input.asks().equals(variable))
                .map(Input::title)
                .findFirst()
                .orElse(variable);
    }

    /** @return the file with the columns of these numbers asking for other variables, and asking no other table */
    DmnModelInstance asking(Map<Integer, String> variables) {
        DmnModelInstance copy = model.clone();
        Decision decision = copy.getModelElementById(key);
        decision.getInformationRequirements().clear();
        List<org.camunda.bpm.model.dmn.instance.Input> columns =
                List.copyOf(((DecisionTable) decision.getExpression()).getInputs());
        variables.forEach((number, variable) ->
                columns.get(number).getInputExpression().getText().setTextContent(variable));
        return copy;
    }
}
