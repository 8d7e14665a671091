package io.polisflow.process.models.gate;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** A step that reaches an outside system is saved before it begins and tried again when the system is down. */
@Component
class OutsideCallRules implements ModelRule {

    static final String ASYNC = "outside-call-async";
    static final String RETRIES = "outside-call-retries";
    static final String CYCLE = "retry-cycle";

    private static final String RETRY_ELEMENT = "failedJobRetryTimeCycle";
    private static final String RETRY_PROPERTY = "retries";
    private static final Set<String> LISTENERS = Set.of("executionListener", "taskListener");

    private final ModelVocabulary vocabulary;

    OutsideCallRules(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        BpmnFile.each(set, file -> file.elements().forEach(element -> {
            cycles(element)
                    .filter(cycle -> !IsoTimes.isRetryCycle(cycle))
                    .forEach(cycle -> findings.error(
                            CYCLE,
                            file.place(element),
                            "Повторы «" + cycle + "» не разобрать",
                            "Укажите паузы через запятую (PT10S,PT1M,PT5M) или число повторов с паузой (R3/PT10M)."));
            if (!LISTENERS.contains(element.getLocalName()) && callsOutside(element)) {
                checkCall(file, element, findings);
            }
        }));
    }

    private boolean callsOutside(Element element) {
        return Stream.of("delegateExpression", "expression")
                .map(name -> XmlElements.camunda(element, name))
                .filter(Juel::isExpression)
                .map(Juel::parse)
                .anyMatch(expression -> expression != null
                        && expression.names().stream()
                                .anyMatch(
                                        name -> vocabulary.beans().containsKey(name) && vocabulary.callsOutside(name)));
    }

    /** What an event's definition calls is saved and tried again as its event says. */
    private static void checkCall(BpmnFile file, Element element, Findings findings) {
        Element step = XmlElements.known(element);
        boolean saved = Stream.concat(Stream.of(step), Steps.children(step, "multiInstanceLoopCharacteristics"))
                .anyMatch(part -> "true".equals(XmlElements.camunda(part, "asyncBefore")));
        if (!saved) {
            findings.error(
                    ASYNC,
                    file.place(element),
                    "Шаг обращается к внешней системе, а до него ничего не сохраняется: при сбое пропадёт и предыдущий шаг",
                    "Отметьте у шага «Asynchronous continuations: Before».");
        }
        List<Element> parts = Stream.concat(Stream.of(step), Steps.children(step, "multiInstanceLoopCharacteristics"))
                .toList();
        if (parts.stream().flatMap(OutsideCallRules::cycles).findAny().isEmpty()) {
            findings.error(
                    RETRIES,
                    file.place(element),
                    "Шаг обращается к внешней системе, а повторов при сбое нет",
                    "Укажите у шага «Retry time cycle», например PT10S,PT1M,PT5M,PT15M,PT1H,PT4H.");
        }
    }

    private static Stream<String> cycles(Element step) {
        return Stream.concat(
                        Steps.extensions(step, RETRY_ELEMENT).stream()
                                .map(cycle -> cycle.getTextContent().strip()),
                        Stream.of(Steps.property(step, RETRY_PROPERTY)))
                .filter(cycle -> !cycle.isEmpty());
    }
}
