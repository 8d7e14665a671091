package io.polisflow.process.models.draft;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How elements of models and what they say are called in Russian. */
public final class BpmnWords {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("definitions", "файл модели"),
            Map.entry("process", "процесс"),
            Map.entry("collaboration", "взаимодействие"),
            Map.entry("participant", "участник"),
            Map.entry("lane", "дорожка"),
            Map.entry("userTask", "задача сотрудника"),
            Map.entry("serviceTask", "системный шаг"),
            Map.entry("sendTask", "отправка"),
            Map.entry("receiveTask", "ожидание сообщения"),
            Map.entry("businessRuleTask", "решение по таблице"),
            Map.entry("scriptTask", "скрипт"),
            Map.entry("manualTask", "ручной шаг"),
            Map.entry("task", "шаг"),
            Map.entry("callActivity", "вызов процесса"),
            Map.entry("subProcess", "подпроцесс"),
            Map.entry("transaction", "транзакция"),
            Map.entry("startEvent", "начало"),
            Map.entry("endEvent", "завершение"),
            Map.entry("intermediateCatchEvent", "ожидание"),
            Map.entry("intermediateThrowEvent", "событие"),
            Map.entry("boundaryEvent", "событие на границе шага"),
            Map.entry("exclusiveGateway", "развилка"),
            Map.entry("inclusiveGateway", "развилка «одна или несколько»"),
            Map.entry("parallelGateway", "параллельная развилка"),
            Map.entry("eventBasedGateway", "развилка по событиям"),
            Map.entry("sequenceFlow", "переход"),
            Map.entry("messageFlow", "поток сообщений"),
            Map.entry("association", "связь"),
            Map.entry("textAnnotation", "примечание"),
            Map.entry("group", "группа"),
            Map.entry("dataObject", "данные"),
            Map.entry("dataObjectReference", "данные"),
            Map.entry("dataStoreReference", "хранилище данных"),
            Map.entry("message", "сообщение"),
            Map.entry("signal", "сигнал"),
            Map.entry("error", "ошибка"),
            Map.entry("escalation", "эскалация"));

    /** The last part of a place → how it is called; the first that matches counts. */
    private static final Map<Pattern, String> PROPERTIES = properties();

    private BpmnWords() {}

    private static Map<Pattern, String> properties() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(".*camunda:property\\[(.+)]@value", "свойство «$1»");
        words.put(".*camunda:inputParameter\\[(.+?)].*", "входной параметр «$1»");
        words.put(".*camunda:outputParameter\\[(.+?)].*", "выходной параметр «$1»");
        words.put(".*camunda:taskListener\\[(.+?)].*", "слушатель задачи ($1)");
        words.put(".*camunda:executionListener\\[(.+?)].*", "слушатель шага ($1)");
        words.put(".*camunda:in\\[(.+?)].*", "что передаётся в процесс ($1)");
        words.put(".*camunda:out\\[(.+?)].*", "что возвращает процесс ($1)");
        words.put(".*camunda:failedJobRetryTimeCycle", "повторы при сбое");
        words.put(".*timeDuration", "через сколько срабатывает");
        words.put(".*timeDate", "когда срабатывает");
        words.put(".*timeCycle", "как часто срабатывает");
        words.put("conditionExpression", "условие");
        words.put(".*[tT]imerEventDefinition.*", "таймер");
        words.put(".*messageEventDefinition.*", "сообщение");
        words.put(".*errorEventDefinition.*", "ошибка");
        words.put(".*signalEventDefinition.*", "сигнал");
        words.put(".*multiInstanceLoopCharacteristics.*", "повторение шага");
        words.put("documentation", "описание");
        words.put("text", "текст");
        words.put("parent", "внутри чего");
        words.put("@name", "название");
        words.put("@sourceRef", "откуда");
        words.put("@targetRef", "куда");
        words.put("@attachedToRef", "на каком шаге");
        words.put("@cancelActivity", "прерывает шаг");
        words.put("@default", "переход по умолчанию");
        words.put("@calledElement", "вызываемый процесс");
        words.put("@messageRef", "сообщение");
        words.put("@errorCode", "код ошибки");
        words.put("@isExecutable", "исполняемый");
        words.put("@camunda:formRef", "форма");
        words.put("@camunda:formRefBinding", "версия формы");
        words.put("@camunda:formKey", "форма");
        words.put("@camunda:candidateGroups", "группа исполнителей");
        words.put("@camunda:candidateUsers", "кандидаты");
        words.put("@camunda:assignee", "исполнитель");
        words.put("@camunda:dueDate", "срок");
        words.put("@camunda:followUpDate", "напомнить");
        words.put("@camunda:priority", "приоритет");
        words.put("@camunda:delegateExpression", "что выполняет");
        words.put("@camunda:expression", "выражение");
        words.put("@camunda:class", "класс");
        words.put("@camunda:resultVariable", "куда записать результат");
        words.put("@camunda:decisionRef", "таблица решений");
        words.put("@camunda:mapDecisionResult", "вид результата");
        words.put("@camunda:asyncBefore", "точка сохранения перед шагом");
        words.put("@camunda:asyncAfter", "точка сохранения после шага");
        words.put("@camunda:exclusive", "не одновременно с другими");
        words.put("@camunda:historyTimeToLive", "срок хранения истории");
        words.put("@camunda:isStartableInTasklist", "запускается из списка задач");
        words.put("@camunda:modelerTemplate.*", "шаблон шага");
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        words.forEach((place, word) -> patterns.put(Pattern.compile(place), word));
        return patterns;
    }

    /** @param type the element's name in BPMN, such as {@code userTask} */
    public static String type(String type) {
        return TYPES.getOrDefault(type, "элемент");
    }

    /** @return how an element without a label is spoken of */
    static String unnamed(String type, String id) {
        return type.endsWith("Gateway") ? "без вопроса (" + id + ")" : id;
    }

    static String property(String place) {
        for (Map.Entry<Pattern, String> each : PROPERTIES.entrySet()) {
            Matcher matcher = each.getKey().matcher(place);
            if (matcher.matches()) {
                return matcher.replaceFirst(each.getValue());
            }
        }
        return "свойство " + place.replaceAll("extensionElements/|camunda:|@", "");
    }
}
