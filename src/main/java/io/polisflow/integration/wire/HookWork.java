package io.polisflow.integration.wire;

/** Does what the accepted events of one outside system ask for. */
public interface HookWork {

    /** @return short name of the system, as in {@link HookInbox#accept} */
    String system();

    /**
     * Belongs to the caller's transaction, in which the event is also forgotten; a repeat must change nothing.
     *
     * @param operation what kind of event it is, as it was accepted
     * @param body of the event, which was readable when it was accepted
     */
    void work(String operation, String body);
}
