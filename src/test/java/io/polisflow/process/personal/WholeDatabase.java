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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /**
     * Reads every table once: a question per column and word would be asked ten thousand times.
     *
     * @return each column that holds one of the words, whatever their case
     */
    List<String> columnsWith(List<String> words) {
        List<String> sought =
                words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        Set<String> found = new TreeSet<>();
        columns().stream()
                .collect(Collectors.groupingBy(Column::from))
                .forEach((from, columns) -> found.addAll(columnsWith(sought, from, columns)));
        return List.copyOf(found);
    }

    private Set<String> columnsWith(List<String> words, String from, List<Column> columns) {
        Set<String> found = new TreeSet<>();
        String select = columns.stream().map(Column::select).collect(Collectors.joining(", "));
        jdbc.query("select " + select + " from " + from, (ResultSet row) -> {
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                if (!found.contains(column.toString()) && holds(row, i + 1, column, words)) {
                    found.add(column.toString());
                }
            }
        });
        return found;
    }

    private static boolean holds(ResultSet row, int index, Column column, List<String> words) throws SQLException {
        if (!column.bytes()) {
            return holds(row.getString(index), words);
        }
        byte[] content = row.getBytes(index);
        return content != null
                && Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                        .anyMatch(charset -> holds(new String(content, charset), words));
    }

    private static boolean holds(String text, List<String> words) {
        if (text == null) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::contains);
    }
}
