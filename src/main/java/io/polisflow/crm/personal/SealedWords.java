package io.polisflow.crm.personal;

/** A log that nobody may change, but whose words an erasure has to reach. */
public interface SealedWords {

    /** Lets words change while it runs, in the running transaction. */
    void open(Runnable work);
}
