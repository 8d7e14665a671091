package io.polisflow.process.models.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** One property of a form's component, as text and back. */
final class ComponentValue {

    private final ObjectNode component;
    private final FormProperty property;

    ComponentValue(ObjectNode component, FormProperty property) {
        this.component = component;
        this.property = property;
    }

    private String[] path() {
        return property.path().split("\\.");
    }

    private JsonNode node() {
        JsonNode node = component;
        for (String step : path()) {
            node = node.path(step);
        }
        return node;
    }

    /** @return as it is typed, blank when it is not there */
    String shown() {
        JsonNode node = node();
        return switch (property.kind()) {
            case FLAG -> node.asBoolean(false) ? "true" : "";
            case OPTIONS -> options(node);
            case NUMBER, LENGTH -> node.isNumber() ? node.decimalValue().toPlainString() : node.asText("");
            default -> node.asText("").strip();
        };
    }

    private static String options(JsonNode values) {
        List<String> lines = new ArrayList<>();
        for (JsonNode each : values) {
            lines.add(each.path("value").asText() + " = " + each.path("label").asText());
        }
        return String.join("\n", lines);
    }

    /** Writes it when it differs; blank takes it away. */
    void set(String typed) {
        if (typed.equals(shown())) {
            return;
        }
        String[] path = path();
        String last = path[path.length - 1];
        ObjectNode holder = component;
        if (path.length > 1) {
            holder = component.path(path[0]) instanceof ObjectNode there ? there : component.putObject(path[0]);
        }
        if (typed.isEmpty()) {
            holder.remove(last);
            if (holder != component && holder.isEmpty()) {
                component.remove(path[0]);
            }
        } else {
            holder.set(last, written(typed));
        }
    }

    private JsonNode written(String typed) {
        return switch (property.kind()) {
            case FLAG -> BooleanNode.TRUE;
            case OPTIONS -> read(typed);
            case NUMBER, LENGTH -> typed.startsWith("=") ? TextNode.valueOf(typed) : number(new BigDecimal(typed));
            default -> TextNode.valueOf(typed);
        };
    }

    private static JsonNode number(BigDecimal number) {
        return number.scale() <= 0 ? BigIntegerNode.valueOf(number.toBigInteger()) : DecimalNode.valueOf(number);
    }

    /** An option that stays keeps what else it has. */
    private ArrayNode read(String typed) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (Option option : Option.read(typed)) {
            ObjectNode value = null;
            for (JsonNode each : node()) {
                if (each instanceof ObjectNode there
                        && there.path("value").asText().equals(option.value())) {
                    value = there;
                }
            }
            if (value == null) {
                value = JsonNodeFactory.instance.objectNode();
                value.put("label", option.label());
                value.put("value", option.value());
            } else if (!value.path("label").asText().equals(option.label())) {
                value.put("label", option.label());
            }
            values.add(value);
        }
        return values;
    }

    /** @param value what the process gets @param label what a person reads */
    record Option(String value, String label) {

        /** @return in the order of the lines; one without a sign of equality is called as it is */
        static List<Option> read(String typed) {
            return typed.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> {
                        int sign = line.indexOf('=');
                        return sign < 0
                                ? new Option(line, line)
                                : new Option(
                                        line.substring(0, sign).strip(),
                                        line.substring(sign + 1).strip());
                    })
                    .toList();
        }
    }
}
