package io.polisflow.crm.worklog;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Knows when steps and instances began that end now. */
public interface Beginnings {

    /**
     * @param passages of steps, or ids of instances; at least one
     * @return passage → when it began; one that nobody knows is absent
     */
    Map<String, Instant> of(Collection<String> passages);
}
