package io.polisflow.crm.personal;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.exchange.Perishable;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what the law orders to keep out of everybody's use, and erases it when its term is over. */
@Service
@Transactional
public class Holds implements Perishable {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final JdbcTemplate jdbc;
    private final InsertOnce ids;
    private final Files files;
    private final Clock clock;

    Holds(JdbcTemplate jdbc, InsertOnce ids, Files files, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.files = files;
        this.clock = clock;
    }

    /** Puts a value aside; in its place stands that it is blocked, and until when. */
    @Transactional(propagation = Propagation.MANDATORY)
    void value(long erasure, String table, String column, long row, String value, String reason, LocalDate until) {
        jdbc.update(
                "insert into personal_hold (id, erasure_id, table_name, column_name, row_id, held_value, reason, keep_until)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                ids.nextId(),
                erasure,
                table,
                column,
                row,
                value,
                reason,
                Date.valueOf(until));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void file(long erasure, long file, String reason, LocalDate until) {
        jdbc.update(
                "insert into personal_hold (id, erasure_id, file_id, reason, keep_until) values (?, ?, ?, ?, ?)",
                ids.nextId(),
                erasure,
                file,
                reason,
                Date.valueOf(until));
    }

    /** @return why the file may not be opened any more, in Russian, or empty */
    @Transactional(readOnly = true)
    public Optional<String> blocked(long fileId) {
        Integer gathered =
                jdbc.queryForObject("select count(*) from subject_request where file_id = ?", Integer.class, fileId);
        if (gathered > 0) {
            return Optional.of("Собранные данные субъекта скачивает супервизор из реестра обращений");
        }
        return jdbc
                .query(
                        "select reason, keep_until from personal_hold where file_id = ? and erased_at is null",
                        (row, i) -> "Файл заблокирован: человек потребовал удалить свои данные. Хранится по "
                                + DAY.format(row.getDate(2).toLocalDate()) + " (" + row.getString(1) + ")",
                        fileId)
                .stream()
                .findFirst();
    }

    /** However many nodes do it: what is erased is not erased again. */
    @Override
    public void clean(Instant now) {
        List<Map<String, Object>> due = jdbc.queryForList(
                "select id, file_id from personal_hold where erased_at is null and keep_until < ? order by id for update",
                Date.valueOf(now.atZone(clock.getZone()).toLocalDate()));
        due.forEach(hold -> {
            if (hold.get("file_id") != null) {
                files.erase(((Number) hold.get("file_id")).longValue());
            }
            jdbc.update(
                    "update personal_hold set held_value = null, erased_at = ? where id = ?",
                    Timestamp.from(now),
                    hold.get("id"));
        });
    }
}
