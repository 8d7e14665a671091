package io.polisflow.crm.personal;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds the rows of a place that hold a person, and writes them back without; the same for every table, on both databases. */
@Component
class PlaceRows {

    private static final Pattern SET = Pattern.compile(":(contacts|clients|dealIds|deals|requests|subjects|files)\\b");

    /** The columns by which concurrent work notices that a row is not what it read. */
    private static final List<String> VERSIONS = List.of("lock_version", "rev_");

    private static final int FETCHED = 200;

    private final NamedParameterJdbcTemplate jdbc;
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

    PlaceRows(DataSource database) {
        // Whole tables of bytes are read: a few rows at a time.
        JdbcTemplate few = new JdbcTemplate(database);
        few.setFetchSize(FETCHED);
        this.jdbc = new NamedParameterJdbcTemplate(few);
    }

    /** @param sizes column in lower case → how many characters it holds */
    private record Shape(List<String> key, Map<String, Integer> sizes, String version) {}

    /**
     * A row that holds the person.
     *
     * @param own whether it is about the person as a whole
     * @param inScope whether it belongs to the person's companies
     */
    record Row(
            Map<String, Object> key,
            Map<String, String> words,
            Map<String, byte[]> content,
            boolean own,
            boolean inScope) {}

    /** Hands over every row of the place that names the person or is about them. */
    void each(Place place, Person person, Tokens tokens, Consumer<Row> taker) {
        if (!place.mayHoldPeople()) {
            return;
        }
        Shape shape = shape(place.table());
        Map<String, Object> parameters = new HashMap<>();
        String scope = condition(place.scope(), person, parameters);
        String own = condition(place.own(), person, parameters);
        List<String> where = new ArrayList<>(List.of("(" + scope + ")", "(" + own + ")"));
        if (!place.content().isEmpty() && (place.scope() == null || place.elsewhere() != null)) {
            // The databases do not look into bytes alike: they are read.
            where.add(place.elsewhere() == null ? "1 = 1" : place.elsewhere());
        }
        List<String> likes = tokens.likes();
        for (int i = 0; i < likes.size(); i++) {
            parameters.put("like" + i, likes.get(i));
            for (String column : place.words()) {
                where.add("lower(" + column + ") like :like" + i);
            }
        }
        List<String> columns = Stream.of(shape.key(), place.words(), place.content())
                .flatMap(List::stream)
                .distinct()
                .toList();
        String sql = "select " + String.join(", ", columns) + ", case when " + scope + " then 1 else 0 end as in_scope_"
                + ", case when " + own + " then 1 else 0 end as own_ from " + place.table() + " where "
                + String.join(" or ", where);
        List<Row> found = new ArrayList<>();
        jdbc.query(sql, parameters, (ResultSet row) -> {
            Row read = read(place, shape, row);
            if (read.own() || names(read, tokens)) {
                found.add(read);
            }
        });
        found.forEach(taker);
    }

    private static boolean names(Row row, Tokens tokens) {
        return row.words().values().stream().anyMatch(text -> tokens.in(text, row.inScope()))
                || row.content().values().stream().anyMatch(bytes -> tokens.without(bytes, row.inScope()) != bytes);
    }

    private static Row read(Place place, Shape shape, ResultSet row) throws SQLException {
        Map<String, Object> key = new LinkedHashMap<>();
        for (String column : shape.key()) {
            key.put(column, row.getObject(column));
        }
        Map<String, String> words = new LinkedHashMap<>();
        for (String column : place.words()) {
            words.put(column, row.getString(column));
        }
        Map<String, byte[]> content = new LinkedHashMap<>();
        for (String column : place.content()) {
            byte[] bytes = row.getBytes(column);
            if (bytes != null) {
                content.put(column, bytes);
            }
        }
        return new Row(key, words, content, row.getInt("own_") == 1, row.getInt("in_scope_") == 1);
    }

