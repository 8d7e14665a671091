package io.polisflow.process.models.draft;

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
import java.util.stream.Collectors;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Compares two models by the ids of their elements; how they are drawn is told apart from what they say. */
final class BpmnDifference {

    private static final Set<String> HOLDERS =
            Set.of("definitions", "process", "subProcess", "transaction", "adHocSubProcess", "collaboration");

    /** Belongs to the element it stands in, even where it has an id. */
    private static final Set<String> PARTS = Set.of(
            "extensionElements",
            "documentation",
            "incoming",
            "outgoing",
            "multiInstanceLoopCharacteristics",
            "standardLoopCharacteristics",
            "ioSpecification",
            "property");

    /** Told by the sequence flows themselves, or about the program that drew the model. */
    private static final Set<String> LEFT_OUT =
            Set.of("incoming", "outgoing", "flowNodeRef", "@exporter", "@exporterVersion", "@executionPlatformVersion");

    /** What the language says where nothing is written; some programs write it and others do not. */
    private static final Map<String, String> IMPLIED = Map.of(
            "@isInterrupting", "true",
            "@cancelActivity", "true",
            "@isSequential", "false",
            "@triggeredByEvent", "false",
            "@isForCompensation", "false",
            "@parallelMultiple", "false");

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, String> drawn = new LinkedHashMap<>();
    private String title = "";

    private BpmnDifference(Document model) {
        if (model != null) {
            read(model.getDocumentElement(), "");
            title = nodes.values().stream()
                    .filter(node -> node.type().equals("process"))
                    .map(node -> node.properties().getOrDefault("@name", node.id()))
                    .findFirst()
                    .orElse("");
        }
    }

    /** @param before null when the model is new */
    static FileDifference between(String path, Document before, Document after) {
        BpmnDifference old = new BpmnDifference(before);
        BpmnDifference now = new BpmnDifference(after);
        return new FileDifference(
                path,
                now.title.isEmpty() ? path : now.title,
                Kind.MODEL,
                before == null,
                changes(old, now),
                List.of(),
                before == null ? List.of() : redrawn(old, now),
                null);
    }

    /** @param properties what it says, by the place inside the element */
    private record Node(String id, String type, Map<String, String> properties) {}

    private void read(Element element, String holder) {
        String type = element.getLocalName();
        if (type.equals("BPMNDiagram")) {
            readDrawing(element);
            return;
        }
        String id = element.getAttribute("id");
        if (!id.isEmpty()) {
            Map<String, String> properties = new LinkedHashMap<>();
            if (!holder.isEmpty()) {
                properties.put("parent", holder);
            }
            describe(element, "", properties);
            nodes.put(id, new Node(id, type, properties));
        }
        if (HOLDERS.contains(type)) {
            String inside =
                    type.equals("definitions") || type.equals("process") || type.equals("collaboration") ? "" : id;
            ModelXml.children(element).forEach(child -> {
                if (child.getLocalName().equals("laneSet")) {
                    ModelXml.each(child, lane -> readLane(lane, inside));
                } else if (isOwn(child)) {
                    read(child, inside);
                }
            });
        }
    }

    private void readLane(Element lane, String holder) {
        if (lane.getLocalName().equals("lane")) {
            read(lane, holder);
        }
    }

    private static boolean isOwn(Element child) {
        return !PARTS.contains(child.getLocalName())
                && (child.hasAttribute("id") || child.getLocalName().equals("BPMNDiagram"));
    }

    /** Puts down what the element and the parts of it say. */
    private void describe(Element element, String place, Map<String, String> properties) {
        for (Attr attribute : ModelXml.attributes(element)) {
            String name = "@" + ModelXml.name(attribute);
            if (!name.equals("@id")
                    && !LEFT_OUT.contains(name)
                    && !attribute.getValue().equals(IMPLIED.get(name))) {
                properties.put(place + name, attribute.getValue());
            }
        }
        boolean holds = place.isEmpty() && HOLDERS.contains(element.getLocalName());
        for (Element child : ModelXml.children(element)) {
            if (LEFT_OUT.contains(child.getLocalName())
                    || child.getLocalName().equals("laneSet")
                    || holds && isOwn(child)) {
                continue;
            }
            String inside = free((place.isEmpty() ? "" : place + "/") + step(child), properties);
            List<Element> parts = ModelXml.children(child);
            describe(child, inside, properties);
            String text = parts.isEmpty() ? child.getTextContent().strip() : "";
            if (!text.isEmpty() || parts.isEmpty() && ModelXml.attributes(child).isEmpty()) {
                properties.put(inside, text);
            }
        }
    }

    private static String step(Element part) {
        for (String telling : List.of("name", "event", "source", "target", "variable", "key")) {
            if (part.hasAttribute(telling)) {
                return ModelXml.name(part) + "[" + part.getAttribute(telling) + "]";
            }
        }
        return ModelXml.name(part);
    }

