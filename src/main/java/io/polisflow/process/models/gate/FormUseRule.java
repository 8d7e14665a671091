package io.polisflow.process.models.gate;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.springframework.stereotype.Component;

/** A form that no step shows is a leftover or misnamed. */
@Component
class FormUseRule implements ModelRule {

    private static final String UNUSED = "unused-form";

    @Override
    public void check(ModelSet set, Findings findings) {
        Set<String> used = set.models().values().stream()
                .flatMap(model -> model.getModelElementsByType(FlowNode.class).stream())
                .flatMap(node -> Stream.ofNullable(node.getAttributeValueNs(XmlElements.CAMUNDA, "formRef")))
                .collect(Collectors.toSet());
        FormComponent.forms(set, (path, form) -> {
            String id = form.path("id").asText("");
            if (!used.contains(id)) {
                findings.warning(
                        UNUSED,
                        Place.of(path),
                        "Форму «" + id + "» не показывает ни одна модель.",
                        "Назовите её у задачи или стартового события или удалите файл.");
            }
        });
    }
}
