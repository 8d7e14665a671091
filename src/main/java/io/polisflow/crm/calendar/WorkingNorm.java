package io.polisflow.crm.calendar;

/**
 * How much is worked in a period by the five-day week of 40 hours: eight hours on each working day, an hour less on a shortened one
 * (order 588н of 13 August 2009).
 */
public record WorkingNorm(int days, int shortenedDays) {

    private static final int HOURS_A_DAY = 8;

    public int hours() {
        return days * HOURS_A_DAY - shortenedDays;
    }

    /** Both periods together. */
    public WorkingNorm plus(WorkingNorm other) {
        return new WorkingNorm(days + other.days, shortenedDays + other.shortenedDays);
    }
}
