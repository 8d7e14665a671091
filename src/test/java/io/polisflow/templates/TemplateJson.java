package io.polisflow.templates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;

/** Writes one template down in the words of the public schema of Camunda 7 templates. */
final class TemplateJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode template = JSON.objectNode();
    private final ArrayNode properties = JSON.arrayNode();

    TemplateJson(String id, String name, String description) {
        template.put("name", name);
        template.put("id", id);
        template.put("version", 1);
        template.put("description", description);
    }

    TemplateJson in(String categoryId, String category) {
        template.putObject("category").put("id", categoryId).put("name", category);
        return this;
    }

    TemplateJson icon(String svg) {
        template.putObject("icon").put("contents", svg);
        return this;
    }

    /** @param types the first is what the element becomes */
    TemplateJson appliesTo(String... types) {
        ArrayNode all = template.putArray("appliesTo");
        for (String type : types) {
            all.add(type);
        }
        if (types.length > 1 && types[1].equals("bpmn:Task")) {
            template.putObject("elementType").put("value", types[0]);
        }
        return this;
    }

    /** Leaves the rest of Modeler's panel open, for what a template has no binding for. */
    TemplateJson open() {
        template.put("entriesVisible", true);
        return this;
    }

    TemplateJson about(String fact, Collection<String> values) {
        ArrayNode all = template.withObject("/metadata").putArray(fact);
        values.forEach(all::add);
        return this;
    }

    TemplateJson hidden(ObjectNode binding, String value) {
        add("Hidden", null, null, binding).put("value", value);
        return this;
    }

    TemplateJson hidden(ObjectNode binding, boolean value) {
        add("Hidden", null, null, binding).put("value", value);
        return this;
    }

    /** @param value what it is at first, or null */
    TemplateJson text(String label, String help, ObjectNode binding, String value) {
        ObjectNode property = add("String", label, help, binding);
        if (value != null) {
            property.put("value", value);
        }
        return this;
    }

    TemplateJson required(String label, String help, ObjectNode binding, String value) {
        text(label, help, binding, value);
        ((ObjectNode) properties.get(properties.size() - 1))
                .putObject("constraints")
                .put("notEmpty", true);
        return this;
    }

    /** @param choices what is stored → what is read */
    TemplateJson choice(String label, String help, ObjectNode binding, String value, Map<String, String> choices) {
        ObjectNode property = add("Dropdown", label, help, binding).put("value", value);
        ArrayNode all = property.putArray("choices");
        choices.forEach((stored, shown) -> all.addObject().put("name", shown).put("value", stored));
        return this;
    }

    private ObjectNode add(String type, String label, String help, ObjectNode binding) {
        ObjectNode property = properties.addObject();
        if (label != null) {
            property.put("label", label);
        }
        if (help != null) {
            property.put("description", help);
        }
        property.put("type", type);
        property.set("binding", binding);
        return property;
    }

    ObjectNode json() {
        template.set("properties", properties);
        return template;
    }

    static ObjectNode attribute(String name) {
        return binding("property").put("name", name);
    }

    static ObjectNode extension(String name) {
        return binding("camunda:property").put("name", name);
    }

    static ObjectNode input(String name) {
        return binding("camunda:inputParameter").put("name", name);
    }

    static ObjectNode in(String target) {
        return binding("camunda:in").put("target", target);
    }

    static ObjectNode businessKey() {
        return binding("camunda:in:businessKey");
    }

    static ObjectNode out(String source) {
        return binding("camunda:out").put("source", source);
    }

    private static ObjectNode binding(String type) {
        return JSON.objectNode().put("type", type);
    }
}
