package io.polisflow.process.models.gate;

import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/** Where the engine evaluates what a model says. */
final class Expressions {

    private static final Set<String> WORDS = Set.of("documentation", "text");

    private Expressions() {}

    /** @return texts at the element itself that the engine takes for JUEL */
    static List<String> of(Element element) {
        if (isForReaders(element) || element.hasAttribute("language")) {
            return List.of();
        }
        return XmlElements.texts(element).stream().filter(Juel::isExpression).toList();
    }

    /** Only a user task's documentation is evaluated, since its text becomes the task's description. */
    private static boolean isForReaders(Element element) {
        return WORDS.contains(element.getLocalName())
                && !"userTask".equals(element.getParentNode().getLocalName());
    }
}
