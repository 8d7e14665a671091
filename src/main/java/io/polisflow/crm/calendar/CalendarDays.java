package io.polisflow.crm.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The days of one calendar: its own over the country's over the plain week.
 *
 * @param special days that differ from the plain week
 * @param filled years of the country's calendar that somebody has entered; of any other one only the public holidays of article 112 are off
 * @param own years of the calendar itself that somebody has entered
 */
record CalendarDays(Map<LocalDate, SpecialDay> special, Set<Integer> filled, Set<Integer> own) {

    CalendarDays {
        special = Map.copyOf(special);
        filled = Set.copyOf(filled);
        own = Set.copyOf(own);
    }

    boolean isWorking(LocalDate day) {
        SpecialDay found = special.get(day);
        if (found != null) {
            return found.kind() != DayKind.OFF;
        }
        return !isWeekend(day)
                && (filled.contains(day.getYear()) || PublicHolidays.nameOf(day).isEmpty());
    }

    boolean isFilled(int year) {
        return filled.contains(year) && own.contains(year);
    }

    boolean isShortened(LocalDate day) {
        SpecialDay found = special.get(day);
        return found != null && found.kind() == DayKind.SHORTENED;
    }

    /** @return what is special about the day, in Russian; null for a plain working day */
    String note(LocalDate day) {
        if (isShortened(day)) {
            return "сокращённый день";
        }
        if (isWorking(day)) {
            return isWeekend(day) ? "рабочий день" : null;
        }
        return Optional.ofNullable(special.get(day))
                .map(SpecialDay::name)
                .or(() -> PublicHolidays.nameOf(day))
                .orElse(isWeekend(day) ? "выходной" : "нерабочий день");
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
