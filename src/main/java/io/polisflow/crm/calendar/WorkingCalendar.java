package io.polisflow.crm.calendar;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Counts deadlines in working hours, over weekends, holidays and shortened days of the Russian calendar. */
@Service
public class WorkingCalendar {

    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);

    private final WorkingDayExceptionRepository exceptions;
    private final LocalTime start;
    private final LocalTime end;
    private final ZoneId zone;

    /**
     * @param start beginning of each working day, {@code polisflow.working-hours.start}
     * @param end its end, {@code polisflow.working-hours.end}
     * @param clock gives the zone in which days begin
     */
    WorkingCalendar(
            WorkingDayExceptionRepository exceptions,
            @Value("${polisflow.working-hours.start:09:00}") String start,
            @Value("${polisflow.working-hours.end:18:00}") String end,
            Clock clock) {
        this.exceptions = exceptions;
        this.start = LocalTime.parse(start);
        this.end = LocalTime.parse(end);
        this.zone = clock.getZone();
    }

    /**
     * The earliest moment by which so many working hours have passed; with zero hours the moment itself.
     *
     * @param hours exact to the millisecond, not negative
     * @throws IllegalArgumentException when negative
     */
    @Transactional(readOnly = true)
    public Instant plusWorkingHours(Instant from, BigDecimal hours) {
        long millis = hours.multiply(MILLIS_PER_HOUR)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return with(exceptions.findByDayGreaterThanEqual(dayOf(from))).plus(from, Duration.ofMillis(millis));
    }

    /** Working hours between two moments, with six decimals; zero when the second is not after the first. */
    @Transactional(readOnly = true)
    public BigDecimal workingHoursBetween(Instant from, Instant to) {
        Duration counted =
                with(exceptions.findByDayBetween(dayOf(from), dayOf(to))).count(from, to);
        return BigDecimal.valueOf(counted.toMillis()).divide(MILLIS_PER_HOUR, 6, RoundingMode.HALF_UP);
    }

    @Transactional(readOnly = true)
    public boolean isWorkingDay(LocalDate day) {
        return with(exceptions.findByDayBetween(day, day)).isWorkingDay(day);
    }

    /** Whether the moment lies between the opening and the closing of a working day; the closing itself does not. */
    @Transactional(readOnly = true)
    public boolean isWorkingTime(Instant moment) {
        LocalDate day = dayOf(moment);
        return with(exceptions.findByDayBetween(day, day)).contains(moment);
    }

    /** Each day from the first to the last, both included. */
    @Transactional(readOnly = true)
    public List<CalendarDay> days(LocalDate first, LocalDate last) {
        WorkingHours hours = with(exceptions.findByDayBetween(first, last));
        return first.datesUntil(last.plusDays(1)).map(hours::day).toList();
    }

    /** The day itself when it is a working one, else the last working day before it. */
    @Transactional(readOnly = true)
    public LocalDate workingDayOnOrBefore(LocalDate day) {
        LocalDate candidate = day;
        while (!isWorkingDay(candidate)) {
            candidate = candidate.minusDays(1);
        }
        return candidate;
    }

    /** The day itself when it is a working one, else the next working day. */
    @Transactional(readOnly = true)
    public LocalDate workingDayOnOrAfter(LocalDate day) {
        LocalDate candidate = day;
        while (!isWorkingDay(candidate)) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }

    /** The day on which so many working days have passed, not counting the first one. */
    @Transactional(readOnly = true)
    public LocalDate plusWorkingDays(LocalDate from, int workingDays) {
        LocalDate day = from;
        for (int i = 0; i < workingDays; i++) {
            day = workingDayOnOrAfter(day.plusDays(1));
        }
        return day;
    }

    /** The moment at which work begins on that day. */
    public Instant opening(LocalDate day) {
        return day.atTime(start).atZone(zone).toInstant();
    }

    /** When a plain working day begins. */
    public LocalTime start() {
        return start;
    }

    /** When a plain working day ends. */
    public LocalTime end() {
        return end;
    }

    /** @return e.g. «9:00–18:00» */
    public String hours() {
        DateTimeFormatter shown = DateTimeFormatter.ofPattern("H:mm");
        return shown.format(start) + "–" + shown.format(end);
    }

    private LocalDate dayOf(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }

    private WorkingHours with(List<WorkingDayException> days) {
        Map<LocalDate, WorkingDayException.Kind> kinds =
                days.stream().collect(toMap(WorkingDayException::day, WorkingDayException::kind));
        return new WorkingHours(start, end, zone, kinds);
    }
}
