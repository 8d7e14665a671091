package io.polisflow.process.models.gate;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** What a model names outside itself is there: messages, errors, stages, templates of letters, processes and decisions. */
@Component
class ReferenceRules implements ModelRule {

    static final String MESSAGE = "unknown-message";
    static final String ERROR = "unknown-error-code";
    static final String STAGE = "unknown-stage";
    static final String WAIT = "unknown-wait";
    static final String TEMPLATE = "unknown-template";
    static final String PROCESS = "unknown-process";
    static final String DECISION = "unknown-decision";

    /** The input of a step by which it names a template, see the element templates. */
    private static final Set<String> TEMPLATE_INPUTS = Set.of("letterTemplate", "documentTemplate");

    private final ModelVocabulary vocabulary;

    ReferenceRules(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        Called processes = new Called(PROCESS, "Процесса", "процесс");
        set.models().forEach((path, model) -> XmlElements.of(model).stream()
                .filter(element -> "process".equals(element.getLocalName()))
                .forEach(process -> processes.add(process, set.examined().contains(path))));
        Called decisions = new Called(DECISION, "Таблицы решений", "таблицу решений");
        set.decisions().forEach((path, model) -> XmlElements.of(model).stream()
                .filter(element -> "decision".equals(element.getLocalName()))
                .forEach(decision -> decisions.add(decision, set.examined().contains(path))));
        ErrorCodes errors = new ErrorCodes(set);
        Known known =
                new Known(vocabulary.messages(), vocabulary.errorCodes(), vocabulary.stages(), vocabulary.templates());
        BpmnFile.each(set, file -> file.elements().forEach(element -> {
            switch (element.getLocalName()) {
                case "messageEventDefinition", "receiveTask", "sendTask" ->
                    checkMessage(file, element, known, findings);
                case "errorEventDefinition" -> checkError(file, element, errors, known, findings);
                case "callActivity" -> processes.check(file, element, "calledElement", findings);
                case "businessRuleTask" -> decisions.check(file, element, "decisionRef", findings);
                case "property" -> {
                    checkStage(file, element, known, findings);
                    checkWait(file, element, findings);
                }
                case "inputParameter" -> checkTemplate(file, element, known, findings);
                default -> {}
            }
        }));
    }

    private static void checkMessage(BpmnFile file, Element element, Known known, Findings findings) {
        String reference = element.getAttribute("messageRef");
        if (reference.isEmpty()) {
            if (!"sendTask".equals(element.getLocalName())) {
                findings.error(
                        MESSAGE,
                        file.place(element),
                        "Не сказано, какое это сообщение",
                        "Выберите у события сообщение («Global message reference»).");
            }
            return;
        }
        String name = named(file, reference, "name");
        if (!Juel.isExpression(name) && !known.messages().contains(name)) {
            findings.error(
                    MESSAGE,
                    file.place(element),
                    "Сообщения «" + name + "» никто не шлёт и не ждёт",
                    Likeness.hint(name, known.messages()) + "Укажите имя одного из сообщений продукта.");
        }
    }

    private static void checkError(BpmnFile file, Element element, ErrorCodes errors, Known known, Findings findings) {
        String reference = element.getAttribute("errorRef");
        String code = named(file, reference, "errorCode");
        if (reference.isEmpty() || Juel.isExpression(code)) {
            return;
        }
        boolean thrown = ErrorCodes.isThrown(element);
        Set<String> codes = new HashSet<>(known.errors());
        codes.addAll(thrown ? errors.caught : errors.thrown);
        if (!codes.contains(code) && !(thrown && errors.anyCaught)) {
            findings.error(
                    ERROR,
                    file.place(element),
                    "Ошибку BPMN «" + code + "» " + (thrown ? "никто не ловит" : "никто не бросает"),
                    Likeness.hint(code, codes) + "Исправьте код ошибки или уберите событие.");
        }
    }

    private static String named(BpmnFile file, String id, String attribute) {
        Element target = file.element(id.substring(id.indexOf(':') + 1));
        return target == null ? id : target.getAttribute(attribute);
    }

