package io.polisflow.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How PostgreSQL did a statement: the steps, and the pages of its cache that these read, which no noise disturbs.
 *
 * @param millis as the server counts them
 */
record Plan(String text, long buffers, double millis) {

    /** The topmost step's counts hold those of all below. */
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    private static final Pattern TIME = Pattern.compile("Execution Time: ([\\d.]+) ms");

    /** Does it once. */
    static Plan of(JdbcTemplate jdbc, String sql, Object... arguments) {
        String text = String.join(
                "\n", jdbc.queryForList("explain (analyze, buffers, timing off) " + sql, String.class, arguments));
        Matcher pages = BUFFERS.matcher(text);
        long buffers = pages.find() ? count(pages.group(1)) + count(pages.group(2)) : 0;
        Matcher time = TIME.matcher(text);
        return new Plan(text, buffers, time.find() ? Double.parseDouble(time.group(1)) : Double.NaN);
    }

    private static long count(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
