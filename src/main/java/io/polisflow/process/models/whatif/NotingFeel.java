package io.polisflow.process.models.whatif;

import io.polisflow.process.engine.expressions.SafeFeelEngineFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * Evaluates the cells of a table and notes which variables they ask for and do not get.
 *
 * <p>What was evaluated once with the same values is remembered: a year's questions differ in one value, and few cells look at it.
 */
final class NotingFeel implements FeelEngine {

    /** What comes often comes early; a map of this size is some dozens of megabytes. */
    private static final int MOST = 200_000;

    private static final Object ABSENT = new Object();

    private final FeelEngine feel = new SafeFeelEngineFactory().createInstance();
    private final Set<String> names;
    private final Runnable requireTime;
    private final Map<String, Set<String>> namesOf = new HashMap<>();
    private final Map<List<Object>, Remembered> remembered = new HashMap<>();
    private final Set<String> missing = new TreeSet<>();

    /**
     * @param names the variables that the table may speak of: the engine looks for names of its own as well
     * @param requireTime throws when there is no time left
     */
    NotingFeel(Set<String> names, Runnable requireTime) {
        this.names = names;
        this.requireTime = requireTime;
    }

    private record Remembered(Object value, Set<String> missing) {}

    /** @return the variables that were asked for in vain since {@link #forgetMissing} */
    Set<String> missing() {
        return missing;
    }

    void forgetMissing() {
        missing.clear();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
        Noted noted = new Noted(variables, new TreeSet<>());
        return (T)
                once(key(expression, null, variables), noted, () -> feel.evaluateSimpleExpression(expression, noted));
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String expression, String inputName, VariableContext variables) {
        Noted noted = new Noted(variables, new TreeSet<>());
        return (boolean) once(
                key(expression, inputName, variables),
                noted,
                () -> feel.evaluateSimpleUnaryTests(expression, inputName, noted));
    }

    /** @return all that the answer depends on */
    private List<Object> key(String expression, String inputName, VariableContext variables) {
        List<Object> key = new ArrayList<>(4);
        key.add(expression);
        if (inputName != null) {
            key.add(inputName);
            key.add(value(inputName, variables));
        }
        for (String name : namesOf.computeIfAbsent(expression, TableText::namesIn)) {
            key.add(value(name, variables));
        }
        return key;
    }

    private static Object value(String name, VariableContext variables) {
        if (!variables.containsVariable(name)) {
            return ABSENT;
        }
        TypedValue value = variables.resolve(name);
        return value == null ? null : value.getValue();
    }

    private Object once(List<Object> key, Noted noted, Supplier<Object> evaluation) {
        Remembered known = remembered.get(key);
        if (known == null) {
            requireTime.run();
            known = new Remembered(evaluation.get(), noted.missing());
            // Sums of money hardly ever come twice.
            if (remembered.size() < MOST && key.stream().noneMatch(Double.class::isInstance)) {
                remembered.put(key, known);
            }
        }
        missing.addAll(known.missing());
        return known.value();
    }

    private final class Noted implements VariableContext {

        private final VariableContext variables;
        private final Set<String> missing;

        Noted(VariableContext variables, Set<String> missing) {
            this.variables = variables;
            this.missing = missing;
        }

        Set<String> missing() {
            return missing;
        }

        @Override
        public TypedValue resolve(String name) {
            return variables.resolve(name);
        }

        @Override
        public boolean containsVariable(String name) {
            requireTime.run();
            boolean there = variables.containsVariable(name);
            if (!there && names.contains(name)) {
                missing.add(name);
            }
            return there;
        }

        @Override
        public Set<String> keySet() {
            return variables.keySet();
        }
    }
}
