package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.process.engine.expressions.ExpressionCheck;
import io.polisflow.process.engine.expressions.FeelCheck;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** Expressions read data and call what the product offers, wherever they hide: the engine would refuse all else when it comes there. */
@Component
class ExpressionRules implements ModelRule {

    static final String FORBIDDEN = "forbidden-expression";

    private static final String REMEDY = "Оставьте в выражении переменные, сравнения и разрешённые действия; "
            + "остальное делает действие из шаблонов элементов.";
    private static final String FEEL_REMEDY = "Оставьте в выражении переменные, сравнения и встроенные функции FEEL.";

    /** Cells that are compared with the value of their column. */
    private static final Set<String> TESTS = Set.of("inputEntry", "inputValues", "outputValues", "allowedValues");

    private static final Pattern BRACES = Pattern.compile("\\{\\{\\s*(?:#(?:if|loop)\\s)?(.*?)}}", Pattern.DOTALL);

    private final ModelVocabulary vocabulary;

    ExpressionRules(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        ExpressionCheck juel = new ExpressionCheck(vocabulary.beans()::get);
        BpmnFile.each(set, file -> file.elements().forEach(element -> XmlElements.texts(element).stream()
                .filter(Juel::isExpression)
                .forEach(text -> tell(findings, file.place(element), text, juel.refusal(text.strip()), REMEDY))));
        DmnFile.each(set, file -> file.elements().forEach(element -> decision(file, element, juel, findings)));
        set.forms().forEach((path, form) -> {
            if (set.examined().contains(path)) {
                form(Place.of(path), form, findings);
            }
        });
    }

    private static void decision(DmnFile file, Element element, ExpressionCheck juel, Findings findings) {
        for (String text : XmlElements.texts(element)) {
            Optional<String> refusal = Optional.empty();
            if (Juel.isExpression(text)) {
                refusal = juel.refusal(text.strip());
            }
            if (refusal.isEmpty() && "text".equals(element.getLocalName())) {
                refusal = TESTS.contains(element.getParentNode().getLocalName())
                        ? FeelCheck.refusalOfTests(text)
                        : FeelCheck.refusal(text);
            }
            tell(findings, file.place(element), text, refusal, FEEL_REMEDY);
        }
    }

    private static void form(Place around, JsonNode node, Findings findings) {
        String id = node.path("id").asText(node.path("key").asText(around.element()));
        String label = node.path("label").asText(null);
        Place place = node.isObject() && node.has("type") ? new Place(around.file(), id, label, 0) : around;
        Consumer<String> check = feel -> tell(findings, place, feel, FeelCheck.refusal(feel), FEEL_REMEDY);
        if (node.isTextual() && node.textValue().startsWith("=")) {
            check.accept(node.textValue().substring(1));
        } else if (node.isTextual()) {
            BRACES.matcher(node.textValue()).results().forEach(match -> check.accept(match.group(1)));
        }
        node.forEach(child -> form(place, child, findings));
    }

    private static void tell(Findings findings, Place place, String text, Optional<String> refusal, String remedy) {
        refusal.ifPresent(what -> findings.error(
                FORBIDDEN, place, "Выражение «" + text.strip() + "» " + what + ", а это запрещено", remedy));
    }
}
