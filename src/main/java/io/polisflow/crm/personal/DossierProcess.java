package io.polisflow.crm.personal;

/** Has a person's data gathered in the background: it outlives a restart, and any node may do it. */
public interface DossierProcess {

    /** Asks for it, in the transaction that notes it. */
    void gather(long subjectRequestId);
}
