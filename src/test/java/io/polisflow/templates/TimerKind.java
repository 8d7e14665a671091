package io.polisflow.templates;

import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;

/** The three ways in which a timer says when. */
enum TimerKind {
    DATE(
            "date",
            "Таймер: дата из переменной",
            "Ждёт момента, который лежит в переменной. В разделе «Timer» выберите «Date» и впишите переменную, например ${touchDueAt}; "
                    + "её должен записать шаг перед таймером.",
            "bpmn:IntermediateCatchEvent",
            "bpmn:BoundaryEvent",
            "bpmn:StartEvent"),
    DURATION(
            "duration",
            "Таймер: через время",
            "Ждёт заданное время. В разделе «Timer» выберите «Duration» и впишите срок по ISO 8601: PT2H — два часа, PT15M — 15 минут, "
                    + "P3D — трое суток. Рабочие часы он не учитывает: сроки задач ставит таблица «task-sla».",
            "bpmn:IntermediateCatchEvent",
            "bpmn:BoundaryEvent"),
    CYCLE(
            "cycle",
            "Таймер: по расписанию",
            "Срабатывает снова и снова. В разделе «Timer» выберите «Cycle» и впишите повторы (R3/PT1H — три раза через час), расписание "
                    + "cron (0 30 2 * * ? — каждую ночь в 2:30) или выражение, которое его даёт.",
            "bpmn:StartEvent",
            "bpmn:BoundaryEvent");

    private final String id;
    private final String title;
    private final String help;
    private final String[] types;

    TimerKind(String id, String title, String help, String... types) {
        this.id = id;
        this.title = title;
        this.help = help;
        this.types = types;
    }

    static TimerKind of(TimerEventDefinition timer) {
        return timer.getTimeDate() != null ? DATE : timer.getTimeDuration() != null ? DURATION : CYCLE;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    String help() {
        return help;
    }

    String[] types() {
        return types;
    }
}
