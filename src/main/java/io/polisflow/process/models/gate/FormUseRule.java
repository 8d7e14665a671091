package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.springframework.stereotype.Component;

/** Forms and the steps that name them must find each other. */
@Component
class FormUseRule implements ModelRule {

    private static final String MISSING = "missing-form";
    private static final String UNUSED = "unused-form";
    private static final String ID = "form-id";

    @Override
    public void check(ModelSet set, Findings findings) {
        Map<String, String> forms = new TreeMap<>();
        set.forms().forEach((path, form) -> forms.put(id(form), path));
        Set<String> known = new HashSet<>(forms.keySet());
        known.addAll(FormIds.unread(set));
        Set<String> used = new HashSet<>();
        set.models().forEach((path, model) -> model.getModelElementsByType(FlowNode.class)
                .forEach(node -> step(set, path, node, known, used, findings)));
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
        Set<String> demanded = FormIds.demanded(set, path);
        if (!demanded.contains(id)) {
            findings.error(
                    ID,
                    Place.of(path),
                    "Id формы — «" + id + "», а по пути файла ожидается «" + expected(demanded, FormIds.stem(path))
                            + "».",
                    "Исправьте Id формы или переложите файл: forms/<ключ процесса>/<задача>.form.");
        }
    }

    private static String expected(Set<String> demanded, String stem) {
        return demanded.size() == 1 ? demanded.iterator().next() : "<ключ процесса>-" + stem;
    }
}
