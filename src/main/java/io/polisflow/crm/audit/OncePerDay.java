package io.polisflow.crm.audit;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers on this node who was shown what today; forgetting costs one more row. */
class OncePerDay {

    private static final int MOST_EACH = 20_000;

    private LocalDate day;
    private final Map<String, Set<AuditSubject>> seen = new ConcurrentHashMap<>();

    /** @return what the person was shown that day, to be added to */
    synchronized Set<AuditSubject> of(String person, LocalDate today) {
        if (!today.equals(day)) {
            seen.clear();
            day = today;
        }
        return seen.computeIfAbsent(String.valueOf(person), each -> bounded());
    }

    private static Set<AuditSubject> bounded() {
        return Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<AuditSubject, Boolean> eldest) {
                return size() > MOST_EACH;
            }
        }));
    }
}
