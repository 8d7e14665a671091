package io.polisflow.process.models.draft;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.process.models.draft.FileDifference.Change;
import io.polisflow.process.models.draft.FileDifference.Kind;
import io.polisflow.process.models.draft.FileDifference.Property;
import io.polisflow.process.models.draft.FileDifference.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compares two forms component by component. */
final class FormDifference {

    private static final String FORM = "#form";

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("type", "вид"),
            Map.entry("key", "переменная"),
            Map.entry("path", "переменная"),
            Map.entry("label", "подпись"),
            Map.entry("description", "пояснение"),
            Map.entry("text", "текст"),
            Map.entry("content", "текст"),
            Map.entry("defaultValue", "значение по умолчанию"),
            Map.entry("disabled", "недоступно"),
            Map.entry("readonly", "только чтение"),
            Map.entry("conditional.hide", "скрыто, если"),
            Map.entry("validate.required", "обязательно"),
            Map.entry("validate.minLength", "не короче"),
            Map.entry("validate.maxLength", "не длиннее"),
            Map.entry("validate.min", "не меньше"),
            Map.entry("validate.max", "не больше"),
            Map.entry("validate.pattern", "образец"),
            Map.entry("validate.validationType", "проверка"),
            Map.entry("values", "варианты"),
            Map.entry("valuesKey", "откуда варианты"),
            Map.entry("valuesExpression", "откуда варианты"),
            Map.entry("dataSource", "откуда строки"),
            Map.entry("columns", "столбцы"),
            Map.entry("expression", "выражение"),
            Map.entry("appearance.prefixAdorner", "знак слева"),
            Map.entry("appearance.suffixAdorner", "знак справа"),
            Map.entry("schemaVersion", "версия схемы"),
            Map.entry("id", "идентификатор"),
            Map.entry("parent", "внутри чего"));

    private final Map<String, Map<String, String>> components = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    private FormDifference(JsonNode form) {
        if (form != null) {
            Map<String, String> whole = new LinkedHashMap<>();
            form.fields().forEachRemaining(field -> {
                if (!Set.of("components", "exporter", "executionPlatformVersion")
                        .contains(field.getKey())) {
                    flatten(field.getKey(), field.getValue(), whole);
                }
            });
            components.put(FORM, whole);
            read(form.path("components"), null);
        }
    }

    /** @param before null when the form is new */
    static FileDifference between(String path, JsonNode before, JsonNode after) {
        FormDifference old = new FormDifference(before);
        FormDifference now = new FormDifference(after);
        String title = after.path("id").asText(path);
        return new FileDifference(
                path,
                title,
                Kind.FORM,
                before == null,
                changes(old, now),
                List.of(),
                before == null ? List.of() : moved(old, now),
                null);
    }

    private void read(JsonNode list, String parent) {
        for (JsonNode component : list) {
            String id = component.path("id").asText(component.path("key").asText("#" + components.size()));
            Map<String, String> says = new LinkedHashMap<>();
            if (parent != null) {
                says.put("parent", parent);
            }
            component.fields().forEachRemaining(field -> {
                if (field.getKey().equals("layout")) {
                    places.put(id, field.getValue().toString());
                } else if (!Set.of("components", "id").contains(field.getKey())) {
                    flatten(field.getKey(), field.getValue(), says);
                }
            });
            components.put(id, says);
            read(component.path("components"), id);
        }
    }

    private static void flatten(String name, JsonNode value, Map<String, String> says) {
        if (value.isObject()) {
            value.fields().forEachRemaining(field -> flatten(name + "." + field.getKey(), field.getValue(), says));
        } else if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(each -> parts.add(option(each)));
            says.put(name, String.join("; ", parts));
        } else if (!value.isNull()) {
            says.put(name, value.isBoolean() ? (value.asBoolean() ? "да" : "нет") : value.asText());
        }
    }

    /** An option as «label (value)», all else as it is written. */
    private static String option(JsonNode value) {
        return value.has("label") && value.has("value")
                ? value.path("label").asText() + " (" + value.path("value").asText() + ")"
                : value.isValueNode() ? value.asText() : value.toString();
    }

    private static List<Change> changes(FormDifference old, FormDifference now) {
        List<Change> changes = new ArrayList<>();
        now.components.forEach((id, says) -> {
            Map<String, String> was = old.components.get(id);
            if (was == null) {
                if (!id.equals(FORM)) {
                    changes.add(new Change(Sort.ADDED, id, words(id, says), now.properties(Map.of(), says, old)));
                }
                return;
            }
            List<Property> properties = now.properties(was, says, old);
            if (!properties.isEmpty()) {
                changes.add(new Change(Sort.CHANGED, id, words(id, says), properties));
            }
        });
        old.components.forEach((id, says) -> {
            if (!now.components.containsKey(id)) {
                changes.add(new Change(Sort.REMOVED, id, words(id, says), List.of()));
            }
        });
        return changes;
    }

    private List<Property> properties(Map<String, String> before, Map<String, String> after, FormDifference old) {
        Set<String> names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        return names.stream()
                .filter(name -> !before.isEmpty() || !Set.of("type", "label").contains(name))
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> new Property(
                        PROPERTIES.getOrDefault(name, "свойство " + name),
                        old.value(name, before.get(name)),
                        value(name, after.get(name))))
                .toList();
    }

    private String value(String name, String value) {
        if (value == null) {
            return null;
        }
        return switch (name) {
            case "type" -> FormWords.type(value, value);
            case "parent" -> words(value, components.getOrDefault(value, Map.of()));
            default -> value;
        };
    }

    private static String words(String id, Map<String, String> says) {
        if (id.equals(FORM)) {
            return "форма в целом";
        }
        String type = says.getOrDefault("type", "");
        String label = says.getOrDefault("label", "");
        return FormWords.type(type, "элемент") + " " + (label.isEmpty() ? id : "«" + label + "»");
    }

    private static List<String> moved(FormDifference old, FormDifference now) {
        List<String> told = new ArrayList<>();
        Set<String> elsewhere =
                InOrder.moved(List.copyOf(old.components.keySet()), List.copyOf(now.components.keySet()));
        now.components.forEach((id, says) -> {
            boolean relaid = old.places.containsKey(id) && !old.places.get(id).equals(now.places.get(id));
            if (old.components.containsKey(id) && (elsewhere.contains(id) || relaid)) {
                told.add(words(id, says));
            }
        });
        return told;
    }
}
