package io.polisflow.process.personal;

import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads every column of text and of bytes of every table there is, the engine's among them. */
final class WholeDatabase {

    private static final Set<Integer> TEXT =
            Set.of(Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.CLOB, Types.NVARCHAR, Types.OTHER);
    private static final Set<Integer> BYTES = Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB);

    private final JdbcTemplate jdbc;

    WholeDatabase(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param table and name in lower case
     * @param from and {@code select} as the database wrote them down
     */
    record Column(String table, String name, boolean bytes, String from, String select) {

        Column(String table, String name, boolean bytes) {
            this(table, name, bytes, table, name);
        }

        @Override
        public String toString() {
            return table + "." + name;
        }
    }

    List<Column> columns() {
        return jdbc.execute((ConnectionCallback<List<Column>>) connection -> {
            DatabaseMetaData data = connection.getMetaData();
            List<Column> found = new ArrayList<>();
            try (ResultSet tables = data.getTables(null, connection.getSchema(), null, null)) {
                while (tables.next()) {
                    if (tables.getString("TABLE_TYPE").endsWith("TABLE")) {
                        columns(data, connection.getSchema(), tables.getString("TABLE_NAME"), found);
                    }
                }
            }
            return found;
        });
    }

    private static void columns(DatabaseMetaData data, String schema, String table, List<Column> found)
            throws SQLException {
        try (ResultSet columns = data.getColumns(null, schema, table, null)) {
            while (columns.next()) {
                int type = columns.getInt("DATA_TYPE");
                if (TEXT.contains(type) || BYTES.contains(type)) {
                    found.add(new Column(
                            table.toLowerCase(Locale.ROOT),
                            columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                            BYTES.contains(type),
                            '"' + table + '"',
                            '"' + columns.getString("COLUMN_NAME") + '"'));
                }
            }
        }
    }

    /** @return each column that holds one of the words, whatever their case */
    List<String> columnsWith(List<String> words) {
        return columns().stream()
                .filter(column -> words.stream().anyMatch(word -> holds(column, word)))
                .map(Column::toString)
                .distinct()
                .sorted()
                .toList();
    }

    private boolean holds(Column column, String word) {
        if (!column.bytes()) {
            return jdbc.queryForObject(
                            "select count(*) from " + column.from() + " where lower(cast(" + column.select()
                                    + " as varchar(1000000))) like ?",
                            Integer.class,
                            "%" + word.toLowerCase(Locale.ROOT) + "%")
                    > 0;
        }
        boolean[] found = new boolean[1];
        jdbc.query("select " + column.select() + " from " + column.from(), (ResultSet row) -> {
            byte[] content = row.getBytes(1);
            if (content != null) {
                for (java.nio.charset.Charset each :
                        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                    found[0] |=
                            new String(content, each).toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
                }
            }
        });
        return found[0];
    }
}
