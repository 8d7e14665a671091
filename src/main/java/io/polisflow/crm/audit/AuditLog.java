package io.polisflow.crm.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the audit: a page at a time, one row, or a whole piece of the chain. */
@Service
@Transactional(readOnly = true)
public class AuditLog {

    private static final int FETCH = 1000;
    private static final String ENTRIES = "select e.*, l.position, l.event_id, l.previous, l.hash, l.key_id as link_key"
            + " from audit_event e left join audit_link l on l.event_id = e.id";

    private final JdbcTemplate jdbc;
    private final JdbcTemplate streaming;
    private final AuditSealer sealer;

    AuditLog(JdbcTemplate jdbc, DataSource source, AuditSealer sealer) {
        this.jdbc = jdbc;
        this.streaming = new JdbcTemplate(source);
        this.streaming.setFetchSize(FETCH);
        this.sealer = sealer;
    }

    /** @param link null as long as the row waits for its place in the chain */
    public record Entry(AuditRow row, AuditLink link) {}

    /** After which row a page begins: the one above it. */
    public record Cursor(Instant at, long id) {}

    /** Takes what is handed over. */
    @FunctionalInterface
    public interface Reader {

        void read(AuditLink link, AuditRow row);
    }

    /** The last check that was made. @param holds whether nothing was found */
    public record Checked(Instant at, boolean holds) {}

    /** @return the latest first, below the cursor when there is one */
    public List<Entry> page(AuditFilter filter, Cursor below, int most) {
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        add(conditions, values, "e.actor = ?", filter.actor());
        add(conditions, values, "e.kind = ?", filter.kind());
        add(conditions, values, "e.object_id = ?", filter.object());
        add(
                conditions,
                values,
                "e.action = ?",
                filter.action() == null ? null : filter.action().name());
        add(conditions, values, "e.deal_number = ?", filter.deal());
        add(conditions, values, "e.client_id = ?", filter.client());
        add(conditions, values, "e.at_ >= ?", timestamp(filter.from()));
        add(conditions, values, "e.at_ < ?", timestamp(filter.to()));
        if (below != null) {
            conditions.add("(e.at_, e.id) < (?, ?)");
            values.add(timestamp(below.at()));
            values.add(below.id());
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        values.add(most);
        return jdbc.query(
                ENTRIES + where + " order by e.at_ desc, e.id desc limit ?", (row, i) -> entry(row), values.toArray());
    }

    private static void add(List<String> conditions, List<Object> values, String condition, Object value) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }

    private static Timestamp timestamp(Instant moment) {
        return moment == null ? null : Timestamp.from(moment);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        AuditLink link = row.getObject("position") == null
                ? null
                : new AuditLink(
                        row.getLong("position"),
                        row.getLong("event_id"),
                        row.getString("previous"),
                        row.getString("hash"),
                        row.getString("link_key"));
        return new Entry(AuditRows.row(row), link);
    }

    public Optional<Entry> find(long id) {
        return jdbc.query(ENTRIES + " where e.id = ?", (row, i) -> entry(row), id).stream()
                .findFirst();
    }

    /** @return the last check that was made and noted */
    public Optional<Checked> lastCheck() {
        return page(new AuditFilter(null, "audit", null, AuditAction.CHECKED, null, null, null, null), null, 1).stream()
                .map(entry ->
                        new Checked(entry.row().at(), entry.row().details().contains("\"holds\":true")))
                .findFirst();
    }

    /** @return how the chain ended when that was last kept */
    public Optional<AuditAnchor> latestAnchor() {
        return sealer.latestAnchor();
    }

    /** @return when the oldest row that is still here was written */
    public Optional<Instant> since() {
        return jdbc.queryForList("select min(at_) from audit_event", Timestamp.class).stream()
                .filter(first -> first != null)
                .map(Timestamp::toInstant)
                .findFirst();
    }

    /** How many of the latest rows wait for their place in the chain. */
    public long waiting() {
        return sealer.waiting();
    }

    /**
     * Hands over the whole piece of the chain that holds the rows of a time, without gaps, as it reads: a few rows of just before and after
     * may lie between them.
     */
    public void each(Instant from, Instant to, Reader reader) {
        Long[] piece = jdbc.queryForObject(
                "select min(l.position), max(l.position) from audit_event e join audit_link l on l.event_id = e.id"
                        + " where e.at_ >= ? and e.at_ < ?",
                (row, i) -> new Long[] {row.getObject(1, Long.class), row.getObject(2, Long.class)},
                timestamp(from),
                timestamp(to));
        if (piece[0] != null) {
            each(piece[0], piece[1], reader);
        }
    }

    /** As {@link #each(Instant, Instant, Reader)}, by the first and the last place in the chain. */
    void each(long first, long last, Reader reader) {
        streaming.query(
                ENTRIES.replace("left join", "join") + " where l.position between ? and ? order by l.position",
                row -> {
                    Entry entry = entry(row);
                    reader.read(entry.link(), entry.row());
                },
                first,
                last);
    }
}
