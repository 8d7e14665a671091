package io.polisflow.integration.wire;

import io.polisflow.crm.audit.AuditOrigin;
import io.polisflow.crm.exchange.AcceptedEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Takes an event that was verified and read, so that its sender can be answered at once: it is one row, and what it asks for is done a
 * moment later by {@link HookWorker}. For events whose answer does not depend on what becomes of them.
 */
@Component
public class HookInbox {

    private static final String ACCEPTED = HookInbox.class.getName();

    private final AcceptedEvents events;
    private final HookWorker worker;
    private final Clock clock;

    HookInbox(AcceptedEvents events, HookWorker worker, Clock clock) {
        this.events = events;
        this.worker = worker;
        this.clock = clock;
    }

    /**
     * When this returns the event is committed; what it asks for will be done, by another node if this one dies.
     *
     * @param http that brought it
     * @param system short name of the sender, e.g. {@code telephony}
     * @param operation what kind of event it is, a fixed text of at most 60 characters
     * @param body of at most 65 536 characters, without secrets
     */
    public void accept(HttpServletRequest http, String system, String operation, String body) {
        events.add(system, operation, body, AuditOrigin.address(), clock.instant());
        http.setAttribute(ACCEPTED, operation);
        worker.wake();
    }

    /** @return the operation when the request brought an event that is worked on later, else null */
    static String acceptedFrom(HttpServletRequest http) {
        return (String) http.getAttribute(ACCEPTED);
    }
}
