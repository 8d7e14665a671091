package io.polisflow.crm.audit;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Chains the rows that were committed, in the order of their numbers and one node at a time, seconds after the work that they tell of: so
 * no transaction waits for another's row.
 */
@Component
class AuditSealer {

    private static final Logger LOG = LoggerFactory.getLogger("io.polisflow.audit");

    static final int BATCH = 1000;

    /** A transaction whose rows are further behind than so many others is found by the whole search. */
    private static final int BEHIND = 20_000;

    private static final String OPEN = "select " + AuditWriter.COLUMNS
            + " from audit_event e where e.id > ? and not exists"
            + " (select 1 from audit_link l where l.event_id = e.id and l.event_id > ?) order by e.id limit " + BATCH;

    private final JdbcTemplate jdbc;
    private final AuditKeys keys;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AuditSealer(JdbcTemplate jdbc, AuditKeys keys, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Chains what is there, however much.
     *
     * @param whole whether to search all rows and not only the latest
     * @return how many
     */
    long seal(boolean whole) {
        long sealed = 0;
        int batch;
        do {
            batch = transaction.execute(status -> sealBatch(whole));
            sealed += batch;
        } while (batch == BATCH);
        return sealed;
    }

    private int sealBatch(boolean whole) {
        lock();
        Long latest = jdbc.queryForObject("select max(event_id) from audit_link", Long.class);
        long from = whole || latest == null ? 0 : latest - BEHIND;
        List<AuditRow> rows = jdbc.query(OPEN, (row, i) -> AuditRows.row(row), from, from);
        AuditLink last = head();
        List<Object[]> links = new ArrayList<>(rows.size());
        for (AuditRow row : rows) {
            last = AuditLink.after(last, row, keys);
            links.add(new Object[] {last.position(), last.event(), last.previous(), last.hash(), last.keyId()});
        }
        jdbc.batchUpdate(
                "insert into audit_link (position, event_id, previous, hash, key_id) values (?, ?, ?, ?, ?)", links);
        return rows.size();
    }

    /** Held to the end of the transaction; another node waits and then goes on from where this one ended. */
    void lock() {
        jdbc.queryForObject("select id from audit_sealer where id = 1 for update", Integer.class);
    }

    /** The last link, be it in an archive by now. */
    private AuditLink head() {
        return jdbc
                .query("select * from audit_link order by position desc limit 1", (row, i) -> AuditRows.link(row))
                .stream()
                .findFirst()
                .orElseGet(() ->
                        AuditRetention.lastArchive(jdbc).map(AuditArchived::end).orElseGet(AuditLink::start));
    }

    /**
     * Chains everything and keeps how the chain ends: in the database and, for whoever keeps logs elsewhere, in the log.
     *
     * @return the new anchor, or the last one when nothing came since; empty as long as there are no rows
     */
    Optional<AuditAnchor> anchor() {
        seal(true);
        return transaction.execute(status -> {
            lock();
            AuditLink head = head();
            Optional<AuditAnchor> last = latestAnchor();
            if (head.position() == 0
                    || last.filter(anchor -> anchor.rows() == head.position()).isPresent()) {
                return last;
            }
            AuditAnchor anchor =
                    AuditAnchor.of(last.map(AuditAnchor::number).orElse(0L) + 1, clock.instant(), head, keys);
            jdbc.update(
                    "insert into audit_anchor (number, at_, rows_, head, key_id, mac) values (?, ?, ?, ?, ?, ?)",
                    anchor.number(),
                    Timestamp.from(anchor.at()),
                    anchor.rows(),
                    anchor.head(),
                    anchor.keyId(),
                    anchor.mac());
            LOG.info("audit anchor {} at {}: {}", anchor.number(), anchor.at(), anchor.outside());
            return Optional.of(anchor);
        });
    }

    /** Of the latest rows, as a round would find them. */
    long waiting() {
        Long latest = jdbc.queryForObject("select max(event_id) from audit_link", Long.class);
        long from = latest == null ? 0 : latest - BEHIND;
        return jdbc.queryForObject(
                "select count(*) from audit_event e where e.id > ? and not exists"
                        + " (select 1 from audit_link l where l.event_id = e.id and l.event_id > ?)",
                Long.class,
                from,
                from);
    }

    Optional<AuditAnchor> latestAnchor() {
        return jdbc
                .query("select * from audit_anchor order by number desc limit 1", (row, i) -> AuditRows.anchor(row))
                .stream()
                .findFirst();
    }

    /** Whether an anchor is due. */
    boolean isAnchorOlderThan(Duration age) {
        Instant limit = clock.instant().minus(age);
        return latestAnchor().filter(anchor -> anchor.at().isAfter(limit)).isEmpty();
    }
}