    /** @return the whole row as text, bytes as the words in them */
    Map<String, String> whole(Place place, Row row) {
        Map<String, Object> parameters = new HashMap<>();
        String where = row.key().keySet().stream()
                .map(column -> column + " = :key_" + column)
                .collect(Collectors.joining(" and "));
        row.key().forEach((column, value) -> parameters.put("key_" + column, value));
        Map<String, String> whole = new LinkedHashMap<>();
        jdbc.queryForMap("select * from " + place.table() + " where " + where, parameters)
                .forEach((column, value) -> {
                    if (value != null && !(value instanceof byte[]) && !(value instanceof java.sql.Blob)) {
                        whole.put(column.toLowerCase(Locale.ROOT), value.toString());
                    }
                });
        row.words().forEach((column, text) -> {
            if (text != null) {
                whole.put(column.toLowerCase(Locale.ROOT), text);
            }
        });
        row.content()
                .forEach((column, bytes) -> whole.put(
                        column.toLowerCase(Locale.ROOT), new String(bytes, java.nio.charset.StandardCharsets.UTF_8)));
        return whole;
    }

    /** @return how many values of the row were changed */
    int forget(Place place, Row row, Tokens tokens) {
        Shape shape = shape(place.table());
        Map<String, Object> changed = new LinkedHashMap<>();
        row.words().forEach((column, text) -> {
            if (text != null) {
                String rest =
                        cut(tokens.without(text, row.inScope()), shape.sizes().get(column.toLowerCase(Locale.ROOT)));
                if (!rest.equals(text)) {
                    changed.put(column, rest);
                }
            }
        });
        row.content().forEach((column, bytes) -> {
            byte[] rest = tokens.without(bytes, row.inScope());
            if (rest != bytes) {
                changed.put(column, rest);
            }
        });
        if (!changed.isEmpty()) {
            write(place.table(), row.key(), changed);
        }
        return changed.size();
    }

    /** @param values column → new value */
    void write(String table, Map<String, Object> key, Map<String, Object> values) {
        Shape shape = shape(table);
        Map<String, Object> parameters = new HashMap<>();
        String set = values.keySet().stream()
                .map(column -> column + " = :new_" + column)
                .collect(Collectors.joining(", "));
        values.forEach((column, value) -> parameters.put("new_" + column, value));
        String where = key.keySet().stream()
                .map(column -> column + " = :key_" + column)
                .collect(Collectors.joining(" and "));
        key.forEach((column, value) -> parameters.put("key_" + column, value));
        String version = shape.version() == null ? "" : ", " + shape.version() + " = " + shape.version() + " + 1";
        jdbc.update("update " + table + " set " + set + version + " where " + where, parameters);
    }

    private static String cut(String text, Integer size) {
        return size == null || text.length() <= size ? text : text.substring(0, size);
    }

    /** A set that is empty holds nobody: SQL knows no empty list. */
    private static String condition(String condition, Person person, Map<String, Object> parameters) {
        if (condition == null) {
            return "1 = 0";
        }
        Matcher sets = SET.matcher(condition);
        StringBuilder known = new StringBuilder();
        while (sets.find()) {
            String name = sets.group(1);
            List<?> members = person.sets().get(name);
            parameters.put(name, members);
            sets.appendReplacement(known, members.isEmpty() ? "null" : ":" + name);
            if (members.isEmpty()) {
                parameters.remove(name);
            }
        }
        return sets.appendTail(known).toString();
    }

    private Shape shape(String table) {
        return shapes.computeIfAbsent(
                table.toLowerCase(Locale.ROOT), name -> jdbc.getJdbcOperations().execute((ConnectionCallback<Shape>)
                        connection -> shape(connection.getMetaData(), connection.getSchema(), name)));
    }

    private static Shape shape(DatabaseMetaData data, String schema, String table) throws SQLException {
        String stored = data.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
        List<String> key = new ArrayList<>();
        try (ResultSet keys = data.getPrimaryKeys(null, schema, stored)) {
            while (keys.next()) {
                key.add(keys.getString("COLUMN_NAME"));
            }
        }
        Map<String, Integer> sizes = new HashMap<>();
        try (ResultSet columns = data.getColumns(null, schema, stored, null)) {
            while (columns.next()) {
                sizes.put(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT), columns.getInt("COLUMN_SIZE"));
            }
        }
        String version =
                VERSIONS.stream().filter(sizes::containsKey).findFirst().orElse(null);
        if (key.isEmpty()) {
            throw new IllegalStateException("no primary key in " + table);
        }
        return new Shape(List.copyOf(key), sizes, version);
    }
}
