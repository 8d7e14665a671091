package io.polisflow.process.sla.board;

import java.time.LocalDate;

/**
 * One day of work on tasks.
 *
 * @param day in the insurer's zone
 * @param open tasks at its end, or now when it is today
 * @param overdue of those
 * @param inTime tasks completed on it, at the second of their deadline at the latest
 * @param late tasks completed on it after their deadline
 */
public record TrendDay(LocalDate day, long open, long overdue, long inTime, long late) {}
