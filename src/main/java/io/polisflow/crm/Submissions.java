package io.polisflow.crm;

import io.polisflow.crm.exchange.Perishable;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets what a person sends about a deal happen once, however often the browser, or an impatient finger, sends it. */
@Component
public class Submissions implements Perishable {

    private static final String KEY = "[A-Za-z0-9-]{8,64}";
    /** A draft that waited longer in a browser is another one. */
    private static final Duration KEPT = Duration.ofDays(90);

    private final InsertOnce insertOnce;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    Submissions(InsertOnce insertOnce, JdbcTemplate jdbc, Clock clock) {
        this.insertOnce = insertOnce;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Does the work in the caller's transaction unless it was done under that key before; one that is under way is waited for.
     *
     * @param key of the dialog; null for what never repeats
     * @param work gives the id of what it made
     * @return the id, of the first time when it was done before
     * @throws RefusedException when the key is none, or another person's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long once(long dealId, String key, String user, Supplier<Long> work) {
        if (key == null) {
            return work.get();
        }
        if (!key.matches(KEY)) {
            throw new RefusedException("key", "Ключ повтора: от 8 до 64 латинских букв, цифр и дефисов");
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("deal_id", dealId);
        row.put("request_key", key);
        row.put("submitted_by", user);
        row.put("submitted_at", Timestamp.from(clock.instant()));
        if (!insertOnce.insert("submission", row, List.of("deal_id", "request_key"))) {
            return resultOf(dealId, key, user);
        }
        long result = work.get();
        jdbc.update("update submission set result_id = ? where deal_id = ? and request_key = ?", result, dealId, key);
        return result;
    }

    private long resultOf(long dealId, String key, String user) {
        return jdbc
                .query(
                        "select result_id from submission where deal_id = ? and request_key = ? and submitted_by = ?",
                        (row, i) -> row.getLong(1),
                        dealId,
                        key,
                        user)
                .stream()
                .findFirst()
                .orElseThrow(() -> new RefusedException("key", "Этот ключ повтора занят: обновите страницу"));
    }

    /** Forgets what no browser will send again. */
    @Override
    @Transactional
    public void clean(Instant now) {
        jdbc.update("delete from submission where submitted_at < ?", Timestamp.from(now.minus(KEPT)));
    }
}
