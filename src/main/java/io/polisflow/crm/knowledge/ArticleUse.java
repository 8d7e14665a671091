package io.polisflow.crm.knowledge;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.audit.AuditTrail;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Counts how often an answer was shown and whether it helped, each person and occasion once. */
@Component
class ArticleUse {

    private static final String KEY = " where article_id = ? and occasion = ? and used_by = ?";

    private final JdbcTemplate jdbc;
    private final AuditTrail audit;
    private final InsertOnce insertOnce;
    private final Clock clock;

    ArticleUse(JdbcTemplate jdbc, InsertOnce insertOnce, AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.jdbc = jdbc;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    /** @param judged how many of those who saw it said whether it helped */
    record Counts(long shown, long judged, long helped) {

        static final Counts NONE = new Counts(0, 0, 0);

        /** Between 0 and 1; one half while nobody has said anything, and slow to believe a single voice. */
        double shareOfHelped() {
            return (helped + 1.0) / (judged + 2.0);
        }
    }

    /** @param occasion a deal's number, or empty */
    void shown(Collection<Long> articles, String occasion, String user) {
        // In one order, so that two people who open the same page never wait for each other in a circle.
        articles.stream().sorted().forEach(article -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("article_id", article);
            row.put("occasion", occasion);
            row.put("used_by", user);
            row.put("shown_at", Timestamp.from(clock.instant()));
            insertOnce.insert("knowledge_use", row, List.of("article_id", "occasion", "used_by"));
        });
    }

    /** The last word counts. */
    void judge(long article, String occasion, String user, boolean helped) {
        shown(List.of(article), occasion, user);
        jdbc.update(
                "update knowledge_use set helped = ?, judged_at = ?" + KEY,
                helped,
                Timestamp.from(clock.instant()),
                article,
                occasion,
                user);
        audit.changed("knowledge_use", article, "helped");
    }

    Map<Long, Counts> counts() {
        Map<Long, Counts> counts = new HashMap<>();
        jdbc.query(
                "select article_id, count(*) as shown, count(helped) as judged,"
                        + " sum(case when helped then 1 else 0 end) as helped from knowledge_use group by article_id",
                row -> {
                    counts.put(
                            row.getLong("article_id"),
                            new Counts(row.getLong("shown"), row.getLong("judged"), row.getLong("helped")));
                });
        return counts;
    }
}
