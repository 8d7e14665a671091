package io.polisflow.web.worktime;

import io.polisflow.crm.calendar.DayChange;
import io.polisflow.crm.calendar.SpecialDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns a file into changes of what is there: what the file does not name becomes as the plain week has it. */
final class ImportedYear {

    private ImportedYear() {}

    /** @param current what the calendar says of the year; names that the file does not bring are kept where the day stays what it is */
    static List<DayChange> changes(YearFile file, Map<LocalDate, SpecialDay> current) {
        List<DayChange> changes = new ArrayList<>();
        file.days().forEach((date, day) -> {
            SpecialDay before = current.get(date);
            boolean same = before != null && before.kind() == day.kind();
            String name = day.name() == null && same ? before.name() : day.name();
            boolean plain = before == null && isWhatTheWeekSays(date, day) && name == null;
            if (!plain && !(same && Objects.equals(before.name(), name))) {
                changes.add(new DayChange(date, day.kind(), name));
            }
        });
        current.forEach((date, before) -> {
            if (!file.days().containsKey(date)) {
                changes.add(new DayChange(date, null, null));
            }
        });
        changes.sort(Comparator.comparing(DayChange::day));
        return changes;
    }

    private static boolean isWhatTheWeekSays(LocalDate date, YearFile.Day day) {
        boolean weekend = date.getDayOfWeek().getValue() > 5;
        return switch (day.kind()) {
            case OFF -> weekend;
            case WORKING -> !weekend;
            case SHORTENED -> false;
        };
    }
}
