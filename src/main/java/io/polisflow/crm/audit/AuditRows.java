package io.polisflow.crm.audit;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads what the audit's tables hold. */
final class AuditRows {

    private AuditRows() {}

    static AuditRow row(ResultSet row) throws SQLException {
        return new AuditRow(
                row.getLong("id"),
                row.getTimestamp("at_").toInstant(),
                row.getString("actor"),
                row.getString("on_behalf"),
                row.getString("action"),
                row.getString("kind"),
                row.getString("object_id"),
                row.getString("deal_number"),
                row.getObject("client_id", Long.class),
                row.getString("details"),
                row.getString("process_key"),
                row.getObject("process_version", Integer.class),
                row.getString("activity_id"),
                row.getString("instance_id"),
                row.getString("address"),
                row.getString("key_id"),
                row.getString("mac"));
    }

    static AuditLink link(ResultSet row) throws SQLException {
        return new AuditLink(
                row.getLong("position"),
                row.getLong("event_id"),
                row.getString("previous"),
                row.getString("hash"),
                row.getString("key_id"));
    }

    static AuditAnchor anchor(ResultSet row) throws SQLException {
        return new AuditAnchor(
                row.getLong("number"),
                row.getTimestamp("at_").toInstant(),
                row.getLong("rows_"),
                row.getString("head"),
                row.getString("key_id"),
                row.getString("mac"));
    }
}
