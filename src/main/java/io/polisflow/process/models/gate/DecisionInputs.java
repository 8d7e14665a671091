package io.polisflow.process.models.gate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/** Which variables the decisions of a set ask for, with what the decisions behind them ask. */
final class DecisionInputs {

    private final Map<String, Element> decisions = new HashMap<>();

    DecisionInputs(ModelSet set) {
        set.decisions().values().stream()
                .flatMap(model -> XmlElements.of(model).stream())
                .filter(element -> "decision".equals(element.getLocalName()))
                .forEach(decision -> decisions.put(decision.getAttribute("id"), decision));
    }

    /** @return nothing for a decision that is not there, which is another finding */
    Set<String> of(String decision) {
        return of(decision, new HashSet<>());
    }

    private Set<String> of(String key, Set<String> seen) {
        Element decision = decisions.get(key);
        Set<String> names = new LinkedHashSet<>();
        if (decision == null || !seen.add(key)) {
            return names;
        }
        for (Element element : XmlElements.under(decision)) {
            if (Set.of("inputExpression", "literalExpression").contains(element.getLocalName())) {
                Steps.children(element, "text").forEach(text -> names.addAll(names(element, text.getTextContent())));
            }
        }
        XmlElements.under(decision).stream()
                .filter(element -> "requiredDecision".equals(element.getLocalName()))
                .map(element -> element.getAttribute("href").replaceFirst("^.*#", ""))
                .forEach(required -> {
                    names.removeAll(results(required));
                    names.addAll(of(required, seen));
                });
        return names;
    }

    private static Set<String> names(Element expression, String text) {
        if (expression
                .getAttribute("expressionLanguage")
                .toLowerCase(Locale.ROOT)
                .contains("juel")) {
            Juel parsed = Juel.parse(Juel.isExpression(text) ? text : "${" + text + "}");
            return parsed == null ? Set.of() : parsed.names();
        }
        Feel feel = Feel.expression(text.strip());
        return feel.parses() ? feel.variables() : Set.of();
    }

    /** A decision that was asked first leaves its outputs under their names. */
    private Set<String> results(String key) {
        Set<String> results = new HashSet<>(Set.of(key));
        Element decision = decisions.get(key);
        if (decision != null) {
            XmlElements.under(decision).stream()
                    .filter(element -> Set.of("output", "variable").contains(element.getLocalName()))
                    .forEach(element -> results.add(element.getAttribute("name")));
        }
        return results;
    }
}
