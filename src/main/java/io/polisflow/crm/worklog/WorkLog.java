package io.polisflow.crm.worklog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.ResourceHolderSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Adds what happened to work, in the transaction of the work itself; nothing is ever changed or taken away.
 *
 * <p>Events are collected and written in one batch before the commit, so that they cost a transaction one statement; what they lack is
 * found out then: client and stage of the deal, group of the task, when it was taken, how long its clock stood still.
 */
@Service
public class WorkLog {

    /** A transaction with more of them writes in between; the last ones wait, because a task may still be getting its facts. */
    private static final int MANY = 5000;

    private static final int LAST = 500;

    private final EventWriter writer;
    private final boolean enabled;

    /** @param enabled false only where a test measures what writing costs, {@code polisflow.work-events.enabled} */
    WorkLog(EventWriter writer, @Value("${polisflow.work-events.enabled:true}") boolean enabled) {
        this.writer = writer;
        this.enabled = enabled;
    }

    /** Whether anything is written at all: whoever tells much need not find it out when not. */
    public boolean isWriting() {
        return enabled;
    }

    /** @param events in the order in which they happened */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(List<WorkEvent> events) {
        events.forEach(event -> add(() -> event));
    }

    /** @param event asked for before the commit, when all that the transaction does to its work is done; null for no event after all */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(Supplier<WorkEvent> event) {
        add(event);
    }

    private void add(Supplier<WorkEvent> event) {
        if (!enabled) {
            return;
        }
        Pending pending = pending();
        pending.events.add(event);
        if (pending.committing) {
            write(pending.events);
        } else if (pending.events.size() >= MANY + LAST) {
            write(pending.events.subList(0, MANY));
        }
    }

    private Pending pending() {
        Pending pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(new BeforeCommit(pending));
        }
        return pending;
    }

    private void write(List<Supplier<WorkEvent>> told) {
        List<WorkEvent> events =
                told.stream().map(Supplier::get).filter(Objects::nonNull).toList();
        told.clear();
        writer.write(events);
    }

    private static final class Pending extends ResourceHolderSupport {
        final List<Supplier<WorkEvent>> events = new ArrayList<>();
        boolean committing;
    }

    // Its order is the lowest: whatever else happens before the commit has happened by then.
    private final class BeforeCommit extends ResourceHolderSynchronization<Pending, WorkLog> {

        private final Pending pending;

        BeforeCommit(Pending pending) {
            super(pending, WorkLog.this);
            this.pending = pending;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            pending.committing = true;
            write(pending.events);
        }
    }
}
