package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.process.engine.FormSchema;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a form leaves behind when it is sent, and what it wants to find when it is opened.
 *
 * @param written names of the variables that its answers become
 * @param read names that it shows or computes with and does not ask for itself
 */
record FormVariables(Set<String> written, Set<String> read) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    /** Names that a list's row gives. */
    private static final Set<String> ROW = Set.of("this", "parent", "i");

    private static final Set<String> NAMING = Set.of("valuesKey", "optionsKey", "dataSource");

    static FormVariables of(JsonNode form) {
        Set<String> written = FormSchema.parse(form.toString().getBytes(StandardCharsets.UTF_8))
                .inputKeys();
        Set<String> read = new LinkedHashSet<>();
        Set<String> computed = new HashSet<>(written);
        form.path("components").forEach(component -> collect(component, read, computed));
        read.removeAll(computed);
        return new FormVariables(written, read);
    }

    private static void collect(JsonNode component, Set<String> read, Set<String> computed) {
        String key = root(component.path("key").asText());
        if (component.path("type").asText().equals("expression")) {
            computed.add(key);
        } else if (!key.isEmpty() && isShown(component)) {
            read.add(key);
        }
        component.fields().forEachRemaining(property -> {
            if (!property.getKey().equals("components")) {
                collectNames(property.getKey(), property.getValue(), read);
            }
        });
        // The rows of a list bring their own names along.
        if (!component.path("type").asText().equals("dynamiclist")) {
            component.path("components").forEach(child -> collect(child, read, computed));
        }
    }

    private static boolean isShown(JsonNode component) {
        return component.path("disabled").asBoolean(false)
                || "true".equals(component.path("readonly").asText());
    }

    private static void collectNames(String property, JsonNode value, Set<String> read) {
        if (value.isContainerNode()) {
            if (value.isObject()) {
                value.fields().forEachRemaining(inner -> collectNames(inner.getKey(), inner.getValue(), read));
            } else {
                value.forEach(inner -> collectNames(property, inner, read));
            }
        } else if (value.isTextual()) {
            String text = value.textValue().strip();
            if (text.startsWith("=")) {
                read.addAll(names(text.substring(1)));
            } else if (NAMING.contains(property) && !text.isEmpty()) {
                read.add(root(text));
            } else {
                collectPlaceholders(text, read);
            }
        }
    }

    /** Inside a loop a name may be a property of the row, so only what is named outside is sure to be a variable. */
    private static void collectPlaceholders(String text, Set<String> read) {
        int loops = 0;
        for (MatchResult found : PLACEHOLDER.matcher(text).results().toList()) {
            String expression = found.group(1).strip();
            boolean loop = expression.startsWith("#loop");
            if (expression.equals("/loop")) {
                loops--;
            } else if (loops == 0 && !expression.startsWith("/")) {
                read.addAll(names(expression.replaceFirst("^#(if|loop)\\s", "")));
            }
            loops += loop ? 1 : 0;
        }
    }

    /** What does not parse is another finding. */
    private static Set<String> names(String expression) {
        Feel feel = Feel.expression(expression);
        Set<String> names = feel.parses() ? feel.variables() : new HashSet<>();
        names.removeAll(ROW);
        return names;
    }

    private static String root(String path) {
        return path.split("\\.", 2)[0];
    }
}
