package io.polisflow.process.sla;

import java.time.Instant;

/**
 * How a deadline stands at a moment. What is done at the very second of its deadline is in time; a stopped clock is never at risk.
 *
 * <p>The conditions and {@link #of} are the definition: every screen, figure and letter counts by them.
 */
public enum DeadlineState {
    IN_TIME("в срок", "paused_at is null and warn_at > :now and due_at >= :now"),
    AT_RISK("скоро срок", "paused_at is null and warn_at <= :now and due_at >= :now"),
    OVERDUE("просрочено", "paused_at is null and due_at < :now"),
    PAUSED("часы стоят", "paused_at is not null");

    private final String label;
    private final String condition;

    DeadlineState(String label, String condition) {
        this.label = label;
        this.condition = condition;
    }

    public String label() {
        return label;
    }

    /** @return a condition on a row of {@code deadline} with the parameter {@code now}; for each row exactly one state's holds */
    public String condition() {
        return condition;
    }

    /** The same of one deadline. */
    public static DeadlineState of(boolean paused, Instant warnAt, Instant dueAt, Instant now) {
        if (paused) {
            return PAUSED;
        }
        if (dueAt.isBefore(now)) {
            return OVERDUE;
        }
        return warnAt.isAfter(now) ? IN_TIME : AT_RISK;
    }
}