    private static void checkWait(BpmnFile file, Element property, Findings findings) {
        String awaited = Steps.value(property, "waits-for");
        if (!awaited.isEmpty() && !"client".equals(awaited)) {
            findings.error(
                    WAIT,
                    file.place(property),
                    "Свойство «waits-for» называет «" + awaited + "»: часы стоят только в ожидании клиента",
                    "Укажите «client» или уберите свойство.");
        }
    }

    private static void checkStage(BpmnFile file, Element property, Known known, Findings findings) {
        String stage = Steps.value(property, "stage");
        if (!stage.isEmpty() && !known.stages().contains(stage)) {
            findings.error(
                    STAGE,
                    file.place(property),
                    "Этапа воронки «" + stage + "» нет",
                    Likeness.hint(stage, known.stages()) + "Укажите один из этапов: " + listed(known.stages()) + ".");
        }
    }

    private static void checkTemplate(BpmnFile file, Element input, Known known, Findings findings) {
        String code = input.getTextContent().strip();
        if (XmlElements.isCamunda(input)
                && TEMPLATE_INPUTS.contains(input.getAttribute("name"))
                && !Juel.isExpression(code)
                && !known.templates().contains(code)) {
            findings.error(
                    TEMPLATE,
                    file.place(input),
                    "Шаблона «" + code + "» нет",
                    Likeness.hint(code, known.templates()) + "Укажите код одного из шаблонов: "
                            + listed(known.templates()) + ".");
        }
    }

    private static String listed(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    /** Asked once for a whole set. */
    private record Known(Set<String> messages, Set<String> errors, Set<String> stages, Set<String> templates) {}

    /** Codes that models themselves throw and catch, over the whole set. */
    private static final class ErrorCodes {

        private final Set<String> thrown = new HashSet<>();
        private final Set<String> caught = new HashSet<>();
        private boolean anyCaught;

        ErrorCodes(ModelSet set) {
            set.models().forEach((path, model) -> {
                BpmnFile file = new BpmnFile(path, model);
                file.elements().stream()
                        .filter(element -> "errorEventDefinition".equals(element.getLocalName()))
                        .forEach(element -> add(file, element));
            });
        }

        private void add(BpmnFile file, Element element) {
            String reference = element.getAttribute("errorRef");
            if (reference.isEmpty()) {
                anyCaught |= !isThrown(element);
            } else {
                (isThrown(element) ? thrown : caught).add(named(file, reference, "errorCode"));
            }
        }

        static boolean isThrown(Element definition) {
            return "endEvent".equals(definition.getParentNode().getLocalName());
        }
    }

    /** What steps call by key, and whether it comes with the set or is in force already. */
    private record Called(String rule, String genitive, String accusative, Map<String, Boolean> keys) {

        Called(String rule, String genitive, String accusative) {
            this(rule, genitive, accusative, new HashMap<>());
        }

        void add(Element element, boolean examined) {
            keys.merge(element.getAttribute("id"), examined, Boolean::logicalOr);
        }

        void check(BpmnFile file, Element step, String attribute, Findings findings) {
            String key = step.getAttribute(attribute).isEmpty()
                    ? XmlElements.camunda(step, attribute)
                    : step.getAttribute(attribute);
            if (Juel.isExpression(key) || key.isEmpty() && !isCall(step)) {
                return;
            }
            if (key.isEmpty()) {
                findings.error(
                        rule, file.place(step), "Не сказано, какой процесс вызвать", "Укажите «Called element».");
            } else if (!keys.containsKey(key)) {
                findings.error(
                        rule,
                        file.place(step),
                        genitive + " «" + key + "» нет",
                        Likeness.hint(key, keys.keySet()) + "Приложите модель с таким ключом или исправьте ключ.");
            } else if (!keys.get(key) && "deployment".equals(XmlElements.camunda(step, attribute + "Binding"))) {
                findings.error(
                        rule,
                        file.place(step),
                        "Шаг берёт " + accusative + " «" + key + "» из того же развёртывания, а там её файла нет",
                        "Приложите файл к развёртыванию или выберите «Binding: latest».");
            }
        }

        private static boolean isCall(Element step) {
            return "callActivity".equals(step.getLocalName());
        }
    }
}
