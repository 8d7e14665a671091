package io.polisflow.process.sla;

import io.polisflow.crm.journal.CurrentStep;
import io.polisflow.crm.worklog.WorkLog;
import io.polisflow.process.sla.Deadline.Kind;
import io.polisflow.process.sla.DeadlineRows.Hands;
import io.polisflow.process.sla.DeadlineRows.Migrated;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Collects what happens to tasks and writes it before the commit, a batch for each kind of change.
 *
 * <p>Not at once: a statement that waits for another transaction in the middle of the engine's command would let the engine go on over
 * what that other one has left, before it finds that it came second.
 */
@Component
class PendingDeadlines {

    private final DeadlineRows rows;
    private final DealDeadlines deals;
    private final Recalculation recalculation;
    private final WorkLog log;

    PendingDeadlines(DeadlineRows rows, DealDeadlines deals, Recalculation recalculation, WorkLog log) {
        this.rows = rows;
        this.deals = deals;
        this.recalculation = recalculation;
        this.log = log;
    }

    private record Table(int version, byte[] xml) {}

    void created(Deadline deadline) {
        change(work -> work.created.put(deadline.subject(), deadline));
    }

    /** @param assignee null when the task was given back */
    void assigned(String task, String assignee, Instant now) {
        change(work -> {
            Deadline fresh = work.created.get(task);
            if (fresh == null) {
                work.hands.put(task, new Hands(task, assignee, now));
            } else {
                work.created.put(
                        task,
                        assignee == null
                                ? fresh.heldBy(null, null)
                                : fresh.heldBy(assignee, fresh.taken() == null ? now : fresh.taken()));
            }
        });
    }

    void dated(String task, Instant due) {
        change(work -> work.dated.put(task, due));
    }

    void removed(String task) {
        change(work -> {
            if (work.created.remove(task) == null) {
                work.removed.add(task);
            }
            work.hands.remove(task);
            work.dated.remove(task);
        });
    }

    void migrated(String task, String process, int version, String element) {
        change(work -> work.migrated.put(task, new Migrated(task, process, version, element)));
    }

    /** Something that decides on the deal's deadlines may be otherwise: its stage, its offer, its manager, its priority. */
    void dealChanged(String number) {
        change(work -> work.deals.putIfAbsent(number, DealDeadlines.Waiting.AS_BEFORE));
    }

    /** @param waits whether the deal's model now stands where the client has to answer */
    void clientAwaited(String number, boolean waits) {
        change(work -> work.deals.put(number, waits ? DealDeadlines.Waiting.BEGINS : DealDeadlines.Waiting.ENDS));
    }

    /** A new version of a table of terms is deployed. */
    void tableDeployed(String key, int version, byte[] xml) {
        change(work -> work.tables.put(key, new Table(version, xml)));
    }

    private void change(Consumer<Work> change) {
        Work work = TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Work.class::isInstance)
                .map(Work.class::cast)
                .filter(each -> each.isOf(this))
                .findFirst()
                .orElse(null);
        if (work == null) {
            work = new Work();
            TransactionSynchronizationManager.registerSynchronization(work);
            // It writes last of all before the commit, and only when it has heard of something until then.
            log.append(() -> null);
        }
        CurrentStep.Step step = CurrentStep.get();
        if (work.actor == null && step != null) {
            work.actor = step.user();
        }
        change.accept(work);
        if (work.written) {
            work.write();
        }
    }

    /** What one transaction does to deadlines; the order of keys keeps two transactions from waiting for one another. */
    private final class Work implements TransactionSynchronization {

        private final Map<String, Deadline> created = new LinkedHashMap<>();
        private final Map<String, Hands> hands = new TreeMap<>();
        private final Map<String, Instant> dated = new TreeMap<>();
        private final Map<String, Migrated> migrated = new TreeMap<>();
        private final TreeSet<String> removed = new TreeSet<>();
        private final Map<String, DealDeadlines.Waiting> deals = new TreeMap<>();
        private final Map<String, Table> tables = new TreeMap<>();
        private String actor;
        private boolean written;

        boolean isOf(PendingDeadlines pending) {
            return pending == PendingDeadlines.this;
        }

        /** Before the log of work, which is told of all this. */
        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE - 1;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            write();
            written = true;
        }

        void write() {
            if (!removed.isEmpty() || !hands.isEmpty()) {
                // All at once and first: of two that have each written one and now want all, neither could go on.
                deals.keySet().forEach(PendingDeadlines.this.deals::lock);
            }
            if (!created.isEmpty()) {
                rows.insert(created.values());
            }
            if (!hands.isEmpty()) {
                rows.assign(hands.values());
            }
            dated.forEach(rows::setByHand);
            if (!migrated.isEmpty()) {
                rows.migrate(migrated.values());
            }
            if (!removed.isEmpty()) {
                rows.remove(Kind.TASK, removed);
            }
            Map<String, DealDeadlines.Waiting> changed = new TreeMap<>(deals);
            created.clear();
            hands.clear();
            dated.clear();
            migrated.clear();
            removed.clear();
            deals.clear();
            Map<String, Table> deployed = new TreeMap<>(tables);
            tables.clear();
            changed.forEach((deal, waiting) -> PendingDeadlines.this.deals.follow(deal, waiting, actor));
            deployed.forEach((key, table) -> recalculation.followTable(key, table.version(), table.xml(), actor));
        }
    }
}
