package io.polisflow.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;

/** The product's own models, and which template each of their elements belongs to. */
final class DrawnModels {

    static final String PREFIX = "io.polisflow.";

    private static final Pattern BEAN = Pattern.compile("[$#]\\{\\s*(\\w+)\\s*}");

    private final Map<String, BpmnModelInstance> models = new LinkedHashMap<>();

    DrawnModels(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".bpmn"))
                    .sorted()
                    .forEach(file -> models.put(
                            file.getFileName().toString().replace(".bpmn", ""), Bpmn.readModelFromFile(file.toFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An element with the key of its process. */
    record Drawn<T extends FlowNode>(String process, T node) {}

    <T extends FlowNode> List<Drawn<T>> all(Class<T> type) {
        List<Drawn<T>> all = new ArrayList<>();
        models.forEach(
                (key, model) -> model.getModelElementsByType(type).forEach(node -> all.add(new Drawn<>(key, node))));
        return all;
    }

    /** Bean name → elements that call it, in the order of the models. */
    Map<String, List<Drawn<FlowNode>>> byDelegate() {
        Map<String, List<Drawn<FlowNode>>> all = new LinkedHashMap<>();
        for (Drawn<FlowNode> drawn : all(FlowNode.class)) {
            delegate(drawn.node()).ifPresent(bean -> all.computeIfAbsent(bean, name -> new ArrayList<>())
                    .add(drawn));
        }
        return all;
    }

    /** @return the template's id, or null for an element that needs none */
    static String templateOf(FlowNode node) {
        if (node instanceof UserTask task) {
            return PREFIX + "form." + task.getCamundaFormRef();
        }
        if (node instanceof BusinessRuleTask task) {
            return PREFIX + "decision." + task.getCamundaDecisionRef();
        }
        if (node instanceof CallActivity call) {
            return PREFIX + "call." + call.getCalledElement();
        }
        if (node instanceof StartEvent start && start.getCamundaFormRef() != null) {
            return PREFIX + "form." + start.getCamundaFormRef();
        }
        Optional<TimerEventDefinition> timer = timer(node);
        if (timer.isPresent()) {
            return PREFIX + "timer." + TimerKind.of(timer.get()).id();
        }
        return delegate(node).map(bean -> PREFIX + "delegate." + bean).orElse(null);
    }

    static Optional<TimerEventDefinition> timer(FlowNode node) {
        return node instanceof CatchEvent event
                ? event.getEventDefinitions().stream()
                        .filter(TimerEventDefinition.class::isInstance)
                        .map(TimerEventDefinition.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    static Optional<MessageEventDefinition> message(EndEvent event) {
        return event.getEventDefinitions().stream()
                .filter(MessageEventDefinition.class::isInstance)
                .map(MessageEventDefinition.class::cast)
                .findFirst();
    }

    static Optional<String> delegate(FlowNode node) {
        String expression = null;
        if (node instanceof ServiceTask task) {
            expression = task.getCamundaDelegateExpression();
        } else if (node instanceof SendTask task) {
            expression = task.getCamundaDelegateExpression();
        } else if (node instanceof EndEvent event) {
            expression = message(event)
                    .map(MessageEventDefinition::getCamundaDelegateExpression)
                    .orElse(null);
        }
        return bean(expression);
    }

    static Optional<String> bean(String expression) {
        Matcher matcher = BEAN.matcher(expression == null ? "" : expression);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** @return the expressions of the listeners that fill the task's form */
    static List<String> formData(UserTask task) {
        return extensions(task, CamundaTaskListener.class).stream()
                .filter(listener -> "create".equals(listener.getCamundaEvent()))
                .map(CamundaTaskListener::getCamundaDelegateExpression)
                .toList();
    }

    static Optional<String> retries(BaseElement element) {
        return extensions(element, CamundaFailedJobRetryTimeCycle.class).stream()
                .map(cycle -> cycle.getTextContent().strip())
                .filter(cycle -> !cycle.isEmpty())
                .findFirst();
    }

    static <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance> List<T> extensions(
            BaseElement element, Class<T> type) {
        return element.getExtensionElements() == null
                ? List.of()
                : element.getExtensionElements()
                        .getElementsQuery()
                        .filterByType(type)
                        .list();
    }
}
