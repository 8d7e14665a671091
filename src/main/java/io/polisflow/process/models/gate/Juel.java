package io.polisflow.process.models.gate;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Builder.Feature;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.TreeBuilderException;

/** A text of a model that the engine evaluates: what it names, read from the tree that the engine's own parser makes of it. */
final class Juel {

    /** What the engine answers itself wherever an expression stands. */
    private static final Set<String> GIVEN =
            Set.of("execution", "task", "caseExecution", "externalTask", "authenticatedUserId");

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> called = new LinkedHashSet<>();

    private Juel(Node root) {
        collect(root);
        names.removeAll(GIVEN);
        called.removeAll(GIVEN);
    }

    static boolean isExpression(String text) {
        return text.contains("${") || text.contains("#{");
    }

    /** @return null when the text does not parse */
    static Juel parse(String text) {
        try {
            return new Juel(new Builder(Feature.METHOD_INVOCATIONS).build(text).getRoot());
        } catch (TreeBuilderException e) {
            return null;
        }
    }

    /** @return why the text does not parse; empty when it does */
    static Optional<String> fault(String text) {
        try {
            new Builder(Feature.METHOD_INVOCATIONS).build(text);
            return Optional.empty();
        } catch (TreeBuilderException e) {
            String met =
                    e.getEncountered() == null || "'null'".equals(e.getEncountered()) ? "конец" : e.getEncountered();
            return Optional.of(
                    "в позиции %d ожидается %s, а там %s".formatted(e.getPosition() + 1, e.getExpected(), met));
        }
    }

    /** @return beans and variables that it starts from, without what the engine gives */
    Set<String> names() {
        return names;
    }

    /** @return those of them whose methods it calls */
    Set<String> called() {
        return called;
    }

    private void collect(Node node) {
        if (node instanceof AstIdentifier identifier) {
            names.add(identifier.getName());
        }
        if (node instanceof AstMethod && node.getChild(0).getChild(0) instanceof AstIdentifier identifier) {
            called.add(identifier.getName());
        }
        for (int i = 0; i < node.getCardinality(); i++) {
            collect(node.getChild(i));
        }
    }
}
