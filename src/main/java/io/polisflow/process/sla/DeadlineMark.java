package io.polisflow.process.sla;

import java.time.Instant;

/** What is worth a look beside how a deadline stands. */
public enum DeadlineMark {
    NOT_TAKEN("не взяты вовремя", "take_by < :now and taken_at is null and paused_at is null"),
    /** No row of the table spoke of it: the default stood in. */
    BY_DEFAULT("срок по умолчанию", "table_row is null and not fixed");

    private final String label;
    private final String condition;

    DeadlineMark(String label, String condition) {
        this.label = label;
        this.condition = condition;
    }

    public String label() {
        return label;
    }

    /** @return a condition on a row of {@code deadline} with the parameter {@code now} */
    public String condition() {
        return condition;
    }

    /** The same as {@link #NOT_TAKEN}'s condition of one deadline; what has no time to be taken by is never late for it. */
    public static boolean isNotTaken(boolean paused, Instant takenAt, Instant takeBy, Instant now) {
        return !paused && takenAt == null && takeBy != null && takeBy.isBefore(now);
    }
}
