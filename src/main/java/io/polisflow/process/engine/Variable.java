package io.polisflow.process.engine;

import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * A process variable with its name and type in one place: the contract class of a model declares its variables as these.
 *
 * @param <T> a type that the engine stores as a primitive value: String, Integer, Long, Double, Boolean, Date
 */
public record Variable<T>(String name, Class<T> type) {

    public static <T> Variable<T> of(String name, Class<T> type) {
        return new Variable<>(name, type);
    }

    /**
     * The value that the scope sees, or null when there is none.
     *
     * @throws ClassCastException when something else was stored under the name
     */
    public T get(VariableScope scope) {
        return type.cast(scope.getVariable(name));
    }

    /** Stores the value in the scope that has the variable already, else in the process instance. */
    public void set(VariableScope scope, T value) {
        scope.setVariable(name, value);
    }

    public void remove(VariableScope scope) {
        scope.removeVariable(name);
    }
}
