package io.polisflow.crm.clientimport;

import io.polisflow.crm.clientimport.ImportRow.Fate;
import io.polisflow.crm.clientimport.ImportRow.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the rows of files past the entities: there may be many thousand. */
@Repository
@Transactional
class ImportRows {

    private static final int BATCH = 500;
    private static final int LONGEST_MESSAGE = 1000;

    private final JdbcTemplate jdbc;

    ImportRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param rows position → cells */
    void keep(long importId, Map<Integer, List<String>> rows) {
        List<Object[]> batch = new ArrayList<>();
        rows.forEach((position, cells) -> {
            batch.add(new Object[] {importId, position, ClientImport.join(cells)});
            if (batch.size() == BATCH) {
                insert(batch);
            }
        });
        insert(batch);
    }

    private void insert(List<Object[]> batch) {
        if (!batch.isEmpty()) {
            jdbc.batchUpdate("insert into client_import_row (import_id, position, cells) values (?, ?, ?)", batch);
            batch.clear();
        }
    }

    void forgetFates(long importId) {
        jdbc.update(
                "update client_import_row set fate = null, message = null, client_id = null where import_id = ?",
                importId);
    }

    /** @return up to so many rows behind the position, in order */
    List<ImportRow> after(long importId, int position, int most) {
        return after("", importId, position, most);
    }

    List<ImportRow> after(long importId, Fate fate, int position, int most) {
        return after(" and fate = '" + fate.name() + "'", importId, position, most);
    }

    List<ImportRow> after(long importId, Outcome outcome, int position, int most) {
        return after(" and outcome = '" + outcome.name() + "'", importId, position, most);
    }

    private List<ImportRow> after(String condition, long importId, int position, int most) {
        return jdbc.query(
                "select * from client_import_row where import_id = ? and position > ?" + condition
                        + " order by position fetch first ? rows only",
                ImportRows::row,
                importId,
                position,
                most);
    }

    private static ImportRow row(ResultSet row, int number) throws SQLException {
        String fate = row.getString("fate");
        String outcome = row.getString("outcome");
        long client = row.getLong("client_id");
        return new ImportRow(
                row.getInt("position"),
                ClientImport.split(row.getString("cells")),
                fate == null ? null : Fate.valueOf(fate),
                outcome == null ? null : Outcome.valueOf(outcome),
                row.getString("message"),
                client == 0 ? null : client);
    }

    void fate(long importId, int position, Fate fate, String message, Long clientId) {
        jdbc.update(
                "update client_import_row set fate = ?, message = ?, client_id = ? where import_id = ? and position = ?",
                fate.name(),
                shortened(message),
                clientId,
                importId,
                position);
    }

    void outcome(long importId, int position, Outcome outcome, String message, Long clientId) {
        jdbc.update(
                "update client_import_row set outcome = ?, message = ?, client_id = ?"
                        + " where import_id = ? and position = ?",
                outcome.name(),
                shortened(message),
                clientId,
                importId,
                position);
    }

    private static String shortened(String message) {
        return message == null || message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
    }

    Map<Fate, Integer> countFates(long importId) {
        Map<Fate, Integer> counts = new LinkedHashMap<>();
        count(importId, "fate").forEach((name, rows) -> counts.put(Fate.valueOf(name), rows));
        return counts;
    }

    Map<Outcome, Integer> countOutcomes(long importId) {
        Map<Outcome, Integer> counts = new LinkedHashMap<>();
        count(importId, "outcome").forEach((name, rows) -> counts.put(Outcome.valueOf(name), rows));
        return counts;
    }

    private Map<String, Integer> count(long importId, String column) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        jdbc.query(
                "select " + column + ", count(*) from client_import_row where import_id = ? and " + column
                        + " is not null group by " + column,
                row -> {
                    counts.put(row.getString(1), row.getInt(2));
                },
                importId);
        return counts;
    }
}
