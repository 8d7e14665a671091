package io.polisflow.process.models.documentation;

import io.polisflow.crm.deal.Stage;
import io.polisflow.process.models.documentation.ModelDocument.Element;
import io.polisflow.process.models.documentation.ModelDocument.Exit;
import io.polisflow.process.models.documentation.ModelDocument.Form;
import io.polisflow.process.models.documentation.ModelDocument.Template;
import io.polisflow.process.models.draft.BpmnWords;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/**
 * Reads of a model's elements what they do and are bound to.
 *
 * @param forms by id
 * @param names what models and tables are called, by key
 */
record ElementReading(
        String process,
        StepTemplates templates,
        Map<String, Form> forms,
        Deadlines deadlines,
        Map<String, String> names) {

    Element read(FlowNode node) {
        String form = camunda(node, "formRef");
        return new Element(
                node.getId(),
                label(node.getName()),
                type(node),
                node.getParentElement() instanceof SubProcess scope ? label(scope.getName()) : null,
                documentation(node),
                template(node, form),
                form == null ? null : forms.get(form),
                groups(node),
                node instanceof UserTask && camunda(node, "dueDate") == null
                        ? deadlines.of(process, node.getId())
                        : List.of(),
                new StepFacts(node, templates, names).read(),
                node.getOutgoing().stream().map(flow -> exit(node, flow)).toList(),
                decides(node));
    }

    private static boolean decides(FlowNode node) {
        return node.getOutgoing().size() > 1
                && (node instanceof Gateway
                        ? !(node instanceof ParallelGateway)
                        : node.getOutgoing().stream().anyMatch(flow -> flow.getConditionExpression() != null));
    }

    static String label(String name) {
        return name == null || name.isBlank() ? null : name.strip().replaceAll("\\s+", " ");
    }

    static String camunda(BaseElement element, String attribute) {
        String value = element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, attribute);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String type(FlowNode node) {
        boolean joins = node instanceof Gateway
                && node.getIncoming().size() > 1
                && node.getOutgoing().size() == 1;
        return joins ? "слияние ветвей" : BpmnWords.type(node.getElementType().getTypeName());
    }

    static String documentation(BaseElement element) {
        return label(element.getDocumentations().stream()
                .map(Documentation::getTextContent)
                .collect(Collectors.joining(" ")));
    }

    /** What carries no template, or another's, is known by what it is bound to. */
    private Template template(FlowNode node, String form) {
        Stream<Map.Entry<String, String>> bound = Stream.of(
                        entry("form", form),
                        entry("delegate", StepFacts.bean(node)),
                        entry("call", node instanceof CallActivity call ? call.getCalledElement() : null),
                        entry("decision", node instanceof BusinessRuleTask task ? task.getCamundaDecisionRef() : null))
                .filter(Objects::nonNull);
        return templates.of(camunda(node, "modelerTemplate"), bound.toList());
    }

    private static Map.Entry<String, String> entry(String kind, String name) {
        return name == null ? null : Map.entry(kind, name);
    }

    private static List<String> groups(FlowNode node) {
        String groups = camunda(node, "candidateGroups");
        return groups == null
                ? List.of()
                : Arrays.stream(groups.split(",")).map(String::strip).toList();
    }

    private static Exit exit(FlowNode node, SequenceFlow flow) {
        FlowNode target = flow.getTarget();
        return new Exit(
                flow.getId(),
                label(flow.getName()),
                target.getId(),
                label(target.getName()) == null ? type(target) : label(target.getName()),
                flow.getConditionExpression() == null
                        ? null
                        : label(flow.getConditionExpression().getTextContent()),
                flow.getId().equals(node.getAttributeValue("default")));
    }

    /** @return what people call the stage of the funnel; the code itself when there is no such stage */
    static String stage(String code) {
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.code().equals(code))
                .map(Stage::label)
                .findFirst()
                .orElse(code);
    }
}
