package io.polisflow.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;

/**
 * Fills the CRM's tables of a PostgreSQL database with made-up clients, people and six years of deals, in one transaction: what
 * fails leaves nothing behind. The same numbers make the same data.
 *
 * <p>The open deals have no process behind them, the files no content.
 */
public final class CrmSeed {

    /** So many open deals has each manager when there is enough for one. */
    public static final int OPEN_DEALS = 500;

    private static final double OPEN_SHARE = 0.025;
    private static final long PART = 100_000;
    /** A deal's visits of stages take that many ids. */
    private static final int IDS_OF_A_DEAL = 10;
    /** Ids are drawn from the sequence in steps of that many. */
    private static final int ID_STEP = 50;

    private static final Pattern STATEMENT = Pattern.compile("(?m)^-- (?<what>[a-z ]+) over (?<count>\\w+)$");
    private static final Pattern TABLE = Pattern.compile("insert into (\\w+)");
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z]+)\\b");

    private final DataSource database;
    private final Instant now;
    private final Consumer<String> progress;

    /** @param now when the newest of it has just happened; {@code progress} takes a line now and then */
    public CrmSeed(DataSource database, Instant now, Consumer<String> progress) {
        this.database = database;
        this.now = now;
        this.progress = progress;
    }

    /** How much is made. */
    public record Size(long clients, long contacts, long deals) {

        public Size {
            if (clients < 1 || contacts < 0 || deals < 0) {
                throw new IllegalArgumentException("at least one client, and nothing less than none");
            }
        }

        /** @return how many managers share the deals */
        public long managers() {
            return Math.max(1, Math.round(deals * OPEN_SHARE / OPEN_DEALS));
        }
    }

    /** @return the user id of a manager, from 0; the first is a demo user */
    public static String manager(long index) {
        return "manager" + (index == 0 ? "" : index + 1);
    }

    /**
     * @param beside whether to add to the clients that are there already
     * @throws IllegalStateException when clients are there and nothing may be added to them
     */
    public void fill(Size size, boolean beside) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (!beside && number(statement, "select count(*) from (select 1 from client limit 1) any_client") > 0) {
                throw new IllegalStateException("this database has clients already");
            }
            List<String> filled;
            try {
                filled = fill(statement, size);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
            // Reads of an index alone need to know which pages everybody may see.
            connection.setAutoCommit(true);
            for (String table : filled) {
                statement.execute("vacuum analyze " + table);
            }
        }
    }

    private List<String> fill(Statement statement, Size size) throws SQLException {
        statement.execute("set local work_mem = '256MB'");
        statement.execute("set local maintenance_work_mem = '512MB'");
        statement.execute(text("seed/words.sql"));
        String script = text("seed/crm.sql");
        List<String> tables = tables(script);
        Map<String, Object> values = values(statement, size);
        LaidAside aside = LaidAside.of(statement, tables);
        Matcher heading = STATEMENT.matcher(script);
        boolean more = heading.find();
        while (more) {
            String what = heading.group("what");
            long count = (long) Objects.requireNonNull(values.get(heading.group("count")), heading.group("count"));
            int begin = heading.end();
            more = heading.find();
            String sql = script.substring(begin, more ? heading.start() : script.length());
            run(statement, what, sql, count, values);
        }
        aside.putBack(progress);
        moveSequences(statement, size, values);
        return tables;
    }

    private static List<String> tables(String script) {
        return TABLE.matcher(script)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
    }

    private Map<String, Object> values(Statement statement, Size size) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        values.put("clients", size.clients());
        values.put("contacts", size.contacts());
        values.put("deals", size.deals());
        values.put("managers", size.managers());
        values.put("now", "timestamptz '" + now + "'");
        values.put(
                "stages",
                "'{FIRST_CONTACT,NEEDS_ANALYSIS,PROPOSAL_PREPARATION,PROPOSAL_APPROVAL,PROPOSAL_SENT,OBJECTIONS,CONTRACT,WON}'::text[]");
        for (String sequence : List.of("id", "deal", "request", "lead", "proposal", "contract")) {
            values.put(sequence, number(statement, "select nextval('" + sequence + "_seq')"));
        }
        return values;
    }

    private void run(Statement statement, String what, String sql, long count, Map<String, Object> values)
            throws SQLException {
        for (long first = 1; first <= count; first += PART) {
            long last = Math.min(count, first + PART - 1);
            Map<String, Object> all = new HashMap<>(values);
            all.put("first", first);
            all.put("last", last);
            statement.executeUpdate(PARAMETER
                    .matcher(sql)
                    .replaceAll(name ->
                            Matcher.quoteReplacement(Objects.requireNonNull(all.get(name.group(1)), name.group(1))
                                    .toString())));
            progress.accept("%s: %,d of %,d".formatted(what, last, count));
        }
    }

    private static void moveSequences(Statement statement, Size size, Map<String, Object> values) throws SQLException {
        long ids = Stream.of(size.clients(), size.contacts(), size.deals() * IDS_OF_A_DEAL)
                .max(Long::compare)
                .orElseThrow();
        move(statement, "id", (long) values.get("id") + (ids / ID_STEP + 2) * ID_STEP);
        for (String sequence : List.of("deal", "request", "lead", "proposal", "contract")) {
            move(statement, sequence, (long) values.get(sequence) + size.deals());
        }
    }

    private static void move(Statement statement, String sequence, long to) throws SQLException {
        number(statement, "select setval('" + sequence + "_seq', " + to + ")");
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String text(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
