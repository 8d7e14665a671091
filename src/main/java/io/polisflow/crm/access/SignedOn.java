package io.polisflow.crm.access;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tells for whom this thread works, as the sign-on knows them. */
public interface SignedOn {

    /** @return empty on the product's own threads and at open addresses */
    Optional<Person> person();

    /** @return ids of the groups of whoever has that login; empty when nobody has */
    Set<String> groupsOf(String login);

    /**
     * Asks what the person sees, once for as long as a request only reads: nearly every part of a page must know.
     *
     * @param asked answers, where it is not known yet
     * @return as it was answered first
     */
    Viewer once(Person person, Function<Person, Viewer> asked);
}
