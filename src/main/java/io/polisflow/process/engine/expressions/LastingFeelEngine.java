package io.polisflow.process.engine.expressions;

import camundajar.impl.scala.util.Either;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.FeelEngineClock;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.SuccessfulEvaluationResult;
import org.camunda.feel.context.Context;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.valuemapper.ValueMapper;

/**
 * The library's engine with what it makes kept: by itself it parses every cell of a table and makes all the functions of the language anew
 * for each question, a seventh of all that a deal costs the processor.
 */
final class LastingFeelEngine extends FeelEngine {

    /** More different texts than all models have are somebody's drafts. */
    private static final int MOST = 10_000;

    /** How an assertion that fails is told is the library's own affair. */
    private static final String ASSERTION = "assert";

    private final FunctionProvider functions;
    private final FeelInterpreter interpreter;
    private final Map<String, Either<Failure, ParsedExpression>> expressions = new ConcurrentHashMap<>();
    private final Map<String, Either<Failure, ParsedExpression>> tests = new ConcurrentHashMap<>();

    LastingFeelEngine(ValueMapper values) {
        // No functions but the language's own, and none in Java.
        super(noFunctions(), values, new Configuration(false), FeelEngineClock.SystemClock$.MODULE$);
        functions = new BuiltinFunctions(clock(), values);
        interpreter = new FeelInterpreter(values);
    }

    private static FunctionProvider noFunctions() {
        return FunctionProvider.EmptyFunctionProvider$.MODULE$;
    }

    @Override
    public Either<Failure, ParsedExpression> parseExpression(String text) {
        return kept(expressions, text, super::parseExpression);
    }

    @Override
    public Either<Failure, ParsedExpression> parseUnaryTests(String text) {
        return kept(tests, text, super::parseUnaryTests);
    }

    private static Either<Failure, ParsedExpression> kept(
            Map<String, Either<Failure, ParsedExpression>> parsed,
            String text,
            Function<String, Either<Failure, ParsedExpression>> parse) {
        if (parsed.size() > MOST) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(text, parse);
    }

    /** What has no value, or fails, is left to the library, which knows how to say why. */
    @Override
    public EvaluationResult evaluate(ParsedExpression parsed, Context variables) {
        if (!parsed.text().contains(ASSERTION)) {
            try {
                EvalContext scope = EvalContext.create(valueMapper(), functions).merge(variables);
                Val value = interpreter.eval(parsed.expression(), scope);
                if (!(value instanceof ValError)) {
                    return new SuccessfulEvaluationResult(
                            valueMapper().unpackVal(value),
                            scope.failureCollector().failures());
                }
            } catch (RuntimeException said) {
                return super.evaluate(parsed, variables);
            }
        }
        return super.evaluate(parsed, variables);
    }
}
