package io.polisflow.process.engine.expressions;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
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
 * Evaluates FEEL under the same limits as the process engine and parses each expression once, for whoever asks one table a hundred
 * thousand times; for one thread.
 */
public final class ParsedFeel implements FeelEngine {

    private static final FeelEngineApi FEEL =
            FeelEngineBuilder.forJava().withEnabledExternalFunctions(false).build();

    /** Says what is wrong when something is. */
    private final FeelEngine safe = new SafeFeelEngineFactory().createInstance();

    private final Map<String, ParseResult> expressions = new HashMap<>();
    private final Map<String, ParseResult> tests = new HashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
        EvaluationResult result = evaluated(
                expressions.computeIfAbsent(expression, FEEL::parseExpression),
                parsed -> FEEL.evaluate(parsed, context(variables)));
        return result == null ? safe.evaluateSimpleExpression(expression, variables) : (T) result.result();
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String expression, String inputName, VariableContext variables) {
        TypedValue input = variables.resolve(inputName);
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
