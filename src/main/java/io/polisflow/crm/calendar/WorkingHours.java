package io.polisflow.crm.calendar;

import io.polisflow.crm.calendar.WorkingDayException.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;

/**
 * Counts working time: each working day is one stretch from the start to the end, an hour less when it is shortened.
 *
 * @param exceptions days that differ from the plain week
 */
record WorkingHours(LocalTime start, LocalTime end, ZoneId zone, Map<LocalDate, Kind> exceptions) {

    /** Far more than any deadline spans: past it the calendar has no working day at all. */
    private static final int LONGEST_REACH_DAYS = 36_600;

    WorkingHours {
        if (!start.isBefore(end.minusHours(1))) {
            throw new IllegalArgumentException("Working hours must span more than an hour: " + start + " to " + end);
        }
    }

    boolean isWorkingDay(LocalDate day) {
        Kind kind = exceptions.get(day);
        if (kind != null) {
            return kind != Kind.OFF;
        }
        return !isWeekend(day);
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** The day's hours, and what is special about it. */
    CalendarDay day(LocalDate day) {
        boolean weekend = isWeekend(day);
        if (!isWorkingDay(day)) {
            return new CalendarDay(
                    day, null, null, PublicHolidays.nameOf(day).orElse(weekend ? "выходной" : "нерабочий день"));
        }
        String note = exceptions.get(day) == Kind.SHORTENED ? "сокращённый день" : weekend ? "рабочий день" : null;
        return new CalendarDay(day, start, closingTime(day), note);
    }

    /** The earliest moment by which that much working time has passed. */
    Instant plus(Instant from, Duration working) {
        if (working.isNegative()) {
            throw new IllegalArgumentException("Working time cannot be negative: " + working);
        }
        if (working.isZero()) {
            return from;
        }
        Duration left = working;
        LocalDate day = from.atZone(zone).toLocalDate();
        for (int i = 0; i < LONGEST_REACH_DAYS; i++, day = day.plusDays(1)) {
            Instant begin = later(from, opening(day));
            Duration today = between(begin, closing(day));
            if (left.compareTo(today) <= 0) {
                return begin.plus(left);
            }
            left = left.minus(today);
        }
        throw new IllegalStateException("The working calendar has no room for " + working + " from " + from);
    }

    /** Zero when the second moment is not after the first. */
    Duration count(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        LocalDate last = to.atZone(zone).toLocalDate();
        for (LocalDate day = from.atZone(zone).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            Instant close = closing(day);
            sum = sum.plus(between(later(from, opening(day)), close.isBefore(to) ? close : to));
        }
        return sum;
    }

    boolean contains(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        return !moment.isBefore(opening(day)) && moment.isBefore(closing(day));
    }

    private Instant opening(LocalDate day) {
        return day.atTime(start).atZone(zone).toInstant();
    }

    /** On a day off it closes when it opens. */
    private Instant closing(LocalDate day) {
        if (!isWorkingDay(day)) {
            return opening(day);
        }
        return day.atTime(closingTime(day)).atZone(zone).toInstant();
    }

    private LocalTime closingTime(LocalDate day) {
        return exceptions.get(day) == Kind.SHORTENED ? end.minusHours(1) : end;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration between(Instant from, Instant to) {
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }
}
