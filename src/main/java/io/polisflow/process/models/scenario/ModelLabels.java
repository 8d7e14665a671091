package io.polisflow.process.models.scenario;

import io.polisflow.process.models.scenario.Walk.Visit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/** Finds elements of a set of models by what the diagrams show, since stories know nothing else of them. */
final class ModelLabels {

    private static final String OF = " / ";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private record Element(Visit at, String label, FlowNode node) {}

    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<Element> elements = new ArrayList<>();
    private final Map<String, Set<String>> flows = new LinkedHashMap<>();
    private final Map<String, Collection<SequenceFlow>> drawn = new LinkedHashMap<>();

    void add(BpmnModelInstance model) {
        for (Process process : model.getModelElementsByType(Process.class)) {
            String key = process.getId();
            names.put(key, plain(process.getName() == null ? key : process.getName()));
            for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
                elements.add(new Element(new Visit(key, node.getId()), plain(node.getName()), node));
            }
            Collection<SequenceFlow> all = model.getModelElementsByType(SequenceFlow.class);
            drawn.put(key, all);
            flows.put(key, all.stream().map(SequenceFlow::getId).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static String plain(String label) {
        return label == null ? "" : label.strip().replaceAll("\\s+", " ");
    }

    Map<String, String> models() {
        return names;
    }

    String modelName(String key) {
        return names.getOrDefault(key, key);
    }

    String label(Visit at) {
        return elements.stream()
                .filter(element -> element.at().equals(at) && !element.label().isEmpty())
                .map(Element::label)
                .findFirst()
                .orElse(at.element());
    }

    /** @return the name of the bean that the element calls, or null */
    String bean(Visit at) {
        return elements.stream()
                .filter(element -> element.at().equals(at))
                .flatMap(element -> Stream.concat(
                        Stream.of(element.node()),
                        element.node().getChildElementsByType(MessageEventDefinition.class).stream()))
                .map(holder -> holder.getAttributeValueNs(CAMUNDA, "delegateExpression"))
                .filter(Objects::nonNull)
                .map(expression -> expression.replaceAll("[#${}\\s]", ""))
                .findFirst()
                .orElse(null);
    }

    Set<String> nodes(String model) {
        return elements.stream()
                .filter(element -> element.at().model().equals(model))
                .map(element -> element.at().element())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> flows(String model) {
        return flows.getOrDefault(model, Set.of());
    }

    Collection<SequenceFlow> drawnFlows(String model) {
        return drawn.getOrDefault(model, List.of());
    }

    /** @throws StepFailure when no model is called so */
    String model(String name) {
        return names.entrySet().stream()
                .filter(model -> model.getValue().equalsIgnoreCase(plain(name)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new StepFailure(
                        "процесс «" + name + "»",
                        "такого процесса нет в моделях: " + Nearest.hint(name, names.values())));
    }

    /** @throws StepFailure when no model has a task called so */
    Set<Visit> tasks(String label) {
        return find(label, "задача", node -> node instanceof UserTask);
    }

    /** @throws StepFailure when no model has an event called so */
    Set<Visit> events(String label) {
        return find(label, "событие", node -> node instanceof Event);
    }

    /** @throws StepFailure when no model has an element called so */
    Set<Visit> steps(String label) {
        return find(label, "шаг", node -> true);
    }

    /** @throws StepFailure when that model has no end called so */
    Set<Visit> ends(String model, String label) {
        return find(names.get(model) + OF + label, "конечное событие", node -> node instanceof EndEvent);
    }

    /** A label may be led by its model's name: «Согласование КП / Записать решение». */
    private Set<Visit> find(String said, String what, Predicate<FlowNode> kind) {
        String[] parts = plain(said).split(OF, 2);
        boolean qualified = parts.length == 2 && names.containsValue(parts[0]);
        String label = qualified ? parts[1] : plain(said);
        List<Element> candidates = elements.stream()
                .filter(element -> kind.test(element.node()))
                .filter(element -> !qualified || modelName(element.at().model()).equals(parts[0]))
                .toList();
        Set<Visit> found = candidates.stream()
                .filter(element -> element.label().equalsIgnoreCase(label))
                .map(Element::at)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (found.isEmpty()) {
            Set<String> labels = candidates.stream()
                    .map(Element::label)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            throw new StepFailure(
                    what + " «" + label + "»",
                    "так в " + (qualified ? "модели «" + parts[0] + "»" : "моделях") + " ничего не названо: "
                            + Nearest.to(label, labels)
                                    .map(near -> "похоже на «" + near + "»")
                                    .orElse("ничего похожего нет"));
        }
        return found;
    }
}
