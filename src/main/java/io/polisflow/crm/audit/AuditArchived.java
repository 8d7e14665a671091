package io.polisflow.crm.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Up to which place the chain lies in files, and how it ended there: from here what is left goes on. */
record AuditArchived(
        long number, Instant at, long position, String head, String file, String sha256, String keyId, String mac) {

    AuditArchived {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    static AuditArchived of(
            long number, Instant at, long position, String head, String file, String sha256, AuditKeys keys) {
        AuditArchived plain = new AuditArchived(number, at, position, head, file, sha256, keys.currentId(), null);
        return new AuditArchived(
                number,
                plain.at(),
                position,
                head,
                file,
                sha256,
                plain.keyId(),
                keys.code(plain.keyId(), plain.canonical()).orElseThrow());
    }

    String canonical() {
        return AuditRow.canonical("archive", number, AuditRow.micros(at), position, head, file, sha256, keyId);
    }

    boolean isGenuine(AuditKeys keys) {
        return keys.accepts(keyId, position)
                && keys.code(keyId, canonical()).filter(mac::equals).isPresent();
    }

    /** The link that what is left is chained to. */
    AuditLink end() {
        return new AuditLink(position, 0, AuditLink.START, head, keyId);
    }
}
