package io.polisflow.process.models.gate;

import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.stereotype.Component;

/** Whoever reads a diagram, a task list or a journal reads Russian labels and ids that speak. */
@Component
class LabelRules implements ModelRule {

    static final String LABEL = "russian-label";
    static final String NAMING = "element-naming";

    private static final Pattern EVENT_ID = Pattern.compile("(Start|Event|End)_[A-Z].*");
    private static final Pattern ELEMENT_ID = Pattern.compile("[A-Z][a-z][A-Za-z]*_[A-Z][A-Za-z0-9]*");
    private static final Pattern CYRILLIC = Pattern.compile("[А-Яа-яЁё]");

    @Override
    public void check(ModelSet set, Findings findings) {
        BpmnFile.each(set, file -> {
            file.model()
                    .getModelElementsByType(Process.class)
                    .forEach(process -> needLabel(file, process, process.getName(), findings));
            file.model().getModelElementsByType(FlowNode.class).forEach(node -> {
                checkName(file, node, findings);
                checkLabels(file, node, findings);
            });
        });
    }

    private static void checkName(BpmnFile file, FlowNode node, Findings findings) {
        String id = node.getId();
        if (id == null) {
            return;
        }
        if (!ELEMENT_ID.matcher(id).matches()
                || node instanceof Task && !id.startsWith("Task_")
                || node instanceof Gateway && !id.startsWith("Gateway_")
                || node instanceof Event && !EVENT_ID.matcher(id).matches()) {
            findings.warning(
                    NAMING,
                    file.place(node),
                    "Id «" + id + "» не говорит, что это за элемент",
                    "Назовите элемент по образцу Тип_Смысл латиницей, например Task_CheckTerms.");
        }
    }

    private static void checkLabels(BpmnFile file, FlowNode node, Findings findings) {
        boolean splits = node.getOutgoing().size() > 1;
        if (!(node instanceof Gateway) || splits) {
            needLabel(file, node, node.getName(), findings);
        }
        if (splits && (node instanceof ExclusiveGateway || node instanceof InclusiveGateway)) {
            node.getOutgoing().forEach(flow -> needLabel(file, flow, flow.getName(), findings));
        }
    }

    private static void needLabel(BpmnFile file, ModelElementInstance element, String label, Findings findings) {
        if (label == null || !CYRILLIC.matcher(label).find()) {
            findings.warning(
                    LABEL,
                    file.place(element),
                    "Нет русской подписи",
                    "Подпишите элемент: задачу — глаголом, событие — что случилось, развилку — вопросом, её ветви — ответами.");
        }
    }
}
