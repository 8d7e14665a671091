package io.polisflow.process.models.gate;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** Expressions parse, and the beans they name are there for the model. */
@Component
class BeanRules implements ModelRule {

    static final String SYNTAX = "expression-syntax";
    static final String UNKNOWN = "unknown-bean";
    static final String FOREIGN = "foreign-bean";
    static final String MISSING = "step-without-delegate";

    /** Names of attributes and properties that hold a bean and nothing else. */
    private static final Set<String> BEAN_ONLY =
            Set.of("delegateExpression", "variableMappingDelegateExpression", "form-data");

    private static final Set<String> WORKING = Set.of("serviceTask", "sendTask", "businessRuleTask");
    private static final Pattern BEAN = Pattern.compile("[$#]\\{\\s*(\\w+)\\s*}");

    private final ModelVocabulary vocabulary;

    BeanRules(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        BpmnFile.each(set, file -> file.elements().forEach(element -> check(file, element, findings)));
    }

    private void check(BpmnFile file, Element element, Findings findings) {
        checkWork(file, element, findings);
        BEAN_ONLY.forEach(name -> {
            String value = Steps.value(element, name);
            if (!value.isEmpty()) {
                checkDelegate(file, element, value, findings);
            }
        });
        Expressions.of(element).forEach(text -> checkExpression(file, element, text, findings));
    }

    private void checkWork(BpmnFile file, Element element, Findings findings) {
        boolean throwing = "messageEventDefinition".equals(element.getLocalName())
                && Set.of("endEvent", "intermediateThrowEvent")
                        .contains(element.getParentNode().getLocalName());
        if (!throwing && !WORKING.contains(element.getLocalName())) {
            return;
        }
        boolean works = Set.of("class", "delegateExpression", "expression", "type", "decisionRef").stream()
                .anyMatch(name -> !XmlElements.camunda(element, name).isEmpty());
        boolean connected =
                XmlElements.under(element).stream().anyMatch(child -> "connector".equals(child.getLocalName()));
        if (!works && !connected) {
            findings.error(
                    MISSING,
                    file.place(element),
                    "Шаг ничего не делает: у него нет ни действия, ни таблицы решений",
                    "Примените к шагу шаблон элемента или укажите Delegate expression.");
        }
    }

    private void checkDelegate(BpmnFile file, Element element, String text, Findings findings) {
        Matcher bean = BEAN.matcher(text);
        if (!bean.matches()) {
            findings.error(
                    UNKNOWN,
                    file.place(element),
                    "Действие названо как «" + text + "», а здесь пишут только имя: ${имяДействия}",
                    "Выберите действие из шаблонов элементов.");
        } else if (!vocabulary.beans().containsKey(bean.group(1))) {
            unknown(file.place(element), bean.group(1), vocabulary, findings);
        }
    }

    private void checkExpression(BpmnFile file, Element element, String text, Findings findings) {
        Optional<String> fault = Juel.fault(text);
        if (fault.isPresent()) {
            findings.error(
                    SYNTAX,
                    file.place(element),
                    "Выражение «" + text.strip() + "» не разобрать: " + fault.get() + "",
                    "Проверьте скобки, кавычки и знаки; выражение пишут как ${имя == 'значение'}.");
            return;
        }
        Juel expression = Juel.parse(text);
        String key = file.processKey(element);
        for (String name : expression.names()) {
            if (vocabulary.beans().containsKey(name) && !vocabulary.belongsTo(name, key)) {
                findings.error(
                        FOREIGN,
                        file.place(element),
                        "Действие «" + name + "» принадлежит другой модели, а не «" + key + "»",
                        "Возьмите действие этой модели или общее; чужую работу вызывают вызываемым процессом или сообщением.");
            }
        }
    }

    /** Tells that there is no such bean. */
    static void unknown(Place place, String bean, ModelVocabulary vocabulary, Findings findings) {
        findings.error(
                UNKNOWN,
                place,
                "Действия «" + bean + "» нет",
                Likeness.hint(bean, vocabulary.beans().keySet())
                        + "Выберите действие из шаблонов элементов или исправьте имя.");
    }
}
