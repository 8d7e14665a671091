package io.polisflow.crm.client;

import java.util.Collection;

/** What the running processes of a client need to know of its card. */
public interface ClientProcesses {

    /**
     * The processes show another client from now on.
     *
     * @param businessKeys numbers of deals, requests and leads; those without a running process are passed over
     * @param name as the card shows it
     */
    void belongTo(Collection<String> businessKeys, String name);
}
