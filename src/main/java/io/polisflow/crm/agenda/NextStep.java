package io.polisflow.crm.agenda;

import java.time.Instant;

/**
 * What is to happen on a deal next.
 *
 * @param what e.g. «Звонок» or a task's name
 * @param at when it is due, null when a task has no deadline
 * @param owner user id of whoever is to do it, null while a group has it
 */
public record NextStep(Kind kind, String what, Instant at, String owner) {

    /** What it comes from. */
    public enum Kind {
        TOUCH,
        TASK,
        /** The deal is paused and goes on by itself. */
        PAUSE_ENDS
    }

    /** Whether its time is past and nobody has done it. */
    public boolean isLate(Instant now) {
        return at != null && at.isBefore(now);
    }
}
