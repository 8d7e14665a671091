package io.polisflow.process.models.gate;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.collection.Iterable;
import camundajar.impl.scala.collection.Iterator;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.ConstInputValue$;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.FunctionDefinition;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.Ref;

/**
 * A piece of FEEL as the engine's own parser reads it.
 *
 * @param tree null when it does not parse
 * @param fault what the parser says then, otherwise null
 */
record Feel(String text, Exp tree, String fault) {

    private static final FeelEngineApi ENGINE = FeelEngineBuilder.forJava().build();
    private static final Set<String> CLOCK = Set.of("now", "today");

    /** The same few expressions stand in many places, and parsing is by far the dearest part of an examination. */
    private static final int MOST_REMEMBERED = 4000;

    private static final Map<String, Feel> READ = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Feel> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    /** Reads the cell of an input column. */
    static Feel test(String text) {
        return of(text, ENGINE.parseUnaryTests(text));
    }

    /** Reads what gives a value: an input expression, the cell of an output column, a property of a form. */
    static Feel expression(String text) {
        return READ.computeIfAbsent(text, each -> of(each, ENGINE.parseExpression(each)));
    }

    private static Feel of(String text, ParseResult result) {
        return result.isSuccess()
                ? new Feel(text, result.parsedExpression().expression(), null)
                : new Feel(text, null, result.failure().message());
    }

    boolean parses() {
        return tree != null;
    }

    /** @return names that are read from outside the expression, in order */
    Set<String> variables() {
        Set<String> read = new LinkedHashSet<>();
        Set<String> own = new LinkedHashSet<>();
        visit(tree, node -> {
            if (node instanceof Ref reference) {
                read.add(reference.names().head());
            } else if (node instanceof FunctionDefinition function) {
                each(function.parameters(), name -> own.add(name.toString()));
            } else if (node instanceof camundajar.impl.scala.Tuple2<?, ?> pair && pair._1() instanceof String name) {
                own.add(name);
            }
        });
        read.removeAll(own);
        return read;
    }

    /** @return all text constants, in order */
    Set<String> strings() {
        Set<String> strings = new LinkedHashSet<>();
        visit(tree, node -> {
            if (node instanceof ConstString constant) {
                strings.add(constant.value());
            }
        });
        return strings;
    }

    /** @return whether its value never changes, so that {@link #valueOf} can tell it */
    static boolean isConstant(Exp tree) {
        boolean[] changes = new boolean[1];
        visit(
                tree,
                node -> changes[0] |= node == ConstInputValue$.MODULE$
                        || node instanceof Ref
                        || node instanceof FunctionInvocation call && CLOCK.contains(call.function()));
        return !changes[0];
    }

    /** @return a constant's value: numbers as BigDecimal without trailing zeros, null for null and for what has no value */
    static Object valueOf(Exp constant) {
        EvaluationResult result = ENGINE.evaluate(new ParsedExpression(constant, ""), Map.of());
        Object value = result.isSuccess() ? result.result() : null;
        return value instanceof Number number ? normal(new BigDecimal(number.toString())) : value;
    }

    /** Numbers that differ in trailing zeros only are equal then. */
    static BigDecimal normal(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }

    /** Shows every node; what stands in a filter's brackets speaks of the list's items and is left out. */
    private static void visit(Object node, Consumer<Object> visitor) {
        visitor.accept(node);
        if (node instanceof Filter filter) {
            visit(filter.list(), visitor);
        } else if (node instanceof Iterable<?> items) {
            each(items, item -> visit(item, visitor));
        } else if (node instanceof Product product) {
            for (int i = 0; i < product.productArity(); i++) {
                visit(product.productElement(i), visitor);
            }
        }
    }

    private static void each(Iterable<?> items, Consumer<Object> action) {
        for (Iterator<?> iterator = items.iterator(); iterator.hasNext(); ) {
            action.accept(iterator.next());
        }
    }
}
