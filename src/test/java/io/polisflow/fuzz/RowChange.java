package io.polisflow.fuzz;

import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.h2.api.Trigger;

/** Writes down, in the transaction that changes a row, by how much its table's content has become another. */
public class RowChange implements Trigger {

    private String table;

    @Override
    public void init(Connection connection, String schema, String name, String table, boolean before, int type) {
        this.table = table;
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        long difference = hash(after) - hash(before);
        if (difference == 0) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + BusinessTables.CHANGES + " (name, difference) values (?, ?)")) {
            insert.setString(1, table);
            insert.setLong(2, difference);
            insert.executeUpdate();
        }
    }

    private static long hash(Object[] row) throws SQLException {
        if (row == null) {
            return 0;
        }
        long hash = 1;
        for (Object value : row) {
            hash = hash * 1_000_003 + hash(value);
        }
        return hash;
    }

    private static int hash(Object value) throws SQLException {
        if (value instanceof Blob blob) {
            return Arrays.hashCode(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof byte[] bytes) {
            return Arrays.hashCode(bytes);
        }
        if (value instanceof Clob clob) {
            return clob.getSubString(1, (int) clob.length()).hashCode();
        }
        return value == null ? 0 : value.hashCode();
    }
}
