package io.polisflow.process.engine.expressions;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ContextVariableWrapper;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.CustomContext;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.syntaxtree.ParsedExpression;

/**
 * Evaluates FEEL under the same limits as the process engine, for whoever asks one table a hundred thousand times; for one thread.
 *
 * <p>Each expression is parsed once, and what only names a variable or compares a number is not handed to FEEL at all: it makes all its
 * functions anew for each question.
 */
public final class ParsedFeel implements FeelEngine {

    private static final FeelEngineApi FEEL =
            FeelEngineBuilder.forJava().withEnabledExternalFunctions(false).build();

    /** No word of the language stands for itself in a column's head or an answer. */
    private static final Pattern VARIABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    /** Says what is wrong when something is. */
    private final FeelEngine safe = new SafeFeelEngineFactory().createInstance();

    private final Map<String, ParseResult> expressions = new HashMap<>();
    private final Map<String, ParseResult> tests = new HashMap<>();
    private final Map<String, Optional<NumberTest>> numberTests = new HashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
        if (VARIABLE.matcher(expression).matches() && variables.containsVariable(expression)) {
            TypedValue value = variables.resolve(expression);
            if (value != null && (value.getValue() instanceof String || value.getValue() instanceof Number)) {
                return (T) value.getValue();
            }
        }
        EvaluationResult result = evaluated(
                expressions.computeIfAbsent(expression, FEEL::parseExpression),
                parsed -> FEEL.evaluate(parsed, context(variables)));
        return result == null ? safe.evaluateSimpleExpression(expression, variables) : (T) result.result();
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String expression, String inputName, VariableContext variables) {
        TypedValue input = variables.resolve(inputName);
        if (input != null && input.getValue() instanceof Number number) {
            NumberTest test = numberTests
                    .computeIfAbsent(expression, cell -> Optional.ofNullable(NumberTest.of(cell)))
                    .orElse(null);
            if (test != null) {
                return test.holds(number);
            }
        }
        boolean plain = input != null && PlainTypes.isPlain(input.getValue());
        EvaluationResult result = plain
                ? evaluated(
                        tests.computeIfAbsent(expression, FEEL::parseUnaryTests),
                        parsed -> FEEL.evaluateWithInput(parsed, input.getValue(), context(variables)))
                : null;
        return result == null
                ? safe.evaluateSimpleUnaryTests(expression, inputName, variables)
                : Boolean.TRUE.equals(result.result());
    }

    /** @return null when it does not parse or has no answer */
    private static EvaluationResult evaluated(
            ParseResult parsed, Function<ParsedExpression, EvaluationResult> evaluation) {
        EvaluationResult result = parsed.isSuccess() ? evaluation.apply(parsed.parsedExpression()) : null;
        return result != null && result.isSuccess() ? result : null;
    }

    private static Context context(VariableContext variables) {
        VariableProvider data = new ContextVariableWrapper(SafeFeelEngineFactory.data(variables));
        return new CustomContext() {
            @Override
            public VariableProvider variableProvider() {
                return data;
            }
        };
    }
}
