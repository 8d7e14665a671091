package io.polisflow.crm.audit;

/**
 * What a row of the audit is about.
 *
 * @param kind the table's name for what is kept in one, e.g. {@code contact}, else a word of {@link AuditKinds}
 * @param id of the object among its kind, or null for the kind as a whole; never personal data
 * @param deal number of the deal that it belongs to, or null
 * @param client id of the client that it belongs to, or null
 */
public record AuditSubject(String kind, String id, String deal, Long client) {

    private static final int LONGEST_ID = 255;

    public AuditSubject {
        id = id == null || id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
    }

    public static AuditSubject of(String kind, Object id) {
        return new AuditSubject(kind, id == null ? null : String.valueOf(id), null, null);
    }

    public static AuditSubject deal(String number) {
        return new AuditSubject("deal", number, number, null);
    }

    public static AuditSubject client(long id) {
        return new AuditSubject("client", Long.toString(id), null, id);
    }

    /** The same, told to belong to a deal. */
    public AuditSubject inDeal(String number) {
        return new AuditSubject(kind, id, number, client);
    }

    /** The same, told to belong to a client. */
    public AuditSubject ofClient(Long clientId) {
        return new AuditSubject(kind, id, deal, clientId);
    }
}
