package io.polisflow.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The part of one deployed {@code .form} that decides what a person may enter, read once for each version of it. */
public final class FormSchema {

    static final String ROWS = "dynamiclist";
    static final String GROUP = "group";
    /** Shows nothing and takes nothing: it brings along what a row needs to be understood when it comes back. */
    static final String CARRIED = "expression";

    private static final Set<String> INPUTS = Set.of(
            "textfield",
            "textarea",
            "number",
            "datetime",
            "checkbox",
            "checklist",
            "radio",
            "select",
            "taglist",
            ROWS,
            GROUP,
            CARRIED);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Field> fields;
    private final Set<String> inputKeys;

    private FormSchema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        Set<String> keys = new LinkedHashSet<>();
        collectKeys(fields, List.of(), keys);
        this.inputKeys = Set.copyOf(keys);
    }

    /** @throws UncheckedIOException when the bytes are no JSON */
    public static FormSchema parse(byte[] form) {
        try {
            return new FormSchema(fields(JSON.readTree(form).path("components")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Field> fields() {
        return fields;
    }

    /** Names of the process variables that the form's answers become; a field inside a group's path shares the first part. */
    public Set<String> inputKeys() {
        return inputKeys;
    }

    private static List<Field> fields(JsonNode components) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            if (INPUTS.contains(type)) {
                fields.add(new Field(type, component, fields(component.path("components"))));
            }
        }
        return fields;
    }

    private static void collectKeys(List<Field> fields, List<String> base, Set<String> keys) {
        for (Field field : fields) {
            List<String> path = field.pathFrom(base);
            if (GROUP.equals(field.type)) {
                collectKeys(field.children, path, keys);
            } else if (field.mayBeInput() && !path.isEmpty()) {
                keys.add(path.get(0));
            }
        }
    }

    /** One component that takes input or holds others that do. */
    static final class Field {

        private final String type;
        private final JsonNode definition;
        private final List<Field> children;

        private Field(String type, JsonNode definition, List<Field> children) {
            this.type = type;
            this.definition = definition;
            this.children = List.copyOf(children);
        }

        String type() {
            return type;
        }

        List<Field> children() {
            return children;
        }

        /** A property of the component, {@code missing} when it has none. */
        JsonNode get(String property) {
            return definition.path(property);
        }

        JsonNode rule(String name) {
            return definition.path("validate").path(name);
        }

        /** Where the value lies, counted from the row or form that holds the component; dots nest as form-js nests them. */
        List<String> pathFrom(List<String> base) {
            boolean holder = GROUP.equals(type) || ROWS.equals(type);
            String own = definition.path(holder ? "path" : "key").asText("");
            if (own.isEmpty()) {
                return base;
            }
            List<String> path = new ArrayList<>(base);
            path.addAll(List.of(own.split("\\.")));
            return path;
        }

        /** Whether a person can ever fill it in; an expression in {@code readonly} may allow it. */
        boolean mayBeInput() {
            return !CARRIED.equals(type)
                    && !definition.path("disabled").asBoolean(false)
                    && !"true".equals(definition.path("readonly").asText());
        }
    }
}
