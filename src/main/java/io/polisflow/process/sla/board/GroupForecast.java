package io.polisflow.process.sla.board;

/**
 * What one group is about to be late with.
 *
 * @param group its id, null for tasks of no group
 * @param done tasks that it completed in the last working days before today
 * @param overdue tasks that are late already
 * @param dueThisWeek tasks of which the deadline is still to come this week
 * @param forecast null when nothing was done in those days, so that there is no rate
 */
public record GroupForecast(String group, long done, long overdue, long dueThisWeek, Forecast forecast) {}
