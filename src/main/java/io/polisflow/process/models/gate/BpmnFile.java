package io.polisflow.process.models.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** One examined model as the rules look at it. */
final class BpmnFile {

    private final String path;
    private final BpmnModelInstance model;
    private final List<Element> elements;
    private final Map<String, Element> byId = new HashMap<>();

    BpmnFile(String path, BpmnModelInstance model) {
        this.path = path;
        this.model = model;
        this.elements = XmlElements.under(
                model.getDocument().getDomSource().getNode(), element -> !"BPMNDiagram".equals(element.getLocalName()));
        elements.forEach(element -> byId.putIfAbsent(element.getAttribute("id"), element));
    }

    /** Hands over every model that findings may speak of. */
    static void each(ModelSet set, Consumer<BpmnFile> rule) {
        set.models().forEach((path, model) -> {
            if (set.examined().contains(path)) {
                rule.accept(new BpmnFile(path, model));
            }
        });
    }

    String path() {
        return path;
    }

    BpmnModelInstance model() {
        return model;
    }

    /** @return all elements but those of the diagram, in the order of the file */
    List<Element> elements() {
        return elements;
    }

    /** @return the element of that id, or null */
    Element element(String id) {
        return byId.get(id);
    }

    /** @return the key of the process that holds the element; of the first process when the element lies beside it */
    String processKey(Element element) {
        for (Node node = element; node instanceof Element candidate; node = node.getParentNode()) {
            if ("process".equals(candidate.getLocalName())) {
                return candidate.getAttribute("id");
            }
        }
        return model.getModelElementsByType(Process.class).stream()
                .map(Process::getId)
                .findFirst()
                .orElse("");
    }

    Place place() {
        return Place.of(path);
    }

    /** @return the place of the step, flow or process; the examiner knows the line */
    Place place(Element element) {
        Element known = XmlElements.known(element);
        if (known == null) {
            return place();
        }
        String id = known.getAttribute("id");
        String label = known.getAttribute("name");
        return new Place(path, id, label.isBlank() ? null : label, 0);
    }

    /** @return the place of the element or of the nearest one around it that has an id */
    Place place(ModelElementInstance instance) {
        for (ModelElementInstance around = instance; around != null; around = around.getParentElement()) {
            Element element = around instanceof BaseElement base ? byId.get(base.getId()) : null;
            if (element != null) {
                return place(element);
            }
        }
        return place();
    }
}
