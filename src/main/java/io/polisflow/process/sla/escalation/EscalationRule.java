package io.polisflow.process.sla.escalation;

import java.math.BigDecimal;

/**
 * What the decision table says about one rung.
 *
 * @param hours working hours after the date of the rung: take-by date, warning or deadline
 */
record EscalationRule(BigDecimal hours, Whom whom, Sending letter) {

    /** Stands in for a row that the table lacks. */
    static EscalationRule standIn(Rung rung) {
        return switch (rung) {
            case UNTAKEN -> new EscalationRule(BigDecimal.ZERO, Whom.GROUP, Sending.DIGEST);
            case REMINDER -> new EscalationRule(BigDecimal.ZERO, Whom.DOER, Sending.DIGEST);
            case HEAD -> new EscalationRule(BigDecimal.ZERO, Whom.HEAD, Sending.DIGEST);
            case SUPERVISOR -> new EscalationRule(BigDecimal.valueOf(8), Whom.SUPERVISORS, Sending.DIGEST);
        };
    }

    /** Who is told. */
    enum Whom {
        /** Who has the task, or its group as long as nobody has; the owner of a stage or deal. */
        DOER,
        GROUP,
        HEAD,
        SUPERVISORS
    }

    /** How the letter goes; the mark in Tasklist is always there. */
    enum Sending {
        NOW,
        DIGEST,
        NONE
    }
}
