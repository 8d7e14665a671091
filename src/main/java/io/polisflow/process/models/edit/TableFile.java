package io.polisflow.process.models.edit;

import io.polisflow.process.models.draft.ModelXml;
import io.polisflow.process.models.edit.TableSheet.Column;
import io.polisflow.process.models.edit.TableSheet.Problem;
import io.polisflow.process.models.edit.TableSheet.Row;
import io.polisflow.process.models.gate.CellCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** A file of decision tables, of which the rows are changed and nothing else. */
public final class TableFile {

    public static final int MOST_ROWS = 1_000;
    public static final int LONGEST_CELL = 1_000;
    private static final int MOST_PROBLEMS = 20;

    private final byte[] content;
    private final Document file;

    private TableFile(byte[] content, Document file) {
        this.content = content;
        this.file = file;
    }

    /** @return empty when it is no XML */
    public static Optional<TableFile> of(byte[] content) {
        try {
            return Optional.of(new TableFile(content, ModelXml.parse(content)));
        } catch (SAXException e) {
            return Optional.empty();
        }
    }

    /** @return id → name of the decisions that are tables, in the order of the file */
    public Map<String, String> tables() {
        Map<String, String> names = new LinkedHashMap<>();
        decisions()
                .filter(decision ->
                        !ModelXml.children(decision, "decisionTable").isEmpty())
                .forEach(decision -> names.put(decision.getAttribute("id"), name(decision)));
        return names;
    }

    private Stream<Element> decisions() {
        return ModelXml.children(file.getDocumentElement(), "decision").stream();
    }

    private static String name(Element decision) {
        String name = decision.getAttribute("name");
        return name.isEmpty() ? decision.getAttribute("id") : name;
    }

    /** @return empty when the file has no such table */
    public Optional<TableSheet> sheet(String decision) {
        return table(decision).map(table -> {
            List<Column> columns = columns(table);
            List<Row> rows = new ArrayList<>();
            for (Element rule : ModelXml.children(table, "rule")) {
                rows.add(new RuleText(rule, columns).row(rows.size()));
            }
            return new TableSheet(
                    decision,
                    name((Element) table.getParentNode()),
                    hitPolicy(table.getAttribute("hitPolicy")),
                    columns,
                    rows);
        });
    }

    private Optional<Element> table(String id) {
        return decisions()
                .filter(decision -> decision.getAttribute("id").equals(id))
                .flatMap(decision -> ModelXml.children(decision, "decisionTable").stream())
                .findFirst();
    }

    private static List<Column> columns(Element table) {
        List<Column> columns = new ArrayList<>();
        for (Element input : ModelXml.children(table, "input")) {
            Element expression = ModelXml.children(input, "inputExpression").stream()
                    .findFirst()
                    .orElse(null);
            String asks = expression == null ? "" : ModelXml.textOf(expression, "text");
            columns.add(new Column(
                    title(input, asks), true, expression == null ? "" : expression.getAttribute("typeRef"), asks));
        }
        for (Element output : ModelXml.children(table, "output")) {
            String name = output.getAttribute("name");
            columns.add(new Column(title(output, name), false, output.getAttribute("typeRef"), name));
        }
        return columns;
    }

    private static String title(Element column, String otherwise) {
        String label = column.getAttribute("label");
        return label.isBlank() ? otherwise : label;
    }

    private static String hitPolicy(String policy) {
        return switch (policy) {
            case "", "UNIQUE" -> "подходит не больше одной строки";
            case "FIRST" -> "берётся первая подходящая строка сверху";
            case "ANY" -> "подходящие строки отвечают одинаково";
            case "PRIORITY" -> "берётся самый важный из ответов";
            case "RULE ORDER" -> "берутся все подходящие строки сверху вниз";
            default -> "берутся все подходящие строки";
        };
    }

    /** @return what cannot be kept, the first few, in the order of the table */
    public static List<Problem> problems(TableSheet sheet) {
        List<Problem> problems = new ArrayList<>();
        if (sheet.rows().size() > MOST_ROWS) {
            problems.add(new Problem(0, 0, "Строк больше " + MOST_ROWS + ": разделите таблицу"));
        }
        Set<String> names =
                sheet.columns().stream().filter(Column::input).map(Column::asks).collect(Collectors.toSet());
        for (int row = 0; row < sheet.rows().size() && problems.size() < MOST_PROBLEMS; row++) {
            Row typed = sheet.rows().get(row);
            for (int column = 0; column < sheet.columns().size(); column++) {
                Column head = sheet.columns().get(column);
                String problem = problem(typed.cells().get(column), head, names);
                if (problem != null) {
                    problems.add(new Problem(
                            row, column, "Строка " + (row + 1) + ", столбец «" + head.title() + "»: " + problem));
                }
            }
            if (typed.note().length() > LONGEST_CELL) {
                problems.add(
                        new Problem(row, sheet.columns().size(), "Строка " + (row + 1) + ", примечание: " + tooLong()));
            }
        }
        return problems;
    }

    private static String problem(String cell, Column column, Set<String> names) {
        return cell.length() > LONGEST_CELL ? tooLong() : CellCheck.problem(cell, column.input(), column.type(), names);
    }

    private static String tooLong() {
        return "не больше " + LONGEST_CELL + " знаков";
    }

    /** @return the file with these rows in that table, or the very same bytes when nothing differs */
    public byte[] with(TableSheet typed) {
        TableSheet now = sheet(typed.decision()).orElseThrow();
        if (now.rows().equals(typed.rows())) {
            return content.clone();
        }
        Element table = table(typed.decision()).orElseThrow();
        new RuleRows(table, now.columns()).replace(typed.rows());
        return ModelXml.write(file);
    }
}
