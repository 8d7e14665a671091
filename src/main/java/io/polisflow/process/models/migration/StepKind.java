package io.polisflow.process.models.migration;

import java.util.Map;

/** What a step is, in the words of those who draw models. */
final class StepKind {

    private static final String OTHER = "шаг";

    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("userTask", "задача"),
            Map.entry("receiveTask", "ожидание сообщения"),
            Map.entry("serviceTask", "автоматический шаг"),
            Map.entry("sendTask", "отправка"),
            Map.entry("businessRuleTask", "таблица решений"),
            Map.entry("scriptTask", "скрипт"),
            Map.entry("callActivity", "вызов модели"),
            Map.entry("subProcess", "вложенный процесс"),
            Map.entry("transaction", "вложенный процесс"),
            Map.entry("eventBasedGateway", "ожидание одного из событий"),
            Map.entry("parallelGateway", "слияние ветвей"),
            Map.entry("inclusiveGateway", "слияние ветвей"),
            Map.entry("intermediateTimer", "таймер"),
            Map.entry("intermediateMessageCatch", "ожидание сообщения"),
            Map.entry("intermediateSignalCatch", "ожидание сигнала"),
            Map.entry("intermediateConditional", "ожидание условия"),
            Map.entry("boundaryTimer", "таймер на шаге"),
            Map.entry("boundaryMessage", "сообщение на шаге"),
            Map.entry("boundarySignal", "сигнал на шаге"),
            Map.entry("boundaryError", "ошибка на шаге"),
            Map.entry("boundaryConditional", "условие на шаге"),
            Map.entry("startTimerEvent", "таймер события-процесса"),
            Map.entry("messageStartEvent", "сообщение события-процесса"),
            Map.entry("signalStartEvent", "сигнал события-процесса"));

    private StepKind() {}

    /** @param type the engine's name */
    static String label(String type) {
        return LABELS.getOrDefault(type, OTHER);
    }
}
