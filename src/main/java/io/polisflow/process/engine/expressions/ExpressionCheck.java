package io.polisflow.process.engine.expressions;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.impl.juel.AstBoolean;
import org.camunda.bpm.impl.juel.AstBracket;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstFunction;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.AstNested;
import org.camunda.bpm.impl.juel.AstNode;
import org.camunda.bpm.impl.juel.AstNumber;
import org.camunda.bpm.impl.juel.AstProperty;
import org.camunda.bpm.impl.juel.AstString;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Builder.Feature;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.Parser;
import org.camunda.bpm.impl.juel.TreeBuilderException;

/**
 * Reads an expression of a model as a tree and tells what in it the engine will refuse, by the same allow-list.
 *
 * <p>What a variable holds is known at run time only: of variables it refuses what no data has.
 */
public final class ExpressionCheck {

    private static final Set<String> INTO_CLASSES = Set.of("class", "declaringClass");
    /** The only name that may stand for an index: the engine counts the runs of a multiple step in it. */
    private static final String COUNTER = "loopCounter";

    private final Function<String, Class<?>> beans;

    /** @param beans tells the class of the bean that expressions may name so, or null */
    public ExpressionCheck(Function<String, Class<?>> beans) {
        this.beans = beans;
    }

    /** @return what may not stand in the text, as a Russian clause; empty also when it does not parse */
    public Optional<String> refusal(String text) {
        try {
            return Optional.ofNullable(refusal(new TreeOfNames().build(text).getRoot()));
        } catch (TreeBuilderException e) {
            return Optional.empty();
        }
    }

    private String refusal(Node node) {
        if (node instanceof AstMethod call) {
            return call(call);
        }
        if (node instanceof AstProperty property) {
            return property(property);
        }
        if (node instanceof AstFunction function && !AllowedMembers.FUNCTIONS.containsKey(function.getName())) {
            return "вызывает функцию «" + function.getName() + "»";
        }
        if (node instanceof AstIdentifier identifier && AllowedMembers.INWARD.contains(identifier.getName())) {
            return "обращается к движку через «" + identifier.getName() + "»";
        }
        if (node instanceof AstString string && isExpression((String) string.eval(null, null))) {
            return "прячет другое выражение в кавычках";
        }
        return children(node);
    }

    private String children(Node node) {
        String refusal = null;
        for (int i = 0; refusal == null && i < node.getCardinality(); i++) {
            refusal = refusal(node.getChild(i));
        }
        return refusal;
    }

    private String call(AstMethod call) {
        Node member = call.getChild(0);
        Node base = member.getChild(0);
        String name = name(member);
        if (name == null) {
            return "вызывает метод, имя которого составляет само";
        }
        Class<?> type = type(base);
        boolean allowed = type == null
                ? AllowedMembers.methodOfSomeValue(name)
                : AllowedMembers.method(type, name) || ModelBeans.isCallable(type, name);
        if (!allowed) {
            return "вызывает метод «" + name + "»";
        }
        String refusal = refusal(base);
        return refusal == null ? children(call.getChild(1)) : refusal;
    }

    private String property(AstProperty property) {
        Node base = property.getChild(0);
        String name = name(property);
        if (name == null) {
            return "читает свойство, имя которого составляет само";
        }
        Class<?> type = type(base);
        boolean contents = type == null || Map.class.isAssignableFrom(type);
        if (contents ? INTO_CLASSES.contains(name) : !AllowedMembers.property(type, name)) {
            return "читает свойство «" + name + "»";
        }
        return refusal(base);
    }

    /** @return what is read or called, null when only the run time knows */
    private static String name(Node member) {
        if (member instanceof NamedDot dot) {
            return dot.name();
        }
        Node index = member instanceof AstBracket ? member.getChild(1) : null;
        if (index instanceof AstString || index instanceof AstNumber) {
            return String.valueOf(((AstNode) index).eval(null, null));
        }
        return index instanceof AstIdentifier identifier && identifier.getName().equals(COUNTER) ? COUNTER : null;
    }

    /** @return null when only the run time knows */
    private Class<?> type(Node node) {
        if (node instanceof AstNested) {
            return type(node.getChild(0));
        }
        if (node instanceof AstString) {
            return String.class;
        }
        if (node instanceof AstNumber) {
            return Number.class;
        }
        if (node instanceof AstBoolean) {
            return Boolean.class;
        }
        if (node instanceof AstFunction function) {
            return AllowedMembers.FUNCTIONS.get(function.getName());
        }
        if (node instanceof AstIdentifier identifier) {
            Class<?> standing = AllowedMembers.STANDING.get(identifier.getName());
            return standing == null ? beans.apply(identifier.getName()) : standing;
        }
        return null;
    }

    private static boolean isExpression(String text) {
        return text.contains("${") || text.contains("#{");
    }

    /** The engine's own parser, whose tree keeps the names of properties to itself. */
    private static final class TreeOfNames extends Builder {

        private static final long serialVersionUID = 1L;

        TreeOfNames() {
            super(Feature.METHOD_INVOCATIONS);
        }

        @Override
        protected Parser createParser(String expression) {
            return new Parser(this, expression) {
                @Override
                protected AstDot createAstDot(AstNode base, String property, boolean lvalue) {
                    return new NamedDot(base, property, lvalue);
                }
            };
        }
    }

    private static final class NamedDot extends AstDot {

        NamedDot(AstNode base, String property, boolean lvalue) {
            super(base, property, lvalue);
        }

        String name() {
            return property;
        }
    }
}