    /** Two parts of one name are told apart by their order. */
    private static String free(String place, Map<String, String> taken) {
        String free = place;
        for (int turn = 2; isTaken(free, taken); turn++) {
            free = place + "(" + turn + ")";
        }
        return free;
    }

    private static boolean isTaken(String place, Map<String, String> taken) {
        return taken.keySet().stream()
                .anyMatch(key -> key.equals(place) || key.startsWith(place + "@") || key.startsWith(place + "/"));
    }

    private void readDrawing(Element diagram) {
        ModelXml.each(diagram, shape -> {
            String element = shape.getAttribute("bpmnElement");
            if (!element.isEmpty() && !shape.getLocalName().equals("BPMNPlane")) {
                StringBuilder lines = new StringBuilder();
                ModelXml.each(shape, part -> ModelXml.attributes(part).stream()
                        .filter(attribute -> !attribute.getLocalName().equals("id"))
                        .forEach(attribute -> lines.append(attribute.getLocalName())
                                .append(rounded(attribute.getValue()))
                                .append(' ')));
                drawn.put(element, lines.toString());
            }
        });
    }

    /** What a program writes as 120 and another as 120.0 is one place. */
    private static String rounded(String value) {
        return value.matches("-?\\d+\\.\\d+") ? String.valueOf(Math.round(Double.parseDouble(value))) : value;
    }

    private static List<Change> changes(BpmnDifference old, BpmnDifference now) {
        List<Change> changes = new ArrayList<>();
        now.nodes.forEach((id, node) -> {
            Node before = old.nodes.get(id);
            if (before == null) {
                changes.add(new Change(Sort.ADDED, id, now.words(node), now.properties(null, node, old)));
            } else {
                List<Property> properties = now.properties(before, node, old);
                if (!properties.isEmpty()) {
                    changes.add(new Change(Sort.CHANGED, id, now.words(node), properties));
                }
            }
        });
        old.nodes.forEach((id, node) -> {
            if (!now.nodes.containsKey(id)) {
                changes.add(new Change(Sort.REMOVED, id, old.words(node), List.of()));
            }
        });
        return changes;
    }

    private List<Property> properties(Node before, Node after, BpmnDifference old) {
        Map<String, String> was = before == null ? Map.of() : before.properties();
        Set<String> keys = new LinkedHashSet<>(after.properties().keySet());
        keys.addAll(was.keySet());
        List<Property> properties = new ArrayList<>();
        if (before != null && !before.type().equals(after.type())) {
            properties.add(new Property("вид", BpmnWords.type(before.type()), BpmnWords.type(after.type())));
        }
        keys.stream()
                // A new element's name and ends are in its words already.
                .filter(key -> before != null
                        || !Set.of("@name", "@sourceRef", "@targetRef").contains(key))
                .filter(key -> !Objects.equals(was.get(key), after.properties().get(key)))
                .forEach(key -> properties.add(new Property(
                        BpmnWords.property(key),
                        old.value(key, was.get(key)),
                        value(key, after.properties().get(key)))));
        return properties;
    }

    /** Where a property names an element, a person reads its label. */
    private String value(String key, String value) {
        boolean refers = key.equals("parent") || key.endsWith("Ref") || key.equals("@default");
        return value != null && refers && nodes.containsKey(value) ? named(nodes.get(value)) : value;
    }

    private String words(Node node) {
        if (node.type().equals("sequenceFlow")) {
            String name = node.properties().getOrDefault("@name", "");
            return BpmnWords.type(node.type()) + (name.isEmpty() ? "" : " «" + name + "»") + " от "
                    + end(node, "@sourceRef") + " к " + end(node, "@targetRef");
        }
        return BpmnWords.type(node.type()) + " " + named(node);
    }

    private String end(Node flow, String end) {
        Node node = nodes.get(flow.properties().get(end));
        return node == null ? "?" : named(node);
    }

    private static String named(Node node) {
        String name = node.properties().getOrDefault("@name", "").replaceAll("\\s+", " ");
        return name.isEmpty() ? BpmnWords.unnamed(node.type(), node.id()) : "«" + name + "»";
    }

    private static List<String> redrawn(BpmnDifference old, BpmnDifference now) {
        Set<String> moved = now.drawn.keySet().stream()
                .filter(id -> old.drawn.containsKey(id)
                        && !old.drawn.get(id).equals(now.drawn.get(id))
                        && now.nodes.containsKey(id))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> told = moved.stream()
                .map(now.nodes::get)
                .filter(node -> !node.type().equals("sequenceFlow"))
                .map(now::words)
                .collect(Collectors.toCollection(ArrayList::new));
        long flows = moved.stream()
                .filter(id -> now.nodes.get(id).type().equals("sequenceFlow"))
                .count();
        if (flows > 0) {
            told.add("переходов проведено иначе: " + flows);
        }
        return told;
    }
}
