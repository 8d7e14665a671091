package io.polisflow.crm.calendar;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.springframework.stereotype.Service;

/** The country's calendar, for what belongs to no person: counts deadlines over weekends, holidays and shortened days. */
@Service
public class WorkingCalendar {

    private final WorkingCalendars calendars;

    WorkingCalendar(WorkingCalendars calendars) {
        this.calendars = calendars;
    }

    private WorkingTime time() {
        return calendars.country();
    }

    /**
     * The earliest moment by which so many working hours have passed; with zero hours the moment itself.
     *
     * @param hours exact to the millisecond, not negative
     * @throws IllegalArgumentException when negative
     */
    public Instant plusWorkingHours(Instant from, BigDecimal hours) {
        return time().plus(from, hours);
    }

    /** Working hours between two moments, with six decimals; zero when the second is not after the first. */
    public BigDecimal workingHoursBetween(Instant from, Instant to) {
        return time().hoursBetween(from, to);
    }

    public boolean isWorkingDay(LocalDate day) {
        return time().isWorkingDay(day);
    }

    /** Whether work goes on at the moment; at the closing itself and in the break it does not. */
    public boolean isWorkingTime(Instant moment) {
        return time().isWorkingTime(moment);
    }

    /** Each day from the first to the last, both included. */
    public List<CalendarDay> days(LocalDate first, LocalDate last) {
        WorkingTime time = time();
        return first.datesUntil(last.plusDays(1)).map(time::day).toList();
    }

    /** The day itself when it is a working one, else the last working day before it. */
    public LocalDate workingDayOnOrBefore(LocalDate day) {
        return time().workingDayOnOrBefore(day);
    }

    /** The day itself when it is a working one, else the next working day. */
    public LocalDate workingDayOnOrAfter(LocalDate day) {
        return time().workingDayOnOrAfter(day);
    }

    /** The day on which so many working days have passed, not counting the first one. */
    public LocalDate plusWorkingDays(LocalDate from, int workingDays) {
        return time().plusWorkingDays(from, workingDays);
    }

    /** The moment at which work begins on that day. */
    public Instant opening(LocalDate day) {
        return time().opening(day);
    }

    /** When a plain working day begins. */
    public LocalTime start() {
        return time().hours().opens();
    }

    /** When a plain working day ends. */
    public LocalTime end() {
        return time().hours().closes();
    }

    /** @return e.g. «9:00–18:00» */
    public String hours() {
        return time().hours().described();
    }
}
