package io.polisflow.process.models.gate;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** A timer says when in a way that the engine understands. */
@Component
class TimerRules implements ModelRule {

    static final String TIMER = "timer";

    private static final Map<String, Predicate<String>> READERS =
            Map.of("timeDate", IsoTimes::isDate, "timeDuration", IsoTimes::isDuration, "timeCycle", IsoTimes::isCycle);
    private static final Map<String, String> REMEDIES = Map.of(
            "timeDate", "Напишите дату и время, например 2026-12-31T09:00:00, или выражение ${переменная}.",
            "timeDuration", "Напишите срок, например PT2H, P3D, или выражение ${переменная}.",
            "timeCycle", "Напишите повторение, например R3/PT10M, или выражение ${действие.метод()}.");
    private static final Map<String, String> PROBLEMS = Map.of(
            "timeDate", "Дата таймера «%s» — не ISO 8601",
            "timeDuration", "Срок таймера «%s» — не ISO 8601",
            "timeCycle", "Повторение таймера «%s» — не ISO 8601");

    @Override
    public void check(ModelSet set, Findings findings) {
        BpmnFile.each(set, file -> file.elements().stream()
                .filter(element -> "timerEventDefinition".equals(element.getLocalName()))
                .forEach(timer -> check(file, timer, findings)));
    }

    private static void check(BpmnFile file, Element timer, Findings findings) {
        List<Element> times = READERS.keySet().stream()
                .flatMap(name -> Steps.children(timer, name))
                .filter(time -> !time.getTextContent().isBlank())
                .toList();
        if (times.size() != 1) {
            findings.error(
                    TIMER,
                    file.place(timer),
                    times.isEmpty() ? "У таймера нет времени" : "У таймера несколько времён сразу",
                    "Укажите одно: дату, срок или повторение.");
            return;
        }
        Element time = times.get(0);
        String text = time.getTextContent().strip();
        if (!READERS.get(time.getLocalName()).test(text)) {
            findings.error(
                    TIMER,
                    file.place(timer),
                    PROBLEMS.get(time.getLocalName()).formatted(text),
                    REMEDIES.get(time.getLocalName()));
        }
    }
}
