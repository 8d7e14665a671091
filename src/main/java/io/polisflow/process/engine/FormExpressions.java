package io.polisflow.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.process.engine.expressions.SafeFeelEngineFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates a form's FEEL expressions over the answers and, behind them, the variables that the task sees. */
final class FormExpressions {

    private static final Logger LOG = LoggerFactory.getLogger(FormExpressions.class);
    private static final FeelEngine FEEL = new SafeFeelEngineFactory().createInstance();

    private final Map<String, Object> values;
    private final Set<String> variableNames;
    private final Function<String, Object> variables;

    /** @param variables reads a variable as a plain Java value; asked only for what an expression names */
    FormExpressions(Map<String, Object> values, Set<String> variableNames, Function<String, Object> variables) {
        this.values = values;
        this.variableNames = variableNames;
        this.variables = variables;
    }

    /** The same with the fields of a row and {@code this}, {@code parent} and {@code i} as form-js names them. */
    FormExpressions within(Map<String, Object> row, Object parent, int index) {
        Map<String, Object> inner = new HashMap<>(values);
        inner.putAll(row);
        inner.put("this", row);
        inner.put("parent", parent);
        inner.put("i", index);
        return new FormExpressions(inner, variableNames, variables);
    }

    /** A property that may be an expression (text that begins with «=») or a plain value; null when it is missing. */
    Object value(JsonNode property) {
        if (property.isMissingNode() || property.isNull()) {
            return null;
        }
        if (property.isTextual() && property.textValue().startsWith("=")) {
            return evaluate(property.textValue().substring(1));
        }
        return PlainValues.of(property);
    }

    /** An answer or a variable by its dotted name, or null. */
    Object variable(String name) {
        String[] path = name.split("\\.");
        Object value = values.containsKey(path[0]) ? values.get(path[0]) : variables.apply(path[0]);
        for (int i = 1; i < path.length; i++) {
            value = value instanceof Map<?, ?> map ? map.get(path[i]) : null;
        }
        return value;
    }

    /** Whether it is true; an expression that fails is not, so that a field which cannot be judged is still demanded. */
    boolean isTrue(JsonNode property) {
        Object value = value(property);
        return Boolean.TRUE.equals(value) || "true".equals(value);
    }

    private Object evaluate(String expression) {
        try {
            return PlainValues.of(FEEL.<Object>evaluateSimpleExpression(expression, new Scope()));
        } catch (RuntimeException e) {
            LOG.warn("A form's expression cannot be evaluated: {}", expression, e);
            return null;
        }
    }

    private final class Scope implements VariableContext {

        @Override
        public TypedValue resolve(String name) {
            Object value = values.containsKey(name) ? values.get(name) : variables.apply(name);
            return Variables.untypedValue(value);
        }

        @Override
        public boolean containsVariable(String name) {
            return values.containsKey(name) || variableNames.contains(name);
        }

        @Override
        public Set<String> keySet() {
            Set<String> names = new TreeSet<>(variableNames);
            names.addAll(values.keySet());
            return names;
        }
    }
}
