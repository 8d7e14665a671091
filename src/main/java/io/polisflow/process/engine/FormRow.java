package io.polisflow.process.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;

/**
 * Reads one row of a dynamic list as typed values.
 *
 * @param cells the row as {@link FormInput#rows} gives it
 */
public record FormRow(Map<String, Object> cells) {

    /** Stripped text, or null when nothing was entered. */
    public String text(String key) {
        Object value = cells.get(key);
        String text = value == null ? "" : PlainValues.canonical(value);
        return text.isEmpty() ? null : text;
    }

    /**
     * The number as entered, or null.
     *
     * @throws NumberFormatException when the text is none; the form's own rule refuses that before
     */
    public BigDecimal number(String key) {
        String text = text(key);
        return text == null ? null : PlainValues.decimal(text);
    }

    /** Rubles with scale 2 rounded half up, or null. */
    public BigDecimal money(String key) {
        BigDecimal number = number(key);
        return number == null ? null : number.setScale(2, RoundingMode.HALF_UP);
    }

    /** The day of a date field, or null. */
    public LocalDate date(String key) {
        String text = text(key);
        return text == null ? null : LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    }
}
