package io.polisflow.process.models.documentation;

import static io.polisflow.process.models.documentation.ElementReading.camunda;
import static io.polisflow.process.models.documentation.ElementReading.label;

import io.polisflow.process.models.documentation.ModelDocument.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ConditionalEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EscalationEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SignalEventDefinition;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Collects what a step is bound to beside its form, its people and its flows. */
final class StepFacts {

    private static final Pattern VARIABLE = Pattern.compile("[#$]\\{\\s*(\\w+)\\s*}");

    private final FlowNode node;
    private final StepTemplates templates;
    private final Map<String, String> names;
    private final List<Fact> facts = new ArrayList<>();

    StepFacts(FlowNode node, StepTemplates templates, Map<String, String> names) {
        this.node = node;
        this.templates = templates;
        this.names = names;
    }

    List<Fact> read() {
        stage();
        code("Исполнитель", camunda(node, "assignee"));
        code("Кандидаты", camunda(node, "candidateUsers"));
        code("Срок задаёт сама модель", camunda(node, "dueDate"));
        if (node instanceof BoundaryEvent event) {
            text("На шаге", label(event.getAttachedTo().getName()));
            text("Прерывает шаг", event.cancelActivity() ? "да" : "нет, идёт рядом с ним");
        }
        if (node instanceof SubProcess scope && scope.triggeredByEvent()) {
            text("Начинается", "само, когда случится событие внутри него");
        }
        definitions().forEach(this::event);
        if (node instanceof ReceiveTask task && task.getMessage() != null) {
            code("Ждёт сообщения", task.getMessage().getName());
        }
        if (node instanceof BusinessRuleTask task && task.getCamundaDecisionRef() != null) {
            link("Спрашивает таблицу", task.getCamundaDecisionRef());
            code("Ответ таблицы лежит в переменной", camunda(node, "resultVariable"));
        }
        if (node instanceof CallActivity call && call.getCalledElement() != null) {
            link("Вызывает процесс", call.getCalledElement());
        }
        code("Что выполняет", camunda(node, "delegateExpression"));
        code("Что вычисляет", camunda(node, "expression"));
        repeated();
        parameters();
        extensions(CamundaTaskListener.class)
                .forEach(listener -> code(
                        "create".equals(listener.getCamundaEvent()) ? "Заполняет форму" : "Слушает задачу",
                        listener.getCamundaDelegateExpression()));
        property("form-data").forEach(bean -> code("Заполняет форму", bean));
        retries();
        return List.copyOf(facts);
    }

    private void text(String name, String text) {
        if (text != null) {
            facts.add(new Fact(name, text, null, null));
        }
    }

    /** An expression that is one variable is said in words as well. */
    private void code(String name, String code) {
        if (code != null && !code.isBlank()) {
            facts.add(new Fact(name, meaning(code), code.strip(), null));
        }
    }

    private String meaning(String code) {
        Matcher variable = VARIABLE.matcher(code.strip());
        return templates
                .meaning(variable.matches() ? variable.group(1) : code.strip())
                .orElse(null);
    }

    private void link(String name, String key) {
        boolean known = names.containsKey(key);
        facts.add(new Fact(name, names.get(key), known ? null : key, known ? key : null));
    }

    private void stage() {
        property("stage").forEach(code -> text("Сделка переходит на этап", ElementReading.stage(code)));
    }

    private Collection<EventDefinition> definitions() {
        return node instanceof CatchEvent event
                ? event.getEventDefinitions()
                : node instanceof ThrowEvent event ? event.getEventDefinitions() : List.of();
    }

