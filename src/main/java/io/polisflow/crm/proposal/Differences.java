package io.polisflow.crm.proposal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells field by field what a change made of a thing, for the record of changes. */
final class Differences {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final int LONGEST = 4000;

    private final List<String> found = new ArrayList<>();

    Differences note(String field, Object before, Object after) {
        if (!Objects.equals(plain(before), plain(after))) {
            found.add(field + ": " + quoted(before) + " → " + quoted(after));
        }
        return this;
    }

    boolean none() {
        return found.isEmpty();
    }

    String text() {
        String text = String.join("; ", found);
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }

    private static String quoted(Object value) {
        String text = plain(value);
        return text == null ? "не указано" : "«" + text + "»";
    }

    private static String plain(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof LocalDate day) {
            return DAY.format(day);
        }
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString().replace('.', ',');
        }
        if (value instanceof Boolean yes) {
            return yes ? "да" : "нет";
        }
        return value.toString();
    }
}
