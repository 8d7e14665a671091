package io.polisflow.process.engine;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.Task;

/**
 * Gives a task's form what it shows and prefills, as variables of the task alone: they end with it and never answer another form.
 *
 * <p>Used by the listeners on {@code create} of the models, and where what an open form shows has changed.
 */
public final class FormData {

    private final BiConsumer<String, Object> variables;

    private FormData(BiConsumer<String, Object> variables) {
        this.variables = variables;
    }

    public static FormData of(DelegateTask task) {
        return new FormData(task::setVariableLocal);
    }

    /** For a task that is open already: its form shows what is new when it is opened next. */
    public static FormData of(TaskService tasks, Task open) {
        return new FormData((key, value) -> tasks.setVariableLocal(open.getId(), key, value));
    }

    /**
     * Text, a boolean or a whole number as it is, a BigDecimal as a number, a date as dd.MM.yyyy; a map, list or record as JSON,
     * in which the same holds. Null stores an empty value, so that a form's text and conditions find the name.
     */
    public FormData put(String key, Object value) {
        variables.accept(key, stored(value));
        return this;
    }

    /** Prefills a date field, which wants the ISO form; null leaves it empty. */
    public FormData putDate(String key, LocalDate date) {
        variables.accept(key, date == null ? null : date.toString());
        return this;
    }

    private static Object stored(Object value) {
        if (value instanceof BigDecimal number) {
            return number(number);
        }
        if (value instanceof LocalDate date) {
            return PlainValues.DISPLAYED_DATE.format(date);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof Record ? PlainValues.json(value) : PlainValues.toVariable(value);
    }

    /** The engine has no decimal variable: whole numbers and doubles are what a number field of a form works with. */
    private static Object number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.scale() > 0) {
            return plain.doubleValue();
        }
        return plain.precision() - plain.scale() > 9 ? (Object) plain.longValueExact() : (Object) plain.intValueExact();
    }
}
