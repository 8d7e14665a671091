package io.polisflow.crm.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long the chain was at a moment and how it ended: kept outside, it proves that nothing up to there was changed or cut off since.
 *
 * @param rows number of links
 * @param head hash of the last of them
 */
public record AuditAnchor(long number, Instant at, long rows, String head, String keyId, String mac) {

    public AuditAnchor {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    static AuditAnchor of(long number, Instant at, AuditLink last, AuditKeys keys) {
        AuditAnchor plain = new AuditAnchor(number, at, last.position(), last.hash(), keys.currentId(), null);
        String mac = keys.code(plain.keyId(), plain.canonical()).orElseThrow();
        return new AuditAnchor(number, plain.at(), plain.rows(), plain.head(), plain.keyId(), mac);
    }

    String canonical() {
        return AuditRow.canonical("anchor", number, AuditRow.micros(at), rows, head, keyId);
    }

    /** As it is written to the log and given to the check: {@code rows:head}. */
    public String outside() {
        return rows + ":" + head;
    }
}
