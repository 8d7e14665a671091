package io.polisflow.process.models.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.process.models.documentation.ModelDocument.Field;
import io.polisflow.process.models.documentation.ModelDocument.Form;
import io.polisflow.process.models.draft.FormWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads from a form what a person fills in; what only decorates or explains is left out. */
final class FormFields {

    private static final Set<String> TOLD = Set.of(
            "textfield",
            "textarea",
            "number",
            "datetime",
            "checkbox",
            "checklist",
            "radio",
            "select",
            "taglist",
            "table",
            "dynamiclist");

    /** A label may be one of several words: {@code =if a then "one" else "other"}. */
    private static final Pattern WORDS = Pattern.compile("\\b(?:then|else)\\s+\"([^\"]*)\"");

    private final List<Field> fields = new ArrayList<>();

    private FormFields() {}

    static Form of(JsonNode form) {
        FormFields reading = new FormFields();
        reading.read(form.path("components"), "");
        return new Form(form.path("id").asText(), List.copyOf(reading.fields));
    }

    private void read(JsonNode components, String within) {
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            String label = label(component);
            if (TOLD.contains(type)) {
                fields.add(new Field(
                        within + label,
                        FormWords.type(type, type),
                        component
                                .path(type.equals("dynamiclist") ? "path" : "key")
                                .asText(),
                        component.path("validate").path("required").asBoolean(),
                        type.equals("table")
                                || component.path("disabled").asBoolean()
                                || "true".equals(component.path("readonly").asText()),
                        choices(component.path("values"))));
            }
            boolean rows = type.equals("dynamiclist") && !label.isEmpty();
            read(component.path("components"), rows ? within + label + " → " : within);
        }
    }

    /** A field of a day or an hour has its label under another name. */
    private static String label(JsonNode component) {
        String written = Stream.of("label", "dateLabel", "timeLabel")
                .map(name -> component.path(name).asText())
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
        if (!written.startsWith("=")) {
            return written.strip();
        }
        List<String> words =
                WORDS.matcher(written).results().map(found -> found.group(1)).toList();
        return words.isEmpty() ? written : String.join(" / ", words);
    }

    private static List<String> choices(JsonNode values) {
        List<String> choices = new ArrayList<>();
        values.forEach(value -> choices.add(value.path("label").asText()));
        return choices;
    }
}
