package io.polisflow.crm.report;

import static io.polisflow.crm.report.ReportSql.orNone;

import io.polisflow.crm.InsertOnce;
import org.springframework.stereotype.Component;

/**
 * Where the report of losses finds its figures: in the sums of {@link LossMonths} for whole months that are summed up, deal by deal
 * for the rest of the period, and for whoever sees or asks for some deals only. One statement reads both, so they tell of one moment.
 */
@Component
class LossFigures {

    private static final String REASON = orNone("f.loss_reason");

    /** The months of the period, of which the first and the last one may be parts. */
    private static final String PARTS =
            """
            select p.begins, p.ends, m.begins is not null as summed
            from (
                select greatest(cast(:from as timestamp with time zone), %2$s) as begins,
                    least(cast(:to as timestamp with time zone), %3$s) as ends
                from generate_series(date_trunc('month', %1$s), %4$s, interval '1 month') as s(month_)) p
            left join loss_month m on m.begins = p.begins and m.ends = p.ends
            where p.begins < p.ends""";

    private final ReportSql sql;
    private final boolean summed;

    LossFigures(ReportSql sql, InsertOnce database) {
        this.sql = sql;
        this.summed = database.isPostgres();
    }

    /** @return whether months are summed up: on PostgreSQL, for H2 never has so many deals that it would be worth it */
    boolean areSummed() {
        return summed;
    }

    /**
     * @return what to select from, called {@code lost}: key {@code k}, reason {@code c}, {@code deals}, {@code premium} and, by
     *     competitors, the first way in which one is {@code written}; the same key and reason may come more than once
     */
    String in(ReportFilter filter, Breakdown by) {
        // The figures alone and not the deals, whose table is many times wider, unless the reader sees only some of
        // them.
        String seen = sql.seen("d");
        String some = ReportSql.chosen(filter, "f.owner") + seen;
        if (summed && some.isEmpty()) {
            return " from (with part as (" + parts()
                    + ") select s.key_ as k, s.reason as c, s.deals, s.premium, s.written"
                    + " from part join loss_sum s on s.begins = part.begins where part.summed and s.breakdown = '"
                    + by.code() + "' union all select r.* from part cross join lateral ("
                    + sums(by, "", "f.closed_at >= part.begins and f.closed_at < part.ends")
                    + ") r where not part.summed) lost ";
        }
        return " from ("
                + sums(
                        by,
                        seen.isEmpty() ? "" : " join deal d on d.id = f.deal_id",
                        ReportSql.within("f.closed_at") + some)
                + ") lost ";
    }

    private String parts() {
        return PARTS.formatted(
                sql.inZone("cast(:from as timestamp with time zone)"),
                sql.inZone("s.month_"),
                sql.inZone("(s.month_ + interval '1 month')"),
                sql.inZone("cast(:to as timestamp with time zone)"));
    }

    /** @return a query of sums of the lost deals with figures {@code f} that the condition chooses */
    String sums(Breakdown by, String join, String condition) {
        String key = key(by);
        String written = by == Breakdown.COMPETITOR ? "min(trim(f.loss_competitor))" : "cast(null as varchar(300))";
        return "select " + key + " as k, " + REASON + " as c, count(*) as deals, sum(f.premium) as premium, " + written
                + " as written from deal_figures f" + join + " where f.lost and " + condition + " group by " + key
                + ", "
                + REASON;
    }

    private String key(Breakdown by) {
        return switch (by) {
            case REASON -> REASON;
            // Competitors are typed by hand: one row for all ways of writing a name.
            case COMPETITOR -> orNone("lower(trim(f.loss_competitor))");
            case STAGE -> orNone("f.lost_at");
            case MANAGER -> orNone("f.owner");
            default -> sql.key(by, "f.closed_at");
        };
    }
}
