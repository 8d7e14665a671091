package io.polisflow.crm.report;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.deal.Stage;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks the database for counts and sums, in SQL that both supported databases understand. */
@Component
@Transactional(readOnly = true)
class ReportSql {

    /** The stages that a deal passes on its way to the policy; a stage's position is its ordinal. */
    static final List<Stage> FUNNEL = Stream.of(Stage.values())
            .filter(stage -> stage.ordinal() <= Stage.WON.ordinal())
            .toList();

    /** The key of the one row that holds everything. */
    static final String ALL = "all";

    private final NamedParameterJdbcTemplate jdbc;
    private final DealSight sight;
    private final Clock clock;

    ReportSql(NamedParameterJdbcTemplate jdbc, DealSight sight, Clock clock) {
        this.sight = sight;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    ZoneId zone() {
        return clock.getZone();
    }

    /** @return the month of a moment, in the insurer's zone, as a number like 202611 */
    String month(String column) {
        return monthOfDay(inZone(column));
    }

    /** The same of a plain date. */
    static String monthOfDay(String column) {
        return "cast(cast(extract(year from %1$s) * 100 + extract(month from %1$s) as integer) as varchar(6))"
                .formatted(column);
    }

    /** @return a moment as the insurer's clocks show it; what they show as a moment */
    String inZone(String column) {
        return column + " at time zone '" + zone().getId() + "'";
    }

    /**
     * @param moment the column whose month counts
     * @return the row's key of a deal {@code d} with its figures {@code f}
     * @throws IllegalArgumentException when a deal cannot be told apart so
     */
    String key(Breakdown by, String moment) {
        return switch (by) {
            case SOURCE -> orNone("f.source");
            case MANAGER -> orNone("d.owner");
            case PRODUCT -> orNone("f.product_code");
            case MONTH -> month(moment);
            default -> throw new IllegalArgumentException("Такого разреза у отчёта нет");
        };
    }

    static String orNone(String column) {
        return "coalesce(" + column + ", '" + DealSlice.NONE + "')";
    }

    static String all() {
        return "'" + ALL + "'";
    }

    static String count(String condition) {
        return "sum(case when " + condition + " then 1 else 0 end)";
    }

    static String within(String column) {
        return column + " >= :from and " + column + " < :to";
    }

    /** The filter on the figures {@code f} of a deal. @param manager the column that names them */
    static String chosen(ReportFilter filter, String manager) {
        return (filter.manager() == null ? "" : " and " + manager + " = :manager")
                + (filter.source() == null ? "" : " and f.source = :source")
                + (filter.product() == null ? "" : " and f.product_code = :product");
    }

    /** The same on a deal {@code d} that the reader sees. */
    String narrowed(ReportFilter filter, String manager) {
        return chosen(filter, manager) + seen("d");
    }

    String narrowed(ReportFilter filter) {
        return narrowed(filter, "d.owner");
    }

    /** @return what keeps the deals out that the reader does not see; empty for whoever sees all: a join may then be spared */
    String seen(String deal) {
        return sight.hidesNothing() ? "" : sight.dealsInSql(deal).and();
    }

    /** The same of what people do on a deal or on none, which is their own. @param deal alias of an outer join */
    String seenWork(String deal, String person) {
        return sight.hidesNothing()
                ? ""
                : " and (" + deal + ".id is not null and "
                        + sight.dealsInSql(deal).text() + " or " + deal + ".id is null and "
                        + sight.ownInSql(person).text() + ")";
    }

    /** @param key of the row; {@code column} is null unless the query names one */
    record Line(String key, String column, Map<String, BigDecimal> numbers) {

        /** @return 0 for what the database has no sum of */
        BigDecimal number(String name) {
            BigDecimal number = numbers.get(name);
            return number == null ? BigDecimal.ZERO : number;
        }
    }

    /**
     * @param sql begins with the row's key as {@code k}, then perhaps a column's name as {@code c}, then numbers; grouped by
     *     what is not a number
     */
    List<Line> read(String sql, ReportFilter filter) {
        List<Line> lines = new ArrayList<>();
        jdbc.query(sql, values(filter), row -> {
            lines.add(line(row));
        });
        return lines;
    }

    /** @param sql a key and its label in each row */
    Map<String, String> labels(String sql, ReportFilter filter) {
        Map<String, String> labels = new LinkedHashMap<>();
        jdbc.query(sql, values(filter), row -> {
            labels.put(row.getString(1), row.getString(2));
        });
        return labels;
    }

    private MapSqlParameterSource values(ReportFilter filter) {
        return new MapSqlParameterSource(sight.dealsInSql("d").parameters())
                .addValues(sight.ownInSql("d.owner").parameters())
                .addValue("from", start(filter.from()))
                .addValue("to", start(filter.to().plusDays(1)))
                .addValue("firstDay", filter.from())
                .addValue("lastDay", filter.to())
                .addValue("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .addValue("manager", filter.manager())
                .addValue("source", filter.source())
                .addValue("product", filter.product());
    }

    private static Line line(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        String column = null;
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        for (int i = 2; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
            if (name.equals("c")) {
                column = row.getString(i);
                continue;
            }
            BigDecimal number = row.getBigDecimal(i);
            if (number != null) {
                numbers.put(name, number);
            }
        }
        return new Line(row.getString(1), column, numbers);
    }

    private OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay(zone()).toOffsetDateTime();
    }
}