    private void event(EventDefinition definition) {
        if (definition instanceof TimerEventDefinition timer) {
            timer(timer);
        } else if (definition instanceof MessageEventDefinition message && message.getMessage() != null) {
            code(
                    node instanceof CatchEvent ? "Ждёт сообщения" : "Отправляет сообщение",
                    message.getMessage().getName());
            code("Что выполняет", camunda(message, "delegateExpression"));
        } else if (definition instanceof SignalEventDefinition signal && signal.getSignal() != null) {
            code(
                    node instanceof CatchEvent ? "Ждёт сигнала" : "Подаёт сигнал",
                    signal.getSignal().getName());
        } else if (definition instanceof ErrorEventDefinition error) {
            code(
                    node instanceof CatchEvent ? "Ловит ошибку" : "Заканчивается ошибкой",
                    error.getError() == null ? "любая" : error.getError().getErrorCode());
        } else if (definition instanceof EscalationEventDefinition escalation && escalation.getEscalation() != null) {
            code("Эскалация", escalation.getEscalation().getEscalationCode());
        } else if (definition instanceof ConditionalEventDefinition conditional && conditional.getCondition() != null) {
            code("Ждёт условия", conditional.getCondition().getTextContent());
        } else if (definition instanceof TerminateEventDefinition) {
            text("Конец всему", "останавливает и то, что ещё идёт рядом");
        }
        if (node instanceof StartEvent start
                && start.getParentElement() instanceof SubProcess
                && !start.isInterrupting()) {
            text("Прерывает остальное", "нет, идёт рядом");
        }
    }

    private void timer(TimerEventDefinition timer) {
        timed("Срабатывает", timer.getTimeDuration(), "через ", TimeWords::period);
        timed("Срабатывает", timer.getTimeCycle(), "", TimeWords::cycle);
        timed("Срабатывает в момент", timer.getTimeDate(), "", iso -> null);
    }

    private void timed(String name, ModelElementInstance when, String before, UnaryOperator<String> words) {
        if (when == null) {
            return;
        }
        String written = when.getTextContent().strip();
        String said = words.apply(written);
        facts.add(
                said == null
                        ? new Fact(name, meaning(written), written, null)
                        : new Fact(name, before + said, null, null));
    }

    private void repeated() {
        if (node instanceof Activity activity
                && activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics loop) {
            facts.add(new Fact(
                    "Повторяется",
                    loop.isSequential() ? "для каждого по очереди" : "для всех сразу",
                    loop.getCamundaCollection(),
                    null));
        }
    }

    private void parameters() {
        extensions(CamundaInputOutput.class).forEach(each -> each.getCamundaInputParameters()
                .forEach(parameter -> facts.add(new Fact(
                        "Получает " + parameter.getCamundaName(),
                        templates.meaning(parameter.getCamundaName()).orElse(null),
                        label(parameter.getTextContent()),
                        null))));
    }

    private void retries() {
        Stream.concat(
                        extensions(CamundaFailedJobRetryTimeCycle.class).map(ModelElementInstance::getTextContent),
                        property("retries"))
                .map(String::strip)
                .findFirst()
                .ifPresent(cycle -> {
                    String words = TimeWords.retries(cycle);
                    facts.add(new Fact("При сбое повторяется", words, words == null ? cycle : null, null));
                });
    }

    private <T extends ModelElementInstance> Stream<T> extensions(Class<T> type) {
        return node.getExtensionElements() == null
                ? Stream.of()
                : node.getExtensionElements().getElementsQuery().filterByType(type).list().stream();
    }

    private Stream<String> property(String name) {
        return extensions(CamundaProperties.class)
                .flatMap(properties -> properties.getCamundaProperties().stream())
                .filter(property -> name.equals(property.getCamundaName()))
                .map(CamundaProperty::getCamundaValue)
                .filter(value -> value != null && !value.isBlank());
    }

    /** @return the name of the bean that the element calls, or null */
    static String bean(FlowNode node) {
        return Stream.concat(Stream.of(node), node.getChildElementsByType(MessageEventDefinition.class).stream())
                .map(holder -> camunda(holder, "delegateExpression"))
                .filter(Objects::nonNull)
                .map(expression -> expression.replaceAll("[#${}\\s]", ""))
                .findFirst()
                .orElse(null);
    }
}
