package io.polisflow.crm;

import io.polisflow.crm.audit.InsertedRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Inserts a row unless its unique key is taken, without breaking the transaction: in PostgreSQL a violated constraint would
 * abort it, and uniqueness checked beforehand would lose the race.
 */
@Component
public class InsertOnce {

    private final JdbcTemplate jdbc;
    private final boolean onConflict;
    private final InsertedRows inserted;

    InsertOnce(JdbcTemplate jdbc, DataSource dataSource, InsertedRows inserted) throws MetaDataAccessException {
        this.jdbc = jdbc;
        this.inserted = inserted;
        String product = JdbcUtils.extractDatabaseMetaData(dataSource, InsertOnce::productName);
        this.onConflict = "PostgreSQL".equals(product);
    }

    private static String productName(java.sql.DatabaseMetaData metaData) throws SQLException {
        return metaData.getDatabaseProductName();
    }

    /** @return an id for a row that is inserted here and not through JPA, of the sequence that all entities share */
    public long nextId() {
        return jdbc.queryForObject("select nextval('id_seq')", Long.class);
    }

    /**
     * @param row column → value, in insertion order
     * @param key the columns of one unique constraint
     * @return false when a row with that key was already there; a concurrent insert of the same key is waited for
     * @throws DuplicateKeyException when another unique key of the table is taken
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean insert(String table, Map<String, Object> row, List<String> key) {
        String columns = String.join(", ", row.keySet());
        String marks = row.keySet().stream().map(c -> "?").collect(Collectors.joining(", "));
        List<Object> arguments = new ArrayList<>();
        String sql;
        if (onConflict) {
            sql = "insert into " + table + " (" + columns + ") values (" + marks + ") on conflict ("
                    + String.join(", ", key) + ") do nothing";
        } else {
            String matched = key.stream().map(c -> "t." + c + " = ?").collect(Collectors.joining(" and "));
            sql = "merge into " + table + " t using (select 1) on (" + matched + ") when not matched then insert ("
                    + columns + ") values (" + marks + ")";
            key.forEach(column -> arguments.add(row.get(column)));
        }
        arguments.addAll((Collection<?>) row.values());
        try {
            boolean made = jdbc.update(sql, arguments.toArray()) == 1;
            if (made) {
                inserted.note(table, row);
            }
            return made;
        } catch (DuplicateKeyException e) {
            // H2 checks the key when both transactions write at once and leaves the transaction usable.
            if (onConflict || !isThere(table, row, key)) {
                throw e;
            }
            return false;
        }
    }

    private boolean isThere(String table, Map<String, Object> row, List<String> key) {
        String matched = key.stream().map(column -> column + " = ?").collect(Collectors.joining(" and "));
        Object[] values = key.stream().map(row::get).toArray();
        return jdbc.queryForObject("select count(*) from " + table + " where " + matched, Long.class, values) > 0;
    }
}
