package io.polisflow.crm.audit;

import java.time.Instant;

/**
 * Which rows of the audit are meant; null of anything means all.
 *
 * @param object id among its kind, e.g. a deal's number or a login
 * @param deal number of the deal that the object belongs to
 * @param client id of the client that the object belongs to
 * @param from the first moment
 * @param to the first moment after
 */
public record AuditFilter(
        String actor,
        String kind,
        String object,
        AuditAction action,
        String deal,
        Long client,
        Instant from,
        Instant to) {

    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null, null);
}
