package io.polisflow.process.models.gate;

import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** A model names what the product offers and holds no code of its own: no script, no class, no connector, no worker elsewhere. */
@Component
class CodeRules implements ModelRule {

    static final String SCRIPT = "script";
    static final String CLASS = "class-name";
    static final String CONNECTOR = "connector";
    static final String TYPE = "foreign-implementation";

    private static final Set<String> CLASSES = Set.of("class", "variableMappingClass", "formHandlerClass");
    /** Where {@link TableTextRule} looks. */
    private static final Set<String> CELLS = Set.of("inputExpression", "inputEntry", "outputEntry");

    private static final Pattern FEEL =
            Pattern.compile("feel|https?://www\\.omg\\.org/spec/(DMN/\\d+/)?FEEL/.*", Pattern.CASE_INSENSITIVE);
    private static final String TEMPLATE = "Примените к шагу шаблон элемента: он вызывает действие продукта.";

    @Override
    public void check(ModelSet set, Findings findings) {
        BpmnFile.each(set, file -> file.elements().forEach(element -> check(file, element, findings)));
        DmnFile.each(set, file -> file.elements().forEach(element -> checkLanguage(file, element, findings)));
    }

    private static void checkLanguage(DmnFile file, Element element, Findings findings) {
        String language = element.getAttribute("expressionLanguage");
        if (!CELLS.contains(element.getLocalName())
                && !language.isEmpty()
                && !FEEL.matcher(language).matches()) {
            findings.error(
                    SCRIPT,
                    file.place(element),
                    "Здесь язык «" + language + "», а таблицы решений пишут только на FEEL",
                    "Уберите язык выражения и запишите условие на FEEL.");
        }
    }

    private static void check(BpmnFile file, Element element, Findings findings) {
        if (isScript(element)) {
            findings.error(
                    SCRIPT,
                    file.place(element),
                    "Здесь скрипт, а скрипты в моделях запрещены",
                    "Замените скрипт выражением ${…}, таблицей решений или действием из шаблонов элементов.");
        }
        CLASSES.stream()
                .map(name -> XmlElements.camunda(element, name))
                .filter(name -> !name.isEmpty())
                .forEach(name -> classNamed(file, element, name, findings));
        if (isCustomValidator(element)) {
            classNamed(file, element, element.getAttribute("config"), findings);
        }
        if (XmlElements.isCamunda(element) && "field".equals(element.getLocalName())) {
            findings.error(
                    CLASS,
                    file.place(element),
                    "Значение «" + element.getAttribute("name") + "» вставляется в поле класса Java",
                    "Передайте значение входным параметром шага: его назовёт шаблон элемента.");
        }
        if (XmlElements.isCamunda(element) && "connector".equals(element.getLocalName())) {
            findings.error(
                    CONNECTOR,
                    file.place(element),
                    "Здесь коннектор, а модели обращаются к внешним системам только через действия продукта",
                    TEMPLATE);
        }
        checkType(file, element, findings);
    }

    private static boolean isScript(Element element) {
        String name = element.getLocalName();
        return "script".equals(name)
                || "scriptTask".equals(name)
                || "conditionExpression".equals(name)
                        && !XmlElements.camunda(element, "resource").isEmpty()
                || element.hasAttribute("language")
                || !XmlElements.camunda(element, "scriptFormat").isEmpty() && !"script".equals(name);
    }

    private static boolean isCustomValidator(Element element) {
        return XmlElements.isCamunda(element)
                && "constraint".equals(element.getLocalName())
                && "validator".equals(element.getAttribute("name"));
    }

    private static void classNamed(BpmnFile file, Element element, String name, Findings findings) {
        findings.error(
                CLASS,
                file.place(element),
                "Назван класс Java «" + name + "», а модели называют только действия продукта",
                TEMPLATE);
    }

    /** Fields of forms have types too, and they are harmless. */
    private static void checkType(BpmnFile file, Element element, Findings findings) {
        boolean field = XmlElements.isCamunda(element);
        String type = field ? "" : XmlElements.camunda(element, "type");
        String topic = field ? "" : XmlElements.camunda(element, "topic");
        String work = element.getAttribute("implementation");
        String foreign = !type.isEmpty() ? type : !topic.isEmpty() ? topic : work.startsWith("##") ? "" : work;
        if (!foreign.isEmpty()) {
            findings.error(TYPE, file.place(element), "Шаг исполняет «" + foreign + "», а не сам продукт", TEMPLATE);
        }
        if (!XmlElements.camunda(element, "caseRef").isEmpty()) {
            findings.error(
                    TYPE,
                    file.place(element),
                    "Шаг вызывает модель CMMN, а продукт исполняет только BPMN и DMN",
                    "Вызовите процесс BPMN.");
        }
    }
}
