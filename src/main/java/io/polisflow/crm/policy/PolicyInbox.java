package io.polisflow.crm.policy;

import java.time.LocalDate;

/**
 * Takes what the Policy Admin System tells of orders and policies, however often and in whatever order it is told.
 *
 * <p>Every method answers whether the order or policy is known; an unknown one changes nothing.
 */
public interface PolicyInbox {

    /** An order that was accepted has become a policy. */
    boolean issued(String idempotencyKey, String policyNumber, LocalDate startsOn, LocalDate endsOn);

    /**
     * An order that was accepted will become no policy.
     *
     * @param reason Russian sentence
     */
    boolean refused(String idempotencyKey, String reason);

    /** The policy has other dates now. */
    boolean changed(String policyNumber, LocalDate startsOn, LocalDate endsOn);

    /**
     * The policy ends before its time.
     *
     * @param on first day without cover
     * @param reason may be null
     */
    boolean cancelled(String policyNumber, LocalDate on, String reason);
}
