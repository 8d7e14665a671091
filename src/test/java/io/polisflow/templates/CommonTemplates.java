package io.polisflow.templates;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polisflow.crm.template.Template;
import io.polisflow.process.engine.SendDealLetterDelegate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;

/** Templates of no single use case: what an analyst builds new steps with. */
final class CommonTemplates {

    private static final String LETTER_BEAN = "sendDealLetterDelegate";
    private static final String CYCLE = "PT10S,PT1M,PT5M,PT15M,PT1H,PT4H";

    private final ElementTemplates templates;

    CommonTemplates(ElementTemplates templates) {
        this.templates = templates;
    }

    List<ObjectNode> all() {
        List<ObjectNode> all = new ArrayList<>(List.of(userTask(), outsideCall(), letter()));
        for (TimerKind kind : TimerKind.values()) {
            all.add(ElementTemplates.named(
                            templates
                                    .common("timer." + kind.id(), kind.title(), kind.help(), TemplateIcon.TIMER)
                                    .appliesTo(kind.types())
                                    .open(),
                            kind.title().replace("Таймер: ", "Прошло: "))
                    .json());
        }
        all.add(errorEnd());
        return all;
    }

    private ObjectNode userTask() {
        Map<String, String> listeners = new LinkedHashMap<>();
        listeners.put("", "ничем");
        listeners.putAll(templates.beans(TaskListener.class, bean -> true));
        TemplateJson template = templates
                .common(
                        "user-task",
                        "Задача сотрудника",
                        "Новый шаг, который делает человек: согласование, проверка, звонок. Форма лежит в forms/<процесс>/<задача>.form и "
                                + "разворачивается вместе с моделью; ответы формы станут переменными. Задаче нужна строка в таблице «task-sla».",
                        TemplateIcon.FORM)
                .appliesTo("bpmn:UserTask", "bpmn:Task")
                .open();
        ElementTemplates.named(template, "Проверить …")
                .required(
                        "Форма",
                        "Идентификатор формы: <процесс>-<задача>, например contract-signing-check-compliance",
                        TemplateJson.attribute("camunda:formRef"),
                        null)
                .hidden(TemplateJson.attribute("camunda:formRefBinding"), "deployment")
                .choice(
                        "Кто делает",
                        "Группа, в списке задач которой появится задача",
                        TemplateJson.attribute("camunda:candidateGroups"),
                        "sales",
                        ElementTemplates.groups())
                .choice(
                        "Чем заполнить форму",
                        "Слушатель, который даёт форме данные; он должен быть из того же процесса",
                        TemplateJson.extension("form-data"),
                        "",
                        listeners);
        return ElementTemplates.staged(template, "").json();
    }

    private ObjectNode outsideCall() {
        TemplateJson template = templates
                .common(
                        "outside-call",
                        "Вызов внешней системы",
                        "Шаг, который обращается наружу: он идёт отдельной транзакцией и повторяется, когда система не отвечает. Выберите действие "
                                + "того процесса, в который ставите шаг.",
                        TemplateIcon.OUTSIDE)
                .appliesTo("bpmn:ServiceTask", "bpmn:Task");
        Map<String, String> calls = templates.beans(JavaDelegate.class, templates::outside);
        ElementTemplates.named(template, "Спросить …")
                .choice(
                        "Действие",
                        "Что сделать",
                        TemplateJson.attribute("camunda:delegateExpression"),
                        calls.keySet().iterator().next(),
                        calls)
                .hidden(TemplateJson.attribute("camunda:asyncBefore"), true);
        ElementTemplates.retried(template, CYCLE);
        return ElementTemplates.staged(template, "").json();
    }

    private ObjectNode letter() {
        Map<String, String> letters = Arrays.stream(Template.values())
                .filter(letter -> letter.kind() == Template.Kind.LETTER && !letter.forStaff())
                .collect(Collectors.toMap(Template::code, Template::label, (one, same) -> one, TreeMap::new));
        TemplateJson template = templates.described(
                templates
                        .common(
                                "delegate." + LETTER_BEAN,
                                "Письмо клиенту",
                                "Ещё одно письмо контакту сделки словами шаблона. Доставляет его модель «letter-delivery» с повторами; если "
                                        + "писать некуда, модель идёт дальше."
                                        + templates.told(templates.facts(LETTER_BEAN)),
                                TemplateIcon.LETTER)
                        .appliesTo("bpmn:ServiceTask", "bpmn:Task"),
                LETTER_BEAN);
        ElementTemplates.named(template, "Написать клиенту")
                .hidden(TemplateJson.attribute("camunda:delegateExpression"), "${" + LETTER_BEAN + "}")
                .hidden(TemplateJson.attribute("camunda:asyncBefore"), true)
                .choice(
                        "Шаблон письма",
                        templates.texts.get("inputs", SendDealLetterDelegate.TEMPLATE.name()),
                        TemplateJson.input(SendDealLetterDelegate.TEMPLATE.name()),
                        Template.DEAL_LETTER.code(),
                        letters);
        ElementTemplates.retried(template, CYCLE);
        return ElementTemplates.staged(template, "").json();
    }

    private ObjectNode errorEnd() {
        return ElementTemplates.named(
                        templates
                                .common(
                                        "error-end",
                                        "Конец с ошибкой",
                                        "Подпроцесс не смог, и об этом должна узнать модель вокруг него. Вид события — «Error»; впишите код ошибки "
                                                + "заглавными буквами, например COMPLIANCE_REFUSED, и поймайте его граничным событием с тем же кодом. "
                                                + knownErrors(),
                                        TemplateIcon.EVENT)
                                .appliesTo("bpmn:EndEvent")
                                .open(),
                        "… не удалось")
                .json();
    }

    private String knownErrors() {
        List<String> codes = templates.code.delegates().keySet().stream()
                .flatMap(bean -> templates.facts(bean).errors.stream())
                .distinct()
                .sorted()
                .toList();
        return codes.isEmpty()
                ? "Готовые действия кодов ошибок не бросают."
                : "Готовые действия бросают: " + String.join(", ", codes) + ".";
    }
}
