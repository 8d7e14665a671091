package io.polisflow.crm.audit;

/**
 * A row's place in the chain.
 *
 * @param position from 1, without gaps
 * @param previous hash of the link before; {@link #START} before the first
 * @param hash over position, row, the row's mac and the previous hash
 */
public record AuditLink(long position, long event, String previous, String hash, String keyId) {

    /** What the first link has before it. */
    public static final String START = "0".repeat(64);

    static AuditLink after(AuditLink last, AuditRow row, AuditKeys keys) {
        long position = last.position() + 1;
        String key = keys.currentId();
        String hash = keys.code(key, canonical(position, row, last.hash())).orElseThrow();
        return new AuditLink(position, row.id(), last.hash(), hash, key);
    }

    static AuditLink start() {
        return new AuditLink(0, 0, START, START, AuditKeys.NONE);
    }

    /** Where a piece of the chain, cut out of the middle, begins. */
    static AuditLink before(AuditLink first) {
        return new AuditLink(first.position() - 1, 0, START, first.previous(), AuditKeys.NONE);
    }

    static String canonical(long position, AuditRow row, String previous) {
        return AuditRow.canonical("link", position, row.id(), row.mac(), previous);
    }
}
