package io.polisflow.fuzz;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Watches all tables of an H2 database for rows that came, went or changed, and can lead it back to how it was.
 *
 * <p>Every table keeps account of its own changes ({@link RowChange}): looking at a hundred tables after each of many thousand requests
 * would cost more than the requests.
 */
public class BusinessTables {

    private static final String BEFORE = "before_fuzz";

    /** Where the account is kept: what is rolled back is gone from it, too. */
    static final String CHANGES = "public.fuzz_change";

    private final JdbcTemplate jdbc;
    private final List<String> tables;
    private long seen;

    /** Keeps a copy of every row, so that other tests find what they expect, and begins to watch. */
    public BusinessTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.tables = jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'",
                String.class);
        jdbc.execute(
                "create table " + CHANGES
                        + " (id bigint generated always as identity primary key, name varchar(100) not null, difference bigint not null)");
        jdbc.execute("create schema " + BEFORE);
        for (String table : tables) {
            jdbc.execute("create table " + BEFORE + ".\"" + table + "\" as select * from public.\"" + table + "\"");
            jdbc.execute("create trigger public.\"" + watcher(table) + "\" after insert, update, delete on public.\""
                    + table + "\" for each row call \"" + RowChange.class.getName() + "\"");
        }
    }

    private static String watcher(String table) {
        return "FUZZ_" + table;
    }

    /** @return tables whose content is another than when last asked, with the number of rows written */
    public Map<String, String> changed() {
        long before = seen;
        Long last = jdbc.queryForObject("select max(id) from " + CHANGES, Long.class);
        seen = last == null ? before : last;
        return seen == before ? Map.of() : changedBetween(before, seen);
    }

    private Map<String, String> changedBetween(long after, long until) {
        Map<String, String> changed = new TreeMap<>();
        jdbc.query(
                "select name, count(*), sum(difference) from " + CHANGES + " where id > ? and id <= ? group by name",
                (RowCallbackHandler) row -> {
                    // What was written and written back is as it was.
                    if (row.getBigDecimal(3).longValue() != 0) {
                        changed.put(row.getString(1), row.getInt(2) + " rows");
                    }
                },
                after,
                until);
        return changed;
    }

    /** Stops watching and leads back; sequences stay where they are: what has taken a number from one may hand it out later. */
    public void restore() {
        Map<String, String> changed = changedBetween(0, Long.MAX_VALUE);
        tables.forEach(table -> jdbc.execute("drop trigger public.\"" + watcher(table) + "\""));
        jdbc.execute("drop table " + CHANGES);
        jdbc.execute("set referential_integrity false");
        for (String table : changed.keySet()) {
            try {
                jdbc.execute("delete from public.\"" + table + "\"");
                String columns = columns(table);
                jdbc.execute("insert into public.\"" + table + "\" (" + columns + ") select " + columns + " from "
                        + BEFORE + ".\"" + table + "\"");
            } catch (DataAccessException appendOnly) {
                // Such a table refuses to be led back; nobody counts on what is not in it.
            }
        }
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
