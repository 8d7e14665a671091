package io.polisflow.crm.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import org.h2.api.Trigger;

/**
 * Has H2 refuse to change what the audit holds, and to delete what was not archived; PostgreSQL has a trigger in its own language.
 */
public class AppendOnly implements Trigger {

    private static final String ARCHIVED = "select 1 from audit_archive where position >= ";

    private String table;

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type) {
        this.table = table.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        if (after != null || !isArchived(connection, before[0])) {
            throw new SQLIntegrityConstraintViolationException(
                    table + " is append-only: " + (after == null ? "DELETE" : "UPDATE") + " refused", "23000");
        }
    }

    private boolean isArchived(Connection connection, Object key) throws SQLException {
        String sql =
                switch (table) {
                    case "audit_link" -> ARCHIVED + "?";
                    case "audit_event" -> ARCHIVED + "(select position from audit_link where event_id = ?)";
                    default -> null;
                };
        if (sql == null) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, key);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
