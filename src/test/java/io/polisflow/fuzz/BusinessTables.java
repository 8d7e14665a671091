package io.polisflow.fuzz;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Watches all tables of an H2 database for rows that came, went or changed, and can lead it back to how it was. */
public class BusinessTables {

    private static final String BEFORE = "before_fuzz";

    private final JdbcTemplate jdbc;
    private final Map<String, Long> stamps = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();

    public BusinessTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        changed();
    }

    /** @return tables whose content is another than when last asked, with their counts of rows before and after */
    public Map<String, String> changed() {
        Map<String, String> changed = new TreeMap<>();
        // A stamp moves also with what is rolled back, so that only an equal one proves anything.
        Map<String, Long> now = new HashMap<>();
        jdbc.query(
                "select table_name, last_modification from information_schema.tables where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'",
                (RowCallbackHandler) row -> now.put(row.getString(1), row.getLong(2)));
        now.forEach((table, stamp) -> {
            if (!stamp.equals(stamps.put(table, stamp))) {
                String digest = digest(table);
                String before = digests.put(table, digest);
                if (!digest.equals(before)) {
                    changed.put(table, before + " -> " + digest);
                }
            }
        });
        return changed;
    }

    private String digest(String table) {
        long[] sum = {0, 0};
        jdbc.query("select * from \"" + table + "\"", (RowCallbackHandler) row -> {
            sum[0]++;
            sum[1] += hash(row);
        });
        return sum[0] + " rows, " + Long.toHexString(sum[1]);
    }

    private static long hash(ResultSet row) throws java.sql.SQLException {
        long hash = 1;
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            if (value instanceof java.sql.Blob || value instanceof byte[]) {
                value = Arrays.hashCode(row.getBytes(i));
            } else if (value instanceof java.sql.Clob) {
                value = row.getString(i);
            }
            hash = hash * 1_000_003 + (value == null ? 0 : value.hashCode());
        }
        return hash;
    }

    /** Keeps a copy of every row, so that other tests find what they expect. */
    public void remember() {
        jdbc.execute("drop schema if exists " + BEFORE + " cascade");
        jdbc.execute("create schema " + BEFORE);
        for (String table : stamps.keySet()) {
            jdbc.execute("create table " + BEFORE + ".\"" + table + "\" as select * from public.\"" + table + "\"");
        }
        changed();
        digests.keySet().forEach(table -> remembered.put(table, digests.get(table)));
    }

    private final Map<String, String> remembered = new HashMap<>();

    /** Sequences stay where they are: what has taken a number from one may hand it out later. */
    public void restore() {
        changed();
        List<String> stay = new ArrayList<>();
        jdbc.execute("set referential_integrity false");
        remembered.forEach((table, digest) -> {
            if (!digest.equals(digests.get(table))) {
                try {
                    jdbc.execute("delete from public.\"" + table + "\"");
                    String columns = columns(table);
                    jdbc.execute("insert into public.\"" + table + "\" (" + columns + ") select " + columns + " from "
                            + BEFORE + ".\"" + table + "\"");
                } catch (DataAccessException appendOnly) {
                    stay.add(table);
                }
            }
        });
        jdbc.execute("set referential_integrity true");
        jdbc.execute("drop schema " + BEFORE + " cascade");
    }

    private String columns(String table) {
        return String.join(
                ", ",
                jdbc.queryForList(
                        "select '\"' || column_name || '\"' from information_schema.columns where table_schema = 'PUBLIC'"
                                + " and table_name = ? and is_generated = 'NEVER' order by ordinal_position",
                        String.class,
                        table));
    }
}
