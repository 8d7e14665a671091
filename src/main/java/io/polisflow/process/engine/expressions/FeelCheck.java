package io.polisflow.process.engine.expressions;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.Iterator;
import java.util.Optional;
import java.util.Set;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.JavaFunctionInvocation;
import org.camunda.feel.syntaxtree.PathExpression;
import org.camunda.feel.syntaxtree.QualifiedFunctionInvocation;
import org.camunda.feel.syntaxtree.Ref;

/** Reads a FEEL expression of a table or form as a tree and tells what in it would be code. */
public final class FeelCheck {

    /** Never evaluates; it has to read functions in Java to tell them. */
    private static final FeelEngineApi FEEL =
            FeelEngineBuilder.forJava().withEnabledExternalFunctions(true).build();

    private static final Set<String> INTO_CLASSES = Set.of("class", "getClass", "declaringClass", "getDeclaringClass");

    private FeelCheck() {}

    /** @return what may not stand in the expression, as a Russian clause; empty also when it does not parse */
    public static Optional<String> refusal(String expression) {
        return refusal(FEEL.parseExpression(expression));
    }

    /** The same for a cell of a decision table, which is compared with the column's value. */
    public static Optional<String> refusalOfTests(String tests) {
        return refusal(FEEL.parseUnaryTests(tests));
    }

    /** @return whether it can be evaluated: it parses, and nothing in it would be code */
    public static boolean isData(String expression) {
        return isData(FEEL.parseExpression(expression));
    }

    /** The same for a cell of a decision table, which is compared with the column's value. */
    public static boolean areDataTests(String tests) {
        return isData(FEEL.parseUnaryTests(tests));
    }

    private static boolean isData(ParseResult parsed) {
        return parsed.isSuccess() && refusal(parsed).isEmpty();
    }

    private static Optional<String> refusal(ParseResult parsed) {
        return parsed.isSuccess()
                ? Optional.ofNullable(refusal(parsed.parsedExpression().expression()))
                : Optional.empty();
    }

    private static String refusal(Object node) {
        if (node instanceof JavaFunctionInvocation java) {
            return "вызывает метод «" + java.methodName() + "» класса «" + java.className() + "»";
        }
        if (node instanceof QualifiedFunctionInvocation call) {
            return "вызывает метод «" + call.function() + "» объекта";
        }
        if (node instanceof PathExpression path && INTO_CLASSES.contains(path.key())) {
            return intoClass(path.key());
        }
        if (node instanceof Ref reference) {
            Iterator<String> names = reference.names().iterator();
            names.next();
            while (names.hasNext()) {
                String name = names.next();
                if (INTO_CLASSES.contains(name)) {
                    return intoClass(name);
                }
            }
            return null;
        }
        if (node instanceof Iterable<?> list) {
            return refusalIn(list.iterator());
        }
        return node instanceof Product product ? refusalIn(product.productIterator()) : null;
    }

    private static String intoClass(String name) {
        return "обращается к классу через «" + name + "»";
    }

    private static String refusalIn(Iterator<?> nodes) {
        String refusal = null;
        while (refusal == null && nodes.hasNext()) {
            refusal = refusal(nodes.next());
        }
        return refusal;
    }
}
