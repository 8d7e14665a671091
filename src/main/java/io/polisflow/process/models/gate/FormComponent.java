package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One component of a form as the rules look at it.
 *
 * @param base the path of the groups around it, counted from the form or from the row of a list
 * @param list the paths of the lists around it, empty outside any
 */
record FormComponent(String file, JsonNode definition, String base, String list) {

    /** Hands over every form that findings may speak of, by path. */
    static void forms(ModelSet set, BiConsumer<String, JsonNode> rule) {
        set.forms().forEach((path, form) -> {
            if (set.examined().contains(path)) {
                rule.accept(path, form);
            }
        });
    }

    /** Hands over every component of the forms that findings may speak of, holders before what they hold. */
    static void each(ModelSet set, Consumer<FormComponent> rule) {
        forms(set, (path, form) -> each(path, form, rule));
    }

    static void each(String file, JsonNode form, Consumer<FormComponent> rule) {
        inside(new FormComponent(file, form, "", ""), rule);
    }

    private static void inside(FormComponent holder, Consumer<FormComponent> rule) {
        boolean rows = holder.type().equals("dynamiclist");
        String list = rows ? holder.list + holder.path() + "[]." : holder.list;
        for (JsonNode definition : holder.definition.path("components")) {
            FormComponent component = new FormComponent(holder.file, definition, rows ? "" : holder.path(), list);
            rule.accept(component);
            inside(component, rule);
        }
    }

    /** @return whether it stands in a list's row, where its key is no process variable */
    boolean inRow() {
        return !list.isEmpty();
    }

    String type() {
        return definition.path("type").asText("");
    }

    /** @return the dotted path of the value or of what the component holds, as far as the list or form around it */
    String path() {
        String own = definition
                .path(type().equals("group") || type().equals("dynamiclist") ? "path" : "key")
                .asText("");
        return own.isEmpty() ? base : base.isEmpty() ? own : base + "." + own;
    }

    /** @return what a person sees of it, for a message */
    String title() {
        return Stream.of("label", "dateLabel", "timeLabel", "key", "id")
                .map(name -> definition.path(name).asText(""))
                .filter(text -> !text.isBlank() && !text.startsWith("="))
                .findFirst()
                .orElse(type());
    }

    Place place() {
        String id = definition.path("id").asText("");
        return new Place(file, id.isEmpty() ? null : id, title(), 0);
    }
}
