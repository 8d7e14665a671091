package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * How the models of a set ask a decision.
 *
 * @param given the variables that the asking models visibly have
 * @param givesEverything whether a caller hands on all its variables, so that nothing is known to be missing
 * @param maps how the answers are taken over
 * @param text the asking models, to find a name in
 */
record DecisionUse(Set<String> given, boolean givesEverything, List<String> maps, String text) {

    /** @return empty when no model asks it */
    static DecisionUse of(String decision, ModelSet set, WrittenVariables written) {
        Set<String> given = new TreeSet<>();
        List<String> maps = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean[] everything = new boolean[1];
        for (BpmnModelInstance model : set.models().values()) {
            List<BusinessRuleTask> asking = model.getModelElementsByType(BusinessRuleTask.class).stream()
                    .filter(task -> decision.equals(task.getCamundaDecisionRef()))
                    .toList();
            if (!asking.isEmpty()) {
                asking.forEach(task -> maps.add(String.valueOf(task.getCamundaMapDecisionResult())));
                text.append(Bpmn.convertToString(model));
                written(model, given);
                model.getModelElementsByType(Process.class).forEach(process -> {
                    given.addAll(written.into(process.getId()));
                    everything[0] |= handedTo(process.getId(), set, given);
                });
            }
        }
        return new DecisionUse(given, everything[0], maps, text.toString());
    }

    boolean isAsked() {
        return !maps.isEmpty();
    }

    /** @return whether an asking model speaks of that name */
    boolean names(String name) {
        return !name.isEmpty()
                && Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                        .matcher(text)
                        .find();
    }

    private static void written(BpmnModelInstance model, Set<String> given) {
        for (Element element : XmlElements.of(model)) {
            switch (element.getLocalName()) {
                case "inputParameter", "outputParameter" -> add(given, element.getAttribute("name"));
                case "out" -> add(given, element.getAttribute("target"));
                case "formField" -> add(given, element.getAttribute("id"));
                default -> {
                    add(given, element.getAttributeNS(XmlElements.CAMUNDA, "resultVariable"));
                    add(given, element.getAttributeNS(XmlElements.CAMUNDA, "elementVariable"));
                }
            }
        }
    }

    /** @return whether somebody hands over all variables */
    private static boolean handedTo(String process, ModelSet set, Set<String> given) {
        boolean everything = false;
        for (BpmnModelInstance model : set.models().values()) {
            for (CallActivity call : model.getModelElementsByType(CallActivity.class)) {
                if (process.equals(call.getCalledElement())) {
                    for (Element element : XmlElements.of(model)) {
                        if ("in".equals(element.getLocalName()) && isWithin(element, call.getId())) {
                            everything |= "all".equals(element.getAttribute("variables"));
                            add(given, element.getAttribute("target"));
                        }
                    }
                }
            }
        }
        set.forms().forEach((path, form) -> {
            if (path.contains("/" + process + "/") || form.path("id").asText().startsWith(process + "-")) {
                fields(form, given);
            }
        });
        return everything;
    }

    private static void fields(JsonNode holder, Set<String> given) {
        for (JsonNode component : holder.path("components")) {
            add(given, component.path("key").asText("").replaceFirst("\\..*", ""));
            if (!component.path("type").asText().equals("dynamiclist")) {
                fields(component, given);
            }
        }
    }

    private static boolean isWithin(Element element, String id) {
        for (Node node = element; node instanceof Element around; node = node.getParentNode()) {
            if (id.equals(around.getAttribute("id"))) {
                return true;
            }
        }
        return false;
    }

    private static void add(Set<String> names, String name) {
        if (name != null && !name.isBlank()) {
            names.add(name);
        }
    }
}
