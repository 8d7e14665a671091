package io.polisflow.process.models.gate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.springframework.web.util.HtmlUtils;

/**
 * Decision tables as short text: the hit policy, the columns, a row a line.
 *
 * <pre>
 * UNIQUE
 * sum:double, product -> months:integer
 * &lt; 100 | "cargo" -> 3
 * </pre>
 */
final class TableText {

    private TableText() {}

    static DmnModelInstance read(String key, String text) {
        return Dmn.readModelFromStream(new ByteArrayInputStream(xml(key, text).getBytes(StandardCharsets.UTF_8)));
    }

    static String xml(String key, String text) {
        List<String> lines = text.strip().lines().map(String::strip).toList();
        String[] columns = lines.get(1).split("->");
        StringBuilder xml = new StringBuilder(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" \
                xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" \
                id="Definitions" name="Таблица" namespace="http://polisflow.io/decisions">
                <decision id="%s" name="Таблица" camunda:historyTimeToLive="P30D"><decisionTable id="Table" hitPolicy="%s">
                """
                        .formatted(key, lines.get(0)));
        for (String column : columns[0].strip().split(",\\s*(?![^{]*})")) {
            xml.append(input(column.strip()));
        }
        for (String column : columns[1].strip().split(",\\s*")) {
            String[] parts = column.strip().split(":");
            xml.append("<output id=\"Out_%s\" label=\"%s\" name=\"%s\" %s/>"
                    .formatted(parts[0], title(parts[0]), parts[0], type(parts)));
        }
        for (int i = 2; i < lines.size(); i++) {
            xml.append(row(i - 1, lines.get(i)));
        }
        return xml.append(
                        """
                        </decisionTable></decision><dmndi:DMNDI><dmndi:DMNDiagram id="Diagram"><dmndi:DMNShape id="Shape" dmnElementRef="%s">\
                        <dc:Bounds height="80" width="180" x="160" y="100"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI></definitions>
                        """
                                .formatted(key))
                .toString();
    }

    /** {@code name:type{allowed}} */
    private static String input(String column) {
        String allowed = column.contains("{") ? column.substring(column.indexOf('{') + 1, column.indexOf('}')) : "";
        String[] parts = column.replaceFirst("\\{.*", "").split(":");
        String id = parts[0].replaceAll("\\W+", "_");
        String values = allowed.isEmpty()
                ? ""
                : "<inputValues id=\"Values_%s\"><text>%s</text></inputValues>"
                        .formatted(id, HtmlUtils.htmlEscape(allowed));
        return "<input id=\"In_%s\" label=\"%s\"><inputExpression id=\"Exp_%s\" %s><text>%s</text></inputExpression>%s</input>"
                .formatted(id, title(parts[0]), id, type(parts), parts[0], values);
    }

    private static String row(int number, String line) {
        String[] sides = line.split("->", -1);
        StringBuilder xml = new StringBuilder("<rule id=\"Row_" + number + "\">");
        cells("inputEntry", number, sides[0], xml);
        cells("outputEntry", number, sides[1], xml);
        return xml.append("</rule>").toString();
    }

    private static void cells(String tag, int number, String side, StringBuilder xml) {
        String[] cells = side.split("\\|", -1);
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].strip();
            xml.append("<%s id=\"%s_%d_%d\"><text>%s</text></%s>"
                    .formatted(tag, tag, number, i, HtmlUtils.htmlEscape(cell), tag));
        }
    }

    private static String title(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String type(String[] parts) {
        return "typeRef=\"" + (parts.length > 1 ? parts[1] : "string") + "\"";
    }
}
