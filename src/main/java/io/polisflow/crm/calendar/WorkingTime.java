package io.polisflow.crm.calendar;

import io.polisflow.crm.calendar.OfficeHours.Stretch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts working time by one calendar, over nights, breaks, weekends, holidays, shortened days and changes of the clocks.
 *
 * <p>Never changes: what was worked before each day is summed up once, so that months are added as fast as minutes.
 */
public final class WorkingTime {

    /** Days outside are known as working or not, but nothing is summed over them. */
    private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);

    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);
    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);

    private final OfficeHours hours;
    private final CalendarDays days;
    /** Nanoseconds worked before the day of that index begins; the last one is the sum of all. */
    private final long[] worked;

    private final long[] workingDays;

    WorkingTime(OfficeHours hours, CalendarDays days) {
        this.hours = hours;
        this.days = days;
        int length = Math.toIntExact(LAST.toEpochDay() - FIRST.toEpochDay()) + 1;
        this.worked = new long[length + 1];
        this.workingDays = new long[length + 1];
        Set<LocalDate> clocksChange = clocksChange();
        long plain = hours.length(false).toNanos();
        long shortened = hours.length(true).toNanos();
        LocalDate day = FIRST;
        for (int i = 0; i < length; i++, day = day.plusDays(1)) {
            boolean working = days.isWorking(day);
            long today = 0;
            if (working) {
                today = clocksChange.contains(day) ? lengthOf(day) : days.isShortened(day) ? shortened : plain;
            }
            worked[i + 1] = worked[i] + today;
            workingDays[i + 1] = workingDays[i] + (working ? 1 : 0);
        }
    }

    private long lengthOf(LocalDate day) {
        return stretches(day).stream()
                .mapToLong(each -> each.length().toNanos())
                .sum();
    }

    /** Days on which what is worked may be longer or shorter than its times say. */
    private Set<LocalDate> clocksChange() {
        ZoneRules rules = hours.zone().getRules();
        Set<LocalDate> found = new HashSet<>();
        ZoneOffsetTransition next = rules.nextTransition(
                FIRST.atStartOfDay(hours.zone()).minusDays(2).toInstant());
        while (next != null && !next.getDateTimeAfter().toLocalDate().isAfter(LAST)) {
            found.add(next.getDateTimeBefore().toLocalDate());
            found.add(next.getDateTimeAfter().toLocalDate());
            next = rules.nextTransition(next.getInstant());
        }
        return found;
    }

    /**
     * The earliest moment by which that much working time has passed; with none the moment itself.
     *
     * @throws IllegalArgumentException when negative, or when the calendar ends before
     */
    public Instant plus(Instant from, Duration working) {
        if (working.isNegative()) {
            throw new IllegalArgumentException("Working time cannot be negative: " + working);
        }
        if (working.isZero()) {
            return from;
        }
        Duration whole = Duration.ofNanos(workedUntil(from)).plus(working);
        if (whole.compareTo(Duration.ofNanos(worked[worked.length - 1])) > 0) {
            throw new IllegalArgumentException("The working calendar has no room for " + working + " from " + from);
        }
        long target = whole.toNanos();
        int day = firstReaching(worked, target) - 1;
        long left = target - worked[day];
        for (Stretch stretch : stretches(FIRST.plusDays(day))) {
            long length = stretch.length().toNanos();
            if (left <= length) {
                return stretch.from().plusNanos(left);
            }
            left -= length;
        }
        throw new IllegalStateException("What is worked on a day is not the sum of its stretches");
    }

    /**
     * The earliest moment by which so many working hours have passed.
     *
     * @param hours exact to the millisecond
     * @throws IllegalArgumentException as {@link #plus(Instant, Duration)}
     */
    public Instant plus(Instant from, BigDecimal hours) {
        long millis = hours.multiply(MILLIS_PER_HOUR)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return plus(from, Duration.ofMillis(millis));
    }

    /** Working time between two moments; none when the second is not after the first, as when a clock was set back. */
    public Duration between(Instant from, Instant to) {
        return from.isBefore(to) ? Duration.ofNanos(workedUntil(to) - workedUntil(from)) : Duration.ZERO;
    }

    /** The same in hours, with six decimals. */
    public BigDecimal hoursBetween(Instant from, Instant to) {
        return BigDecimal.valueOf(between(from, to).toMillis()).divide(MILLIS_PER_HOUR, 6, RoundingMode.HALF_UP);
    }

    public boolean isWorkingDay(LocalDate day) {
        return days.isWorking(day);
    }

    /** Whether work goes on at the moment; at the closing itself and in the break it does not. */
    public boolean isWorkingTime(Instant moment) {
        LocalDate day = dayOf(moment);
        return days.isWorking(day)
                && stretches(day).stream()
                        .anyMatch(each -> !moment.isBefore(each.from()) && moment.isBefore(each.to()));
    }

    /** The day on which so many working days have passed, not counting the first one; with none the day itself. */
    public LocalDate plusWorkingDays(LocalDate from, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("Working days cannot be negative: " + count);
        }
        if (count == 0) {
            return from;
        }
        long target = workingDays[index(from) + 1] + count;
        if (target > workingDays[workingDays.length - 1]) {
            throw new IllegalArgumentException("The working calendar ends before " + count + " days from " + from);
        }
        return FIRST.plusDays(firstReaching(workingDays, target) - 1);
    }

    /** Working days after the first day up to the second, that one included; none when it is not after the first. */
    public int workingDaysBetween(LocalDate from, LocalDate to) {
        return from.isBefore(to) ? Math.toIntExact(workingDays[index(to) + 1] - workingDays[index(from) + 1]) : 0;
    }

    /** The day itself when it is a working one, else the last working day before it. */
    public LocalDate workingDayOnOrBefore(LocalDate day) {
        LocalDate candidate = day;
        while (!isWorkingDay(candidate)) {
            candidate = candidate.minusDays(1);
        }
        return candidate;
    }

    /** The day itself when it is a working one, else the next working day. */
    public LocalDate workingDayOnOrAfter(LocalDate day) {
        LocalDate candidate = day;
        while (!isWorkingDay(candidate)) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }

    /** The moment at which work begins, or on a day off would begin. */
    public Instant opening(LocalDate day) {
        return hours.stretches(day, false).get(0).from();
    }

    /** The day's hours, and what is special about it. */
    public CalendarDay day(LocalDate day) {
        if (!days.isWorking(day)) {
            return new CalendarDay(day, null, null, days.note(day));
        }
        return new CalendarDay(
                day, hours.opens(), days.isShortened(day) ? hours.shortenedClosing() : hours.closes(), days.note(day));
    }

    /** What the five-day week of 40 hours makes of a month. */
    public WorkingNorm norm(YearMonth month) {
        List<LocalDate> worked = month.atDay(1)
                .datesUntil(month.plusMonths(1).atDay(1))
                .filter(days::isWorking)
                .toList();
        return new WorkingNorm(
                worked.size(), (int) worked.stream().filter(days::isShortened).count());
    }

    /** Whether somebody has entered that year; else the country's is counted as plain weeks with the public holidays, a region's as the country's. */
    public boolean isFilled(int year) {
        return days.isFilled(year);
    }

    public OfficeHours hours() {
        return hours;
    }

    private long workedUntil(Instant moment) {
        LocalDate day = dayOf(moment);
        long sum = worked[index(day)];
        if (days.isWorking(day)) {
            for (Stretch stretch : stretches(day)) {
                Instant end = moment.isBefore(stretch.to()) ? moment : stretch.to();
                if (stretch.from().isBefore(end)) {
                    sum += Duration.between(stretch.from(), end).toNanos();
                }
            }
        }
        return sum;
    }

    private List<Stretch> stretches(LocalDate day) {
        return hours.stretches(day, days.isShortened(day));
    }

    private LocalDate dayOf(Instant moment) {
        return moment.atZone(hours.zone()).toLocalDate();
    }

    private static int index(LocalDate day) {
        if (day.isBefore(FIRST) || day.isAfter(LAST)) {
            throw new IllegalArgumentException(
                    "Working time is counted from " + FIRST + " to " + LAST + ", not on " + day);
        }
        return Math.toIntExact(day.toEpochDay() - FIRST.toEpochDay());
    }

    /** The first index at which the rising sums reach the target. */
    private static int firstReaching(long[] sums, long target) {
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] < target) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
