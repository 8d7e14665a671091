package io.polisflow.crm.client;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.audit.AuditTrail;
import java.sql.Timestamp;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Changes single values of any table and remembers what they were: a merging is these changes and nothing else. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class MergeChanges {

    private final JdbcTemplate jdbc;
    private final InsertOnce insertOnce;
    private final AuditTrail audit;

    MergeChanges(JdbcTemplate jdbc, InsertOnce insertOnce, AuditTrail audit) {
        this.audit = audit;
        this.jdbc = jdbc;
        this.insertOnce = insertOnce;
    }

    /** How the database writes a column's values. */
    enum Type {
        ID("bigint"),
        FLAG("boolean"),
        DATE("date"),
        TEXT("varchar(4000)");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }
    }

    /**
     * A column that a merging may change.
     *
     * @param versioned whether the table has an optimistic lock, so that whoever has the row open is told
     */
    record Column(String table, String name, Type type, boolean versioned) {

        private String update() {
            return "update " + table + " set " + name + " = cast(? as " + type.sql + ")"
                    + (versioned ? ", lock_version = lock_version + 1" : "");
        }
    }

    /**
     * One change as it is remembered.
     *
     * @param origin of a card's field before; null when it had none of its own
     */
    record Change(String table, String column, long rowId, String before, String after, FieldOrigin origin) {}

    /** Rows that point to one card or contact point to another one afterwards. @return how many */
    int repoint(long mergeId, Column column, long from, long to) {
        List<Long> rows = jdbc.queryForList(
                "select id from " + column.table() + " where " + column.name() + " = ? order by id", Long.class, from);
        jdbc.batchUpdate(
                "insert into client_merge_change (id, merge_id, table_name, column_name, row_id, old_value, new_value)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                rows.stream()
                        .map(row -> new Object[] {
                            insertOnce.nextId(),
                            mergeId,
                            column.table(),
                            column.name(),
                            row,
                            String.valueOf(from),
                            String.valueOf(to)
                        })
                        .toList());
        jdbc.update(column.update() + " where " + column.name() + " = ?", to, from);
        rows.forEach(row -> audit.changed(column.table(), row, column.name()));
        return rows.size();
    }

    /** @param origin what the card said of a field's origin before, else null */
    void set(long mergeId, Column column, long rowId, String before, String after, FieldOrigin origin) {
        jdbc.update(
                "insert into client_merge_change (id, merge_id, table_name, column_name, row_id, old_value, new_value,"
                        + " source, entered_by, as_of) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                insertOnce.nextId(),
                mergeId,
                column.table(),
                column.name(),
                rowId,
                before,
                after,
                origin == null ? null : origin.source(),
                origin == null ? null : origin.enteredBy(),
                origin == null ? null : Timestamp.from(origin.asOf()));
        jdbc.update(column.update() + " where id = ?", after, rowId);
        audit.changed(column.table(), rowId, column.name());
    }

    /** @return in the order they were made */
    List<Change> of(long mergeId) {
        return jdbc.query(
                "select table_name, column_name, row_id, old_value, new_value, source, entered_by, as_of"
                        + " from client_merge_change where merge_id = ? order by id",
                (row, i) -> new Change(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6) == null
                                ? null
                                : new FieldOrigin(
                                        row.getString(6),
                                        row.getString(7),
                                        row.getTimestamp(8).toInstant(),
                                        null,
                                        null,
                                        null,
                                        false)),
                mergeId);
    }

    /** Brings the old value back unless somebody has changed the new one since. @return whether it was brought back */
    boolean takeBack(Column column, Change change) {
        String type = column.type().sql;
        String still =
                change.after() == null ? column.name() + " is null" : column.name() + " = cast(? as " + type + ")";
        Object[] arguments = change.after() == null
                ? new Object[] {change.before(), change.rowId()}
                : new Object[] {change.before(), change.rowId(), change.after()};
        boolean back = jdbc.update(column.update() + " where id = ? and " + still, arguments) == 1;
        if (back) {
            audit.changed(column.table(), change.rowId(), column.name());
        }
        return back;
    }
}
