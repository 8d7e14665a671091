package io.polisflow.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;

/** Brings people, groups, rights and our own indexes of one engine's database into another's, so that both do the same work with them. */
final class EngineTables {

    private static final List<String> TABLES =
            List.of("act_id_user", "act_id_group", "act_id_membership", "act_ru_authorization");

    private EngineTables() {}

    static void takeOver(Connection from, Connection to) throws SQLException {
        try (Statement source = from.createStatement();
                Statement target = to.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet rows = source.executeQuery("select * from " + table)) {
                    copy(rows, table, to);
                }
            }
            try (ResultSet own =
                    source.executeQuery("select indexdef from pg_indexes where indexname like 'polisflow_idx_%'")) {
                while (own.next()) {
                    target.execute(own.getString(1));
                }
            }
        }
    }

    private static void copy(ResultSet rows, String table, Connection to) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        String marks = String.join(", ", Collections.nCopies(columns, "?"));
        try (PreparedStatement insert = to.prepareStatement("insert into " + table + " values (" + marks + ")")) {
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    insert.setObject(column, rows.getObject(column));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
