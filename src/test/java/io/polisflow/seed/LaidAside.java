package io.polisflow.seed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Indexes and foreign keys that are away while millions of rows come, and made again at once: many times faster than row by row. */
public final class LaidAside {

    private final Statement statement;
    private final List<String> definitions;

    private LaidAside(Statement statement, List<String> definitions) {
        this.statement = statement;
        this.definitions = definitions;
    }

    /** Primary keys and unique constraints stay, so that nothing comes twice. */
    public static LaidAside of(Statement statement, List<String> tables) throws SQLException {
        String these =
                tables.stream().map(table -> "'" + table + "'::regclass").collect(Collectors.joining(", ", "(", ")"));
        List<String> drops = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        try (ResultSet indexes = statement.executeQuery(
                "select indexrelid::regclass, pg_get_indexdef(indexrelid) from pg_index i where indrelid in " + these
                        + " and not indisunique and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)"
                        + " order by 1")) {
            while (indexes.next()) {
                drops.add("drop index " + indexes.getString(1));
                definitions.add(indexes.getString(2));
            }
        }
        try (ResultSet keys = statement.executeQuery(
                "select conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid) from pg_constraint"
                        + " where contype = 'f' and conrelid in " + these + " order by 1, 2")) {
            while (keys.next()) {
                String table = "alter table " + keys.getString(1);
                drops.add(table + " drop constraint " + keys.getString(2));
                definitions.add(table + " add constraint " + keys.getString(2) + " " + keys.getString(3));
            }
        }
        for (String drop : drops) {
            statement.execute(drop);
        }
        return new LaidAside(statement, definitions);
    }

    /** Foreign keys are checked as they come back. */
    public void putBack(Consumer<String> progress) throws SQLException {
        int made = 0;
        for (String definition : definitions) {
            statement.execute(definition);
            progress.accept("indexes and keys: %d of %d".formatted(++made, definitions.size()));
        }
    }
}
