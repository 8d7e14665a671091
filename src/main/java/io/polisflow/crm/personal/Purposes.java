package io.polisflow.crm.personal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the purposes of processing and every version of their texts: what somebody agreed to never changes under them. */
@Service
@Transactional
public class Purposes {

    private static final int LONGEST_TEXT = 8_000;
    private static final int SHORTEST_TEXT = 40;
    private static final String SELECT =
            "select p.code, p.name, p.data, p.actions, p.term_months, t.version, t.text, t.valid_from"
                    + " from consent_purpose p join consent_text t on t.purpose = p.code";

    private final JdbcTemplate jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    Purposes(JdbcTemplate jdbc, AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One version of a text. @param author null for what came with the product */
    public record TextVersion(int version, String text, Instant validFrom, String author) {}

    /** @return each with its newest text */
    @Transactional(readOnly = true)
    public List<Purpose> all() {
        return jdbc.query(
                SELECT + " where t.version = (select max(n.version) from consent_text n where n.purpose = p.code)"
                        + " order by p.position",
                (row, i) -> purpose(row));
    }

    /** @throws RefusedException when there is no such purpose */
    @Transactional(readOnly = true)
    public Purpose current(String code) {
        return all().stream()
                .filter(purpose -> purpose.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new RefusedException("purpose", "Выберите цель из списка"));
    }

    /**
     * @param version null for the newest
     * @throws RefusedException when there is no such purpose or no such version of its text
     */
    @Transactional(readOnly = true)
    public Purpose of(String code, Integer version) {
        if (version == null) {
            return current(code);
        }
        return jdbc
                .query(SELECT + " where p.code = ? and t.version = ?", (row, i) -> purpose(row), code, version)
                .stream()
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "consentVersion", "Такой версии текста согласия нет: возьмите действующую"));
    }

    /** @return newest first */
    @Transactional(readOnly = true)
    public List<TextVersion> versions(String code) {
        return jdbc.query(
                "select version, text, valid_from, author from consent_text where purpose = ? order by version desc",
                (row, i) -> new TextVersion(
                        row.getInt(1), row.getString(2), row.getTimestamp(3).toInstant(), row.getString(4)),
                code);
    }

    /**
     * Words the text anew for whoever agrees from now on.
     *
     * @param seen the version that the author had before them
     * @throws RefusedException when the text will not do or somebody else was faster
     */
    public Purpose reword(String code, int seen, String text, String author) {
        Purpose now = current(code);
        String plain = text == null ? "" : text.replace("\r\n", "\n").strip();
        if (plain.length() < SHORTEST_TEXT || plain.length() > LONGEST_TEXT) {
            throw new RefusedException(
                    "text", "Текст согласия: от " + SHORTEST_TEXT + " до " + LONGEST_TEXT + " знаков");
        }
        if (now.version() != seen) {
            throw new RefusedException(
                    "text", "Тем временем появилась версия " + now.version() + ": сравните тексты и сохраните ещё раз");
        }
        if (now.text().equals(plain)) {
            throw new RefusedException("text", "Текст не изменился: новой версии нет");
        }
        jdbc.update(
                "insert into consent_text (purpose, version, text, valid_from, author) values (?, ?, ?, ?, ?)",
                code,
                seen + 1,
                plain,
                Timestamp.from(clock.instant()),
                author);
        audit.created(AuditSubject.of("consent_text", code + " " + (seen + 1)));
        return current(code);
    }

    private static Purpose purpose(ResultSet row) throws SQLException {
        return new Purpose(
                row.getString("code"),
                row.getString("name"),
                row.getString("data"),
                row.getString("actions"),
                row.getInt("term_months"),
                row.getInt("version"),
                row.getString("text"),
                row.getTimestamp("valid_from").toInstant());
    }
}
