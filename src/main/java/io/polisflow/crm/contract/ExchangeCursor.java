package io.polisflow.crm.contract;

import io.polisflow.crm.InsertOnce;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Remembers over restarts how far the events of an EDO box have been read. */
@Service
public class ExchangeCursor {

    private final JdbcTemplate jdbc;
    private final InsertOnce insertOnce;
    private final Clock clock;

    ExchangeCursor(JdbcTemplate jdbc, InsertOnce insertOnce, Clock clock) {
        this.jdbc = jdbc;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    /** @return the index key of the last event read, or empty when the box was never read */
    @Transactional(readOnly = true)
    public Optional<String> lastRead(String box) {
        return jdbc.queryForList("select index_key from exchange_cursor where box = ?", String.class, box).stream()
                .findFirst();
    }

    /** Moves the cursor. Two readers of one box may set each other back, which only means reading some events again. */
    @Transactional
    public void read(String box, String indexKey) {
        Timestamp now = Timestamp.from(clock.instant());
        boolean first = insertOnce.insert(
                "exchange_cursor", Map.of("box", box, "index_key", indexKey, "read_at", now), List.of("box"));
        if (!first) {
            jdbc.update("update exchange_cursor set index_key = ?, read_at = ? where box = ?", indexKey, now, box);
        }
    }
}
