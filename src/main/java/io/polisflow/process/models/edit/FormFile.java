package io.polisflow.process.models.edit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polisflow.process.models.edit.FormSheet.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A form's file, of which components are changed and nothing else. */
public final class FormFile {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String COMPONENTS = "components";

    private final byte[] content;
    private final ObjectNode form;
    private final Map<String, ObjectNode> components = new HashMap<>();

    private FormFile(byte[] content, ObjectNode form) {
        this.content = content;
        this.form = form;
    }

    /** @return empty when it is no form */
    public static Optional<FormFile> of(byte[] content) {
        try {
            return JSON.readTree(content) instanceof ObjectNode form
                    ? Optional.of(new FormFile(content, form))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public FormSheet sheet() {
        components.clear();
        return new FormSheet(form.path("id").asText(), items(form));
    }

    private List<Item> items(JsonNode holder) {
        List<Item> items = new ArrayList<>();
        for (JsonNode each : holder.path(COMPONENTS)) {
            if (each instanceof ObjectNode component) {
                String id = component.path("id").asText("");
                // Two of one id are told apart by their place.
                String name = id.isEmpty() || components.containsKey(id) ? "#" + components.size() : id;
                components.put(name, component);
                String type = component.path("type").asText("");
                items.add(new Item(
                        name,
                        type,
                        false,
                        values(type, component),
                        component.has(COMPONENTS),
                        items(component),
                        source(component)));
            }
        }
        return items;
    }

    private static Map<FormProperty, String> values(String type, ObjectNode component) {
        Map<FormProperty, String> values = new EnumMap<>(FormProperty.class);
        FormProperty.of(type)
                .forEach(property -> values.put(property, new ComponentValue(component, property).shown()));
        return values;
    }

    private static String source(ObjectNode component) {
        for (String elsewhere : List.of("valuesKey", "valuesExpression")) {
            String source = component.path(elsewhere).asText("");
            if (!source.isBlank()) {
                return source;
            }
        }
        return null;
    }

    /** @return a component of the type that is not yet in the form */
    public static Item blank(String id, String type) {
        Map<FormProperty, String> values = new EnumMap<>(FormProperty.class);
        FormProperty.of(type).forEach(property -> values.put(property, ""));
        return new Item(id, type, true, values, type.equals("group"), List.of(), null);
    }

    /** @return the file with these components, or the very same bytes when nothing differs */
    public byte[] with(FormSheet typed) {
        if (sheet().items().equals(typed.items())) {
            return content.clone();
        }
        place(form, typed.items(), new HashSet<>());
        return written(form);
    }

    private void place(ObjectNode holder, List<Item> items, Set<String> placed) {
        ArrayNode list = JSON.createArrayNode();
        for (Item item : items) {
            boolean there = components.containsKey(item.id()) && placed.add(item.id());
            ObjectNode component = there ? components.get(item.id()) : made(item);
            item.values().forEach((property, value) -> {
                if (!there || property != FormProperty.KEY) {
                    new ComponentValue(component, property).set(value);
                }
            });
            if (item.holds()) {
                place(component, item.items(), placed);
            }
            list.add(component);
        }
        // In its place among the holder's properties.
        holder.set(COMPONENTS, list);
    }

    private static ObjectNode made(Item item) {
        ObjectNode component = JSON.createObjectNode();
        component.put("type", item.type());
        component.put("id", RuleText.fresh("Field_"));
        component.putObject("layout").put("row", RuleText.fresh("Row_")).putNull("columns");
        if (item.type().equals("datetime")) {
            component.put("subtype", "date");
        }
        if (item.type().equals("group")) {
            component.put("showOutline", false);
        }
        return component;
    }

    private static byte[] written(ObjectNode form) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        try {
            return (JSON.writer(printer).writeValueAsString(form) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
