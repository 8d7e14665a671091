package io.polisflow.crm.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A year of a calendar as it would be, beside what it is.
 *
 * @param revision of the year that the changes were made to; {@link #NEW} when nobody has entered the year
 * @param filled whether somebody has entered the year
 * @param before what the calendar itself says of the year
 * @param after the same after the changes
 * @param source from where the year is known
 * @param provisional whether a decree may still move its days
 */
public record YearDraft(
        int revision,
        boolean filled,
        SortedMap<LocalDate, SpecialDay> before,
        SortedMap<LocalDate, SpecialDay> after,
        String source,
        boolean provisional) {

    /** The revision of a year that nobody has entered. */
    public static final int NEW = -1;

    /**
     * @param before null when the day was as the plain week has it
     * @param after null when it becomes so
     */
    public record Difference(LocalDate day, SpecialDay before, SpecialDay after) {

        /** Whether the day becomes another one; else it only stops, or begins, to be provisional. */
        public boolean isOfTheDay() {
            return before == null
                    || after == null
                    || before.kind() != after.kind()
                    || !Objects.equals(before.name(), after.name());
        }
    }

    /** @return what the changes change, by day */
    public List<Difference> differences() {
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .sorted()
                .map(day -> new Difference(day, before.get(day), after.get(day)))
                .filter(each -> !Objects.equals(each.before(), each.after()))
                .toList();
    }
}
