package io.polisflow.crm.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One line of the audit, as it is kept, exported and sealed.
 *
 * @param id running number; gaps are left by what was rolled back
 * @param at to the microsecond
 * @param actor login of the person, or null when the system acted
 * @param onBehalf login of the person whom the actor stood in for, or null
 * @param details canonical JSON: names of fields, and values only where they are no personal data
 * @param address network of the request, without its last part
 * @param keyId which key the mac was made with, {@link AuditKeys#NONE} for a plain SHA-256
 * @param mac over all the rest
 */
public record AuditRow(
        long id,
        Instant at,
        String actor,
        String onBehalf,
        String action,
        String kind,
        String object,
        String deal,
        Long client,
        String details,
        String process,
        Integer version,
        String activity,
        String instance,
        String address,
        String keyId,
        String mac) {

    public AuditRow {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** What the mac is made over: each value with its length before it, so that no two different rows read alike. */
    String canonical() {
        return canonical(
                "row",
                id,
                micros(at),
                actor,
                onBehalf,
                action,
                kind,
                object,
                deal,
                client,
                details,
                process,
                version,
                activity,
                instance,
                address,
                keyId);
    }

    AuditRow sealed(long number, String key, String code) {
        return new AuditRow(
                number, at, actor, onBehalf, action, kind, object, deal, client, details, process, version, activity,
                instance, address, key, code);
    }

    static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000);
    }

    static String canonical(Object... values) {
        return Arrays.stream(values)
                .map(value -> value == null ? "-" : value.toString().length() + ":" + value)
                .collect(Collectors.joining("|"));
    }
}
