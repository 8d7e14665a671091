package io.polisflow.crm.audit;

/** Puts rows whose time is over into files; the files are not the CRM's business. */
public interface AuditArchiving {

    /** Archives all that is due, and does nothing when rows are kept for good. */
    void round();
}
