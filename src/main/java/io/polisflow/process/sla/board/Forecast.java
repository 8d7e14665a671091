package io.polisflow.process.sla.board;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What of a queue will become overdue at the present rate.
 *
 * <p>The model: tasks are done one after the other, the most urgent first and what is overdue already before all others, as many in an hour
 * of work as in the days over which the rate was taken. What is not done by the moment of its deadline is late.
 *
 * @param today how many will have become overdue by the end of the day
 * @param week by the end of the week, those of today included
 */
public record Forecast(long today, long week) {

    /**
     * How fast work is done.
     *
     * @param done tasks, above 0
     * @param worked the working time in which they were done, above 0
     */
    public record Rate(long done, Duration worked) {

        /** @return whole tasks done in so much working time */
        long in(Duration time) {
            return Math.multiplyExact(done, time.toMillis()) / worked.toMillis();
        }
    }

    /** Tasks that are due at one moment. */
    public record Due(Instant at, long tasks) {}

    /**
     * @param overdue tasks that are late already and stand before all others
     * @param queue the others by their deadlines, the nearest first
     * @param until the working time from now to a moment
     * @param tomorrow the end of the day; {@code monday} that of the week
     */
    public static Forecast of(
            long overdue,
            List<Due> queue,
            Rate rate,
            Function<Instant, Duration> until,
            Instant tomorrow,
            Instant monday) {
        long before = overdue;
        long today = 0;
        long week = 0;
        for (Due due : queue) {
            if (!due.at().isBefore(monday)) {
                break;
            }
            long inTime = Math.max(0, Math.min(due.tasks(), rate.in(until.apply(due.at())) - before));
            long late = due.tasks() - inTime;
            week += late;
            today += due.at().isBefore(tomorrow) ? late : 0;
            before += due.tasks();
        }
        return new Forecast(today, week);
    }
}
