package io.polisflow.crm.report;

import static io.polisflow.crm.report.ReportSql.count;

import io.polisflow.crm.policy.Renewal;
import io.polisflow.crm.report.DealSlice.Basis;
import io.polisflow.crm.report.DealSlice.Key;
import io.polisflow.crm.report.ReportSql.Line;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Sheet.Cells;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Component;

/** What became of the policies that end in a period, and what their clients bought beside them. */
@Component
class RenewalReport implements Report {

    private static final String NEW_POLICIES = "(select sum(n.premium) from policy n where n.deal_id = r.deal_id"
            + " and n.product_code %s p.product_code)";

    private static final String SOLD = "r.state = 'SOLD'";
    private static final String GONE = "r.state in ('COMPETITOR', 'LOST')";

    private final ReportSql sql;
    private final ReportNames names;

    RenewalReport(ReportSql sql, ReportNames names) {
        this.sql = sql;
        this.names = names;
    }

    @Override
    public String code() {
        return "renewals";
    }

    @Override
    public String title() {
        return "Продления и допродажи";
    }

    @Override
    public String explanation() {
        return "Полисы, которые заканчиваются в выбранный период; расторгнутые до срока не входят. Удержание — доля"
                + " продлённых среди тех, по кому клиент уже решил. Сохранённая и потерянная премия — по"
                + " заканчивающимся полисам; допродажи — новые полисы сделки продления по другим продуктам.";
    }

    @Override
    public List<Breakdown> breakdowns() {
        return List.of(Breakdown.MONTH, Breakdown.MANAGER, Breakdown.PRODUCT);
    }

    @Override
    public boolean narrowedBySource() {
        return false;
    }

    @Override
    public ReportTable read(ReportFilter filter, Breakdown by) {
        String key =
                switch (by) {
                    case MONTH -> ReportSql.monthOfDay("p.ends_on");
                    case MANAGER -> ReportSql.orNone("coalesce(d.owner, o.owner)");
                    case PRODUCT -> "p.product_code";
                    default -> throw new IllegalArgumentException("Такого разреза у отчёта нет");
                };
        List<Line> lines = sql.read(
                "select k, count(*) as due, " + count("state = 'SOLD'") + " as sold, " + count("state = 'COMPETITOR'")
                        + " as competitor, " + count("state = 'LOST'") + " as lost, " + count("state = 'PAUSED'")
                        + " as paused, " + count("state in ('WAITING', 'DUE', 'IN_WORK')") + " as still_open,"
                        + " sum(premium) as premium, sum(kept) as kept, sum(gone) as gone, sum(renewed) as renewed, "
                        + count("upsell > 0") + " as upsold, sum(upsell) as upsell from (select " + key
                        + " as k, r.state as state, p.premium as premium, case when " + SOLD
                        + " then p.premium end as kept, case when " + GONE + " then p.premium end as gone, case when "
                        + SOLD + " then " + NEW_POLICIES.formatted("=") + " end as renewed, case when " + SOLD
                        + " then " + NEW_POLICIES.formatted("<>") + " end as upsell"
                        + " from renewal r join policy p on p.id = r.policy_id join deal o on o.id = p.deal_id"
                        + " left join deal d on d.id = r.deal_id where r.state <> 'CANCELLED'"
                        + " and p.ends_on >= :firstDay and p.ends_on <= :lastDay"
                        + (filter.manager() == null ? "" : " and coalesce(d.owner, o.owner) = :manager")
                        + (filter.product() == null ? "" : " and p.product_code = :product")
                        + (sql.seen("d").isEmpty()
                                ? ""
                                : " and (d.id is not null" + sql.seen("d") + " or d.id is null" + sql.seen("o") + ")")
                        + ") x group by k",
                filter);
        Sheet sheet = new Sheet()
                .column("due", "Заканчивается", Unit.COUNT)
                .column("sold", "Продлены", Unit.COUNT)
                .column("competitor", "Ушли к конкуренту", Unit.COUNT)
                .column("lost", "Не продлены", Unit.COUNT)
                .column("paused", "На паузе", Unit.COUNT)
                .column("open", "В работе", Unit.COUNT)
                .column("retention", "Удержание", Unit.PERCENT)
                .column("premium", "Премия", Unit.RUBLES)
                .column("kept", "Сохранена", Unit.RUBLES)
                .column("gone", "Потеряна", Unit.RUBLES)
                .column("premiumRetention", "Удержание премии", Unit.PERCENT)
                .column("renewed", "Премия после продления", Unit.RUBLES)
                .column("upsold", "С допродажей", Unit.COUNT)
                .column("upsell", "Премия допродаж", Unit.RUBLES)
                .chart("kept", "gone", "upsell");
        lines.forEach(line -> fill(sheet.row(line.key()), line, filter, by));
        sheet.sort(by, "due");
        Cells total = new Cells(ReportSql.ALL);
        fill(total, Sheet.sum(lines), filter, by);
        return sheet.table(names.of(by), total);
    }

    private void fill(Cells row, Line line, ReportFilter filter, Breakdown by) {
        DealSlice slice = DealSlice.of(filter, Basis.RENEWED, sql.zone()).of(by, line.key(), filter);
        BigDecimal sold = line.number("sold");
        BigDecimal kept = line.number("kept");
        row.count("due", line.number("due"))
                .count("sold", sold, slice.with(Key.STATE, Renewal.State.SOLD.name()))
                .count("competitor", line.number("competitor"), slice.with(Key.STATE, Renewal.State.COMPETITOR.name()))
                .count("lost", line.number("lost"), slice.with(Key.STATE, Renewal.State.LOST.name()))
                .count("paused", line.number("paused"))
                .count("open", line.number("still_open"))
                .share("retention", sold, sold.add(line.number("competitor")).add(line.number("lost")))
                .rubles("premium", line.number("premium"))
                .rubles("kept", kept)
                .rubles("gone", line.number("gone"))
                .share("premiumRetention", kept, kept.add(line.number("gone")))
                .rubles("renewed", line.number("renewed"))
                .count("upsold", line.number("upsold"))
                .rubles("upsell", line.number("upsell"));
    }
}
