package io.polisflow.templates;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.DomElement;

/** Compares an element with the template that it carries, as Camunda Modeler would show it. */
final class TemplateBindings {

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final String PREFIX = "camunda:";

    private TemplateBindings() {}

    /** @return what the element lacks or has otherwise */
    static List<String> unsatisfied(FlowNode node, JsonNode template) {
        List<String> found = new ArrayList<>();
        String type = "bpmn:" + capitalised(node.getElementType().getTypeName());
        if (Stream.of(template.path("elementType").path("value").asText(type), type)
                        .distinct()
                        .count()
                > 1) {
            found.add(node.getId() + " is a " + type + ", not what its template makes");
        }
        boolean applies = false;
        for (JsonNode one : template.path("appliesTo")) {
            applies |= one.asText().equals(type);
        }
        if (!applies) {
            found.add(node.getId() + " is a " + type + ", to which its template does not apply");
        }
        for (JsonNode property : template.path("properties")) {
            String value = value(node, property.path("binding"));
            if (!allows(property, value)) {
                found.add(node.getId() + " has " + value + " where its template binds " + property.path("binding"));
            }
        }
        return found;
    }

    private static boolean allows(JsonNode property, String value) {
        if (property.path("type").asText().equals("Hidden")) {
            return property.path("value").asText().equals(value);
        }
        if (value == null || value.isBlank()) {
            return !property.path("constraints").path("notEmpty").asBoolean();
        }
        if (!property.has("choices")) {
            return true;
        }
        for (JsonNode choice : property.path("choices")) {
            if (choice.path("value").asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static String value(FlowNode node, JsonNode binding) {
        DomElement element = node.getDomElement();
        String name = binding.path("name").asText();
        return switch (binding.path("type").asText()) {
            case "property" ->
                name.startsWith(PREFIX)
                        ? element.getAttribute(CAMUNDA, name.substring(PREFIX.length()))
                        : element.getAttribute(name);
            case "camunda:property" -> property(node, name);
            case "camunda:inputParameter" ->
                extension(element, "inputParameter")
                        .filter(input -> name.equals(input.getAttribute("name")))
                        .map(DomElement::getTextContent)
                        .findFirst()
                        .orElse(null);
            case "camunda:in" -> mapping(element, "in", "target", binding.path("target"), "source");
            case "camunda:out" -> mapping(element, "out", "source", binding.path("source"), "target");
            case "camunda:in:businessKey" ->
                extension(element, "in")
                        .map(in -> in.getAttribute("businessKey"))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
            default -> null;
        };
    }

    /** What a template can write as a property only may also be drawn as the engine's own element. */
    private static String property(FlowNode node, String name) {
        Optional<String> written = extension(node.getDomElement(), "property")
                .filter(property -> name.equals(property.getAttribute("name")))
                .map(property -> property.getAttribute("value"))
                .findFirst();
        return written.orElseGet(() -> switch (name) {
            case "form-data" ->
                DrawnModels.formData((UserTask) node).stream().findFirst().orElse(null);
            case "retries" -> DrawnModels.retries(node).orElse(null);
            default -> null;
        });
    }

    private static String mapping(DomElement element, String kind, String key, JsonNode name, String value) {
        return extension(element, kind)
                .filter(mapping -> name.asText().equals(mapping.getAttribute(key)))
                .map(mapping -> mapping.getAttribute(value))
                .findFirst()
                .orElse(null);
    }

    private static Stream<DomElement> extension(DomElement element, String name) {
        return element.getChildElements().stream()
                .filter(child -> child.getLocalName().equals("extensionElements"))
                .flatMap(TemplateBindings::below)
                .filter(child -> CAMUNDA.equals(child.getNamespaceURI()) && name.equals(child.getLocalName()));
    }

    private static Stream<DomElement> below(DomElement element) {
        return element.getChildElements().stream().flatMap(child -> Stream.concat(Stream.of(child), below(child)));
    }

    private static String capitalised(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
