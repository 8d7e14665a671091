package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.springframework.stereotype.Component;

/** Forms and the steps that name them must find each other. */
@Component
class FormUseRule implements ModelRule {

    private static final String MISSING = "missing-form";
    private static final String UNUSED = "unused-form";
    private static final String ID = "form-id";
    private static final String ENDING = ".form";

    @Override
    public void check(ModelSet set, Findings findings) {
        Map<String, String> forms = new TreeMap<>();
        set.forms().forEach((path, form) -> forms.put(id(form), path));
        Set<String> used = new HashSet<>();
        set.models().forEach((path, model) -> model.getModelElementsByType(FlowNode.class)
                .forEach(node -> step(set, path, node, forms.keySet(), used, findings)));
        FormComponent.forms(set, (path, form) -> {
            String id = id(form);
            demanded(set, path, id, findings);
            if (!used.contains(id)) {
                findings.warning(
                        UNUSED,
                        Place.of(path),
                        "Форму «" + id + "» не показывает ни одна модель.",
                        "Назовите её у задачи или стартового события или удалите файл.");
            }
        });
    }

    private static String id(JsonNode form) {
        return form.path("id").asText("");
    }

    private static void step(
            ModelSet set, String path, FlowNode node, Set<String> forms, Set<String> used, Findings findings) {
        String form = node.getAttributeValueNs(XmlElements.CAMUNDA, "formRef");
        if (form == null || form.contains("{")) {
            return;
        }
        used.add(form);
        if (set.examined().contains(path) && !forms.contains(form)) {
            findings.error(
                    MISSING,
                    new Place(path, node.getId(), node.getName(), 0),
                    "Нет формы «" + form + "», которую показывает «" + label(node) + "».",
                    "Добавьте форму с таким Id в набор или исправьте «Form reference».");
        }
    }

    private static String label(FlowNode node) {
        return node.getName() == null ? node.getId() : node.getName();
    }

    private static void demanded(ModelSet set, String path, String id, Findings findings) {
        String[] parts = path.split("/");
        String stem = parts[parts.length - 1].replace(ENDING, "");
        Set<String> demanded = new TreeSet<>();
        if (parts.length > 1) {
            demanded.add(parts[parts.length - 2] + "-" + stem);
        } else {
            // Camunda Modeler sends no folders: the process may be any of those that are there.
            demanded.add(stem);
            set.models().values().forEach(model -> keys(model).forEach(key -> demanded.add(key + "-" + stem)));
        }
        if (!demanded.contains(id)) {
            findings.error(
                    ID,
                    Place.of(path),
                    "Id формы — «" + id + "», а по пути файла ожидается «" + expected(demanded, stem) + "».",
                    "Исправьте Id формы или переложите файл: forms/<ключ процесса>/<задача>.form.");
        }
    }

    private static String expected(Set<String> demanded, String stem) {
        return demanded.size() == 1 ? demanded.iterator().next() : "<ключ процесса>-" + stem;
    }

    private static Set<String> keys(BpmnModelInstance model) {
        Set<String> keys = new TreeSet<>();
        model.getModelElementsByType(Process.class).forEach(process -> keys.add(process.getId()));
        return keys;
    }
}
