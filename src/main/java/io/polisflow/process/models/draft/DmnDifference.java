package io.polisflow.process.models.draft;

import io.polisflow.process.models.draft.FileDifference.Change;
import io.polisflow.process.models.draft.FileDifference.Kind;
import io.polisflow.process.models.draft.FileDifference.Property;
import io.polisflow.process.models.draft.FileDifference.Sort;
import io.polisflow.process.models.draft.TableDifference.Cell;
import io.polisflow.process.models.draft.TableDifference.Column;
import io.polisflow.process.models.draft.TableDifference.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Compares two files of decision tables: columns and rows by their ids, cells by what they say. */
final class DmnDifference {

    private static final String NOTE = "#note";

    /** A table this long is compared row by row in a moment; nobody reads a longer one. */
    private static final int MOST_ROWS = 2_000;

    private DmnDifference() {}

    /** @param title as the column's head shows it @param says everything that is compared */
    private record Head(String title, boolean input, Map<String, String> says) {}

    private record Line(Map<String, String> cells) {}

    private record Decision(
            String id, String name, Map<String, String> says, Map<String, Head> columns, Map<String, Line> rows) {}

    /** @param before null when the file is new */
    static FileDifference between(String path, Document before, Document after) {
        Map<String, Decision> old = before == null ? Map.of() : decisions(before);
        Map<String, Decision> now = decisions(after);
        List<Change> changes = new ArrayList<>();
        List<TableDifference> tables = new ArrayList<>();
        now.forEach((id, decision) -> {
            Decision was = old.get(id);
            if (was == null) {
                changes.add(new Change(Sort.ADDED, id, "решение «" + decision.name() + "»", List.of()));
            } else {
                add(changes, id, "решение «" + decision.name() + "»", was.says(), decision.says());
                columns(changes, was, decision);
            }
            if (!decision.columns().isEmpty()) {
                tables.add(table(was, decision));
            }
        });
        old.forEach((id, decision) -> {
            if (!now.containsKey(id)) {
                changes.add(new Change(Sort.REMOVED, id, "решение «" + decision.name() + "»", List.of()));
            }
        });
        String title = now.values().stream().map(Decision::name).findFirst().orElse(path);
        return new FileDifference(path, title, Kind.TABLE, before == null, changes, tables, List.of(), null);
    }

    private static Map<String, Decision> decisions(Document file) {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        for (Element element : ModelXml.children(file.getDocumentElement(), "decision")) {
            String id = element.getAttribute("id");
            Map<String, String> says = new LinkedHashMap<>();
            attributes(element, says);
            Map<String, Head> columns = new LinkedHashMap<>();
            Map<String, Line> rows = new LinkedHashMap<>();
            for (Element table : ModelXml.children(element, "decisionTable")) {
                attributes(table, says);
                read(table, columns, rows);
            }
            for (Element expression : ModelXml.children(element, "literalExpression")) {
                says.put("выражение", ModelXml.textOf(expression, "text"));
            }
            String name = element.getAttribute("name");
            decisions.put(id, new Decision(id, name.isEmpty() ? id : name, says, columns, rows));
        }
        return decisions;
    }

    private static void read(Element table, Map<String, Head> columns, Map<String, Line> rows) {
        List<String> inputs = new ArrayList<>();
        for (Element input : ModelXml.children(table, "input")) {
            Map<String, String> says = new LinkedHashMap<>();
            attributes(input, says);
            ModelXml.children(input, "inputExpression").forEach(expression -> {
                attributes(expression, says);
                says.put("что спрашивается", ModelXml.textOf(expression, "text"));
            });
            ModelXml.children(input, "inputValues")
                    .forEach(values -> says.put("допустимые значения", ModelXml.textOf(values, "text")));
            inputs.add(head(input, true, says, columns));
        }
        List<String> outputs = new ArrayList<>();
        for (Element output : ModelXml.children(table, "output")) {
            Map<String, String> says = new LinkedHashMap<>();
            attributes(output, says);
            outputs.add(head(output, false, says, columns));
        }
        List<Element> rules = ModelXml.children(table, "rule");
        boolean noted = rules.stream()
                .anyMatch(rule -> !ModelXml.textOf(rule, "description").isEmpty());
        if (noted) {
            columns.put(NOTE, new Head("Примечание", false, Map.of()));
        }
        for (Element rule : rules) {
            Map<String, String> cells = new LinkedHashMap<>();
            entries(rule, "inputEntry", inputs, cells);
            entries(rule, "outputEntry", outputs, cells);
            if (noted) {
                cells.put(NOTE, ModelXml.textOf(rule, "description"));
            }
            String id = rule.getAttribute("id");
            rows.put(id.isEmpty() ? "#" + rows.size() : id, new Line(cells));
        }
    }

    private static String head(Element column, boolean input, Map<String, String> says, Map<String, Head> columns) {
        String id = column.getAttribute("id");
        String key = id.isEmpty() ? "#" + columns.size() : id;
        String label = column.getAttribute("label");
        String name = column.getAttribute("name");
        columns.put(key, new Head(label.isEmpty() ? (name.isEmpty() ? key : name) : label, input, says));
        return key;
    }

