package io.polisflow.crm.audit;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/** Adds rows in two statements, however many they are, each with its own mac and as yet outside the chain. */
@Component
class AuditWriter {

    static final String COLUMNS = "id, at_, actor, on_behalf, action, kind, object_id, deal_number, client_id, details,"
            + " process_key, process_version, activity_id, instance_id, address, key_id, mac";

    private static final String INSERT =
            "insert into audit_event (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcTemplate jdbc;
    private final AuditKeys keys;
    private final String numbers;

    AuditWriter(JdbcTemplate jdbc, DataSource dataSource, AuditKeys keys) throws MetaDataAccessException {
        this.jdbc = jdbc;
        this.keys = keys;
        String product = JdbcUtils.extractDatabaseMetaData(dataSource, facts -> facts.getDatabaseProductName());
        this.numbers = "select nextval('audit_event_seq') from "
                + ("PostgreSQL".equals(product) ? "generate_series" : "system_range") + "(1, ?)";
    }

    /** @param rows in the order in which things happened, as yet without number and mac */
    void write(List<AuditRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<Long> ids = jdbc.queryForList(numbers, Long.class, rows.size());
        List<AuditRow> sealed = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            AuditRow numbered = rows.get(i).sealed(ids.get(i), keys.currentId(), null);
            String mac = keys.code(keys.currentId(), numbered.canonical()).orElseThrow();
            sealed.add(numbered.sealed(numbered.id(), keys.currentId(), mac));
        }
        jdbc.batchUpdate(INSERT, sealed, sealed.size(), AuditWriter::set);
    }

    private static void set(PreparedStatement statement, AuditRow row) throws SQLException {
        statement.setLong(1, row.id());
        statement.setTimestamp(2, Timestamp.from(row.at()));
        statement.setString(3, row.actor());
        statement.setString(4, row.onBehalf());
        statement.setString(5, row.action());
        statement.setString(6, row.kind());
        statement.setString(7, row.object());
        statement.setString(8, row.deal());
        statement.setObject(9, row.client(), Types.BIGINT);
        statement.setString(10, row.details());
        statement.setString(11, row.process());
        statement.setObject(12, row.version(), Types.INTEGER);
        statement.setString(13, row.activity());
        statement.setString(14, row.instance());
        statement.setString(15, row.address());
        statement.setString(16, row.keyId());
        statement.setString(17, row.mac());
    }
}
