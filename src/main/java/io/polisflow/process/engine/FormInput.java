package io.polisflow.process.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * Reads a checked form in the delegate that records it and, closed, removes what was read: business data lives in the CRM.
 *
 * <pre>{@code
 * try (FormInput form = FormInput.of(execution)) {
 *     requests.record(form.text("inn"), form.money("sumInsured"));
 * }
 * }</pre>
 *
 * A value that cannot be read as the asked type is a {@link FormBreachException}, so the user learns of it.
 */
public final class FormInput implements AutoCloseable {

    private final VariableScope scope;
    private final Set<String> read = new LinkedHashSet<>();

    private FormInput(VariableScope scope) {
        this.scope = scope;
    }

    public static FormInput of(VariableScope scope) {
        return new FormInput(scope);
    }

    /** Stripped text, or null when nothing was entered. */
    public String text(String key) {
        Object value = value(key);
        String text = value == null ? "" : value.toString().strip();
        return text.isEmpty() ? null : text;
    }

    /** Rubles with scale 2 rounded half up, also from text such as «1 000,50»; null when nothing was entered. */
    public BigDecimal money(String key) {
        BigDecimal number = number(key);
        return number == null ? null : number.setScale(2, RoundingMode.HALF_UP);
    }

    /** The digits as entered, or null. */
    public BigDecimal number(String key) {
        Object value = value(key);
        try {
            if (value instanceof Number number) {
                return PlainValues.decimal(number);
            }
            String text = text(key);
            return text == null ? null : PlainValues.decimal(text);
        } catch (NumberFormatException e) {
            throw unreadable(key, "ожидается число");
        }
    }

    /** The day of a date field; of a date-time its own local day; also dd.MM.yyyy; null when nothing was entered. */
    public LocalDate date(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            if (text.contains("T")) {
                return OffsetDateTime.parse(text).toLocalDate();
            }
            return text.contains(".") ? LocalDate.parse(text, PlainValues.DISPLAYED_DATE) : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw unreadable(key, "ожидается дата");
        }
    }

    /** Whether a checkbox is ticked; false when nothing was submitted. */
    public boolean flag(String key) {
        Object value = value(key);
        return Boolean.TRUE.equals(value) || "true".equals(value);
    }

    /** The rows of a dynamic list by the keys of their fields, numbers as BigDecimal; empty when there are none. */
    public List<Map<String, Object>> rows(String key) {
        return PlainValues.rows(value(key));
    }

    /** The chosen values of a checklist or a tag list, as text; empty when there are none. */
    public List<String> choices(String key) {
        return value(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Removes variables besides those that were read. */
    public void clear(String... keys) {
        for (String key : keys) {
            while (scope.hasVariable(key)) {
                scope.removeVariable(key);
            }
        }
    }

    /** Leaves variables in place although they were read. */
    void keep(String... keys) {
        read.removeAll(List.of(keys));
    }

    /** Removes every variable that was read. */
    @Override
    public void close() {
        clear(read.toArray(String[]::new));
    }

    private Object value(String key) {
        read.add(key);
        return PlainValues.of(scope.getVariable(key));
    }

    private static FormBreachException unreadable(String key, String breach) {
        return new FormBreachException(List.of("«" + key + "» — " + breach));
    }
}
