package io.polisflow.web.dictionary;

import io.polisflow.crm.RefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Reads what a person typed into a field, so that a slip is said at the field and the rest of the form is kept. */
final class Typed {

    private Typed() {}

    /** @return null when nothing was typed */
    static LocalDate day(String field, String typed) {
        if (isBlank(typed)) {
            return null;
        }
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            throw new RefusedException(field, "Укажите дату, например 31.12.2026");
        }
    }

    /** @return null when nothing was typed */
    static BigDecimal number(String field, String typed) {
        if (isBlank(typed)) {
            return null;
        }
        String plain = typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
        if (!plain.matches("-?\\d{1,18}(\\.\\d{1,6})?")) {
            throw new RefusedException(field, "Укажите число, например 12,5");
        }
        return new BigDecimal(plain);
    }

    /** @return null when nothing was typed */
    static Integer place(String field, String typed) {
        if (isBlank(typed)) {
            return null;
        }
        if (!typed.strip().matches("\\d{1,4}")) {
            throw new RefusedException(field, "Укажите место числом, считая с единицы");
        }
        return Integer.valueOf(typed.strip());
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
