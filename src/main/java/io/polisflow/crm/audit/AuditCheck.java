package io.polisflow.crm.audit;

import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds the row that was changed, forged, removed or moved, and the chain that was cut short. */
@Service
public class AuditCheck {

    private static final int FETCH = 1000;

    private final JdbcTemplate streaming;
    private final AuditSealer sealer;
    private final AuditKeys keys;
    private final TransactionTemplate reading;

    AuditCheck(DataSource source, AuditSealer sealer, AuditKeys keys, PlatformTransactionManager transactions) {
        // Its own, because of the fetch size: ten million rows go by one after another.
        this.streaming = new JdbcTemplate(source);
        this.streaming.setFetchSize(FETCH);
        this.sealer = sealer;
        this.keys = keys;
        this.reading = new TransactionTemplate(transactions);
        // One picture of the tables: rows that are sealed meanwhile are not half seen.
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        reading.setReadOnly(true);
    }

    /** For what was exported: links and rows are told one after another, the anchors first. */
    public ChainCheck offline() {
        return new ChainCheck(keys, null);
    }

    /** Chains everything that waits and keeps how the chain ends. */
    public Optional<AuditAnchor> anchor() {
        return sealer.anchor();
    }

    /** @param last of an export, null when it is empty @return what the export says at its end */
    public AuditAnchor closing(AuditLink last, Instant now) {
        return AuditAnchor.of(0, now, last == null ? AuditLink.start() : last, keys);
    }

    /** Seals what waits and then reads the whole chain. */
    public AuditReport run() {
        return run(Optional.empty());
    }

    /** @param outside {@code rows:head} of an anchor that was kept elsewhere */
    public AuditReport run(Optional<String> outside) {
        sealer.seal(true);
        return reading.execute(status -> read(outside));
    }

    private AuditReport read(Optional<String> outside) {
        Optional<AuditArchived> archive = AuditRetention.lastArchive(streaming);
        ChainCheck check = new ChainCheck(keys, archive.map(AuditArchived::end).orElseGet(AuditLink::start));
        if (archive.filter(each -> !each.isGenuine(keys)).isPresent()) {
            check.found(AuditFinding.Kind.ANCHOR, archive.get().position(), 0, "запись об архиве подделана");
        }
        streaming.query("select * from audit_anchor order by number", row -> {
            check.anchor(AuditRows.anchor(row));
        });
        outside.map(AuditCheck::anchorOf).ifPresent(check::anchor);
        streaming.query(
                "select l.position, l.event_id, l.previous, l.hash, l.key_id as link_key, e.* from audit_link l"
                        + " left join audit_event e on e.id = l.event_id order by l.position",
                row -> {
                    AuditLink link = new AuditLink(
                            row.getLong("position"),
                            row.getLong("event_id"),
                            row.getString("previous"),
                            row.getString("hash"),
                            row.getString("link_key"));
                    check.link(link, row.getObject("id") == null ? null : AuditRows.row(row));
                });
        Long unsealed = streaming.queryForObject(
                "select count(*) from audit_event e where not exists (select 1 from audit_link l where l.event_id = e.id)",
                Long.class);
        return check.finish(unsealed);
    }

    /**
     * An anchor that was kept elsewhere.
     *
     * @throws IllegalArgumentException when it is none
     */
    static AuditAnchor anchorOf(String outside) {
        String[] parts = outside.trim().split(":");
        if (parts.length != 2 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("Отметка пишется «строк:хеш», как в журнале и в выгрузке: " + outside);
        }
        return new AuditAnchor(0, Instant.EPOCH, Long.parseLong(parts[0]), parts[1], AuditKeys.NONE, null);
    }
}