    private static void entries(Element rule, String kind, List<String> columns, Map<String, String> cells) {
        List<Element> entries = ModelXml.children(rule, kind);
        for (int i = 0; i < Math.min(entries.size(), columns.size()); i++) {
            cells.put(columns.get(i), ModelXml.textOf(entries.get(i), "text"));
        }
    }

    private static void attributes(Element element, Map<String, String> says) {
        ModelXml.attributes(element).stream()
                .filter(attribute -> !attribute.getLocalName().equals("id"))
                .forEach(attribute -> says.put(word(ModelXml.name(attribute)), attribute.getValue()));
    }

    private static String word(String attribute) {
        return switch (attribute) {
            case "name" -> "имя";
            case "label" -> "заголовок";
            case "typeRef" -> "тип";
            case "hitPolicy" -> "какие строки берутся";
            case "aggregation" -> "как сводятся";
            case "camunda:historyTimeToLive" -> "срок хранения истории";
            case "camunda:inputVariable" -> "имя входа";
            case "camunda:versionTag" -> "метка версии";
            default -> "свойство " + attribute.replace("camunda:", "");
        };
    }

    private static void columns(List<Change> changes, Decision was, Decision now) {
        now.columns().forEach((id, head) -> {
            Head old = was.columns().get(id);
            if (old == null) {
                changes.add(new Change(Sort.ADDED, id, "столбец «" + head.title() + "»", List.of()));
            } else {
                add(changes, id, "столбец «" + head.title() + "»", old.says(), head.says());
            }
        });
        was.columns().forEach((id, head) -> {
            if (!now.columns().containsKey(id)) {
                changes.add(new Change(Sort.REMOVED, id, "столбец «" + head.title() + "»", List.of()));
            }
        });
    }

    private static void add(
            List<Change> changes, String id, String what, Map<String, String> before, Map<String, String> after) {
        Set<String> names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        List<Property> properties = names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> new Property(name, before.get(name), after.get(name)))
                .toList();
        if (!properties.isEmpty()) {
            changes.add(new Change(Sort.CHANGED, id, what, properties));
        }
    }

    private static TableDifference table(Decision was, Decision now) {
        Map<String, Head> heads = new LinkedHashMap<>(now.columns());
        if (was != null) {
            was.columns().forEach(heads::putIfAbsent);
        }
        List<Column> columns = heads.entrySet().stream()
                .map(head -> new Column(
                        columnSort(head.getKey(), was, now),
                        head.getValue().title(),
                        head.getValue().input()))
                .toList();
        List<String> before = was == null ? List.of() : List.copyOf(was.rows().keySet());
        List<String> after = List.copyOf(now.rows().keySet());
        boolean comparable = before.size() <= MOST_ROWS && after.size() <= MOST_ROWS;
        Set<String> moved = comparable ? InOrder.moved(before, after) : Set.of();
        List<Row> rows = new ArrayList<>();
        int gone = 0;
        for (String id : after) {
            // A row that is gone stands where it stood: before the next one that stays.
            int stood = before.indexOf(id);
            if (stood >= 0 && !moved.contains(id)) {
                gone = removed(before, gone, stood, was, now, heads, rows);
            }
            rows.add(row(id, before, after, was, now, heads, moved.contains(id)));
        }
        removed(before, gone, before.size(), was, now, heads, rows);
        return new TableDifference(now.id(), now.name(), columns, rows);
    }

    private static int removed(
            List<String> before,
            int from,
            int to,
            Decision was,
            Decision now,
            Map<String, Head> heads,
            List<Row> rows) {
        for (int i = from; i < to; i++) {
            if (!now.rows().containsKey(before.get(i))) {
                rows.add(row(before.get(i), before, List.of(), was, now, heads, false));
            }
        }
        return Math.max(from, to);
    }

    private static Sort columnSort(String id, Decision was, Decision now) {
        if (was == null || !was.columns().containsKey(id)) {
            return was == null ? Sort.SAME : Sort.ADDED;
        }
        if (!now.columns().containsKey(id)) {
            return Sort.REMOVED;
        }
        return was.columns().get(id).equals(now.columns().get(id)) ? Sort.SAME : Sort.CHANGED;
    }

    private static Row row(
            String id,
            List<String> before,
            List<String> after,
            Decision was,
            Decision now,
            Map<String, Head> heads,
            boolean moved) {
        Line old = was == null ? null : was.rows().get(id);
        Line line = now.rows().get(id);
        List<Cell> cells = heads.keySet().stream()
                .map(column -> new Cell(
                        old == null ? null : old.cells().get(column),
                        line == null ? null : line.cells().get(column)))
                .toList();
        Sort sort = old == null
                ? Sort.ADDED
                : line == null ? Sort.REMOVED : cells.stream().anyMatch(Cell::isChanged) ? Sort.CHANGED : Sort.SAME;
        return new Row(sort, before.indexOf(id) + 1, after.indexOf(id) + 1, moved, cells);
    }
}
