package io.polisflow.crm.policy;

import java.time.LocalDate;

/** Takes what became of orders that the Policy Admin System had only accepted, however often it is told. */
public interface PolicyInbox {

    /**
     * The order has become a policy.
     *
     * @param endsOn last day of cover
     * @return false when no contract placed this order
     */
    boolean issued(String idempotencyKey, String policyNumber, LocalDate startsOn, LocalDate endsOn);

    /**
     * The order will become no policy.
     *
     * @param reason Russian sentence
     * @return false when no contract placed this order
     */
    boolean refused(String idempotencyKey, String reason);
}
