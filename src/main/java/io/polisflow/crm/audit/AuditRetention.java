package io.polisflow.crm.audit;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets go of rows that are old enough and lie in a file: the one way in which rows leave, and no page leads here. */
@Service
@Transactional
public class AuditRetention {

    /** Rows of one file. */
    static final int MOST = 50_000;

    private final JdbcTemplate jdbc;
    private final AuditLog log;
    private final AuditSealer sealer;
    private final AuditKeys keys;
    private final AuditProperties properties;
    private final Clock clock;

    AuditRetention(
            JdbcTemplate jdbc,
            AuditLog log,
            AuditSealer sealer,
            AuditKeys keys,
            AuditProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.log = log;
        this.sealer = sealer;
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
    }

    /** A piece of the chain from place to place. */
    public record Piece(long first, long last) {}

    /** @return where the files are to lie, empty when rows are kept for good */
    public Optional<String> folder() {
        return properties.keep().isZero() || properties.archive().isBlank()
                ? Optional.empty()
                : Optional.of(properties.archive());
    }

    /** @return the oldest rows whose time is over, as many as one file takes; empty when there are none */
    @Transactional(readOnly = true)
    public Optional<Piece> due() {
        Instant limit = clock.instant().minus(properties.keep());
        long gone = lastArchive(jdbc).map(AuditArchived::position).orElse(0L);
        Long younger = jdbc.queryForObject(
                "select min(l.position) from audit_event e join audit_link l on l.event_id = e.id where e.at_ >= ?",
                Long.class,
                Timestamp.from(limit));
        Long latest = jdbc.queryForObject("select max(position) from audit_link", Long.class);
        long last = Math.min(younger != null ? younger - 1 : latest == null ? 0 : latest, gone + MOST);
        return last > gone ? Optional.of(new Piece(gone + 1, last)) : Optional.empty();
    }

    /** Hands over a piece as it reads. */
    @Transactional(readOnly = true)
    public void each(Piece piece, AuditLog.Reader reader) {
        log.each(piece.first(), piece.last(), reader);
    }

    /**
     * The piece lies in a file and was read back: its rows go.
     *
     * @param head hash of its last link
     * @param sha256 of the file
     * @return false when another node was faster; then nothing was deleted
     */
    public boolean archived(Piece piece, String head, String file, String sha256) {
        sealer.lock();
        Optional<AuditArchived> last = lastArchive(jdbc);
        if (last.map(AuditArchived::position).orElse(0L) != piece.first() - 1) {
            return false;
        }
        AuditArchived now = AuditArchived.of(
                last.map(AuditArchived::number).orElse(0L) + 1,
                clock.instant(),
                piece.last(),
                head,
                file,
                sha256,
                keys);
        jdbc.update(
                "insert into audit_archive (number, at_, position, head, file, sha256, key_id, mac)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                now.number(),
                Timestamp.from(now.at()),
                now.position(),
                now.head(),
                now.file(),
                now.sha256(),
                now.keyId(),
                now.mac());
        jdbc.update(
                "delete from audit_event where id in (select event_id from audit_link where position between ? and ?)",
                piece.first(),
                piece.last());
        return true;
    }

    static Optional<AuditArchived> lastArchive(JdbcTemplate jdbc) {
        return jdbc
                .query(
                        "select * from audit_archive order by number desc limit 1",
                        (row, i) -> new AuditArchived(
                                row.getLong("number"),
                                row.getTimestamp("at_").toInstant(),
                                row.getLong("position"),
                                row.getString("head"),
                                row.getString("file"),
                                row.getString("sha256"),
                                row.getString("key_id"),
                                row.getString("mac")))
                .stream()
                .findFirst();
    }
}
