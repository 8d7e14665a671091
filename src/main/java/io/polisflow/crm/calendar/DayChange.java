package io.polisflow.crm.calendar;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What a day is to become.
 *
 * @param kind null for what the plain week, or in a region the country's calendar, says of it
 * @param name the holiday's; null when the day has none
 */
public record DayChange(LocalDate day, DayKind kind, String name) {

    static final int LONGEST_NAME = 200;

    public DayChange {
        Objects.requireNonNull(day);
        name = kind == null || name == null || name.isBlank() ? null : name.strip();
    }
}
