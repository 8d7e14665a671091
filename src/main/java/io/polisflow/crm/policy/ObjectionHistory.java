package io.polisflow.crm.policy;

import io.polisflow.crm.client.Client;
import java.util.List;

/** Tells what a client objected in earlier talks; provided by whoever keeps objections. */
public interface ObjectionHistory {

    /** @return all of a client, newest first */
    List<PastObjection> objectionsOf(Client client);

    /**
     * @param at day, dd.MM.yyyy
     * @param category label of the dictionary's entry
     * @param reply what was answered, and whether it won the client over
     */
    record PastObjection(String at, String contact, String category, String words, String reply) {}
}
