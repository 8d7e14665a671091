package io.polisflow.crm.exchange;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The events that are accepted and not worked on yet, oldest first; each is one row that every node may take. */
@Component
public class AcceptedEvents {

    private static final int LONGEST_FAULT = 500;

    private final JdbcTemplate jdbc;

    AcceptedEvents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param origin network of the sender, for the audit, or null
     * @param attempts that failed
     */
    public record Accepted(
            long id, String system, String operation, String body, String origin, Instant acceptedAt, int attempts) {}

    /**
     * How much is left to do.
     *
     * @param failing of those that wait, whose last attempt failed
     * @param oldest when the oldest of them was accepted; null when none waits
     */
    public record Backlog(long waiting, long failing, Instant oldest) {}

    /**
     * Kept for good when this returns, outside of a transaction: one statement, which commits by itself.
     *
     * @param system short name of the sender, e.g. {@code telephony}
     * @param operation what kind of event it is, at most 60 characters
     * @param body at most 65 536 characters
     */
    public void add(String system, String operation, String body, String origin, Instant now) {
        jdbc.update(
                "insert into accepted_event (system_, operation, body, origin, accepted_at) values (?, ?, ?, ?, ?)",
                system,
                operation,
                body,
                origin,
                Timestamp.from(now));
    }

    /** @return one that is due and that nobody else works on; it is this transaction's until its end */
    public Optional<Accepted> next(Instant now) {
        return jdbc
                .query(
                        "select id, system_, operation, body, origin, accepted_at, attempts from accepted_event"
                                + " where retry_at is null or retry_at <= ? order by id fetch first 1 row only for update skip locked",
                        (row, i) -> new Accepted(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getTimestamp(6).toInstant(),
                                row.getInt(7)),
                        Timestamp.from(now))
                .stream()
                .findFirst();
    }

    /** Forgets it together with what its work has changed. */
    public void done(long id) {
        jdbc.update("delete from accepted_event where id = ?", id);
    }

    /** @param fault why; its first 500 characters are kept */
    public void failed(Accepted event, String fault, Instant retryAt) {
        String kept = fault.replace('\u0000', '\uFFFD');
        jdbc.update(
                "update accepted_event set attempts = ?, fault = ?, retry_at = ? where id = ?",
                event.attempts() + 1,
                kept.substring(0, Math.min(kept.length(), LONGEST_FAULT)),
                Timestamp.from(retryAt),
                event.id());
    }

    public Backlog backlog() {
        return jdbc.queryForObject(
                "select count(*), count(retry_at), min(accepted_at) from accepted_event",
                (row, i) -> new Backlog(
                        row.getLong(1),
                        row.getLong(2),
                        row.getTimestamp(3) == null ? null : row.getTimestamp(3).toInstant()));
    }
}
