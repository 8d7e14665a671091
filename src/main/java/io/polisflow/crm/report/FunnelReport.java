package io.polisflow.crm.report;

import static io.polisflow.crm.report.ReportSql.count;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.report.DealSlice.Basis;
import io.polisflow.crm.report.DealSlice.Key;
import io.polisflow.crm.report.ReportSql.Line;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Sheet.Cells;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.stereotype.Component;

/** How far the deals opened in a period came. */
@Component
class FunnelReport implements Report {

    private static final String DEALS =
            " from deal d join deal_figures f on f.deal_id = d.id where " + ReportSql.within("d.opened_at");

    private final ReportSql sql;
    private final ReportNames names;

    FunnelReport(ReportSql sql, ReportNames names) {
        this.sql = sql;
        this.names = names;
    }

    @Override
    public String code() {
        return "funnel";
    }

    @Override
    public String title() {
        return "Конверсия воронки";
    }

    @Override
    public String explanation() {
        return "Сделки, открытые в выбранный период. «Дошли» — сделка была на этом этапе или на одном из следующих;"
                + " премия — по последнему рассчитанному КП.";
    }

    @Override
    public List<Breakdown> breakdowns() {
        return List.of(Breakdown.STAGE, Breakdown.SOURCE, Breakdown.MANAGER, Breakdown.PRODUCT, Breakdown.MONTH);
    }

    @Override
    public ReportTable read(ReportFilter filter, Breakdown by) {
        return by == Breakdown.STAGE ? byStage(filter) : byDimension(filter, by);
    }

    private ReportTable byStage(ReportFilter filter) {
        StringBuilder counts = new StringBuilder("select 'all' as k, count(*) as opened");
        for (Stage stage : ReportSql.FUNNEL) {
            String reached = "f.reached >= " + stage.ordinal();
            counts.append(", ").append(count(reached)).append(" as reached").append(stage.ordinal());
            counts.append(", sum(case when ").append(reached).append(" then f.premium end) as premium");
            counts.append(stage.ordinal());
            counts.append(", ")
                    .append(count("d.stage = '" + stage.name() + "'"))
                    .append(" as now");
            counts.append(stage.ordinal());
            counts.append(", ")
                    .append(count("f.lost_at = '" + stage.name() + "'"))
                    .append(" as lost");
            counts.append(stage.ordinal());
        }
        Line all = sql.read(counts + DEALS + sql.narrowed(filter), filter).get(0);
        Sheet sheet = new Sheet()
                .column("reached", "Дошли", Unit.COUNT)
                .column("share", "От всех", Unit.PERCENT)
                .column("step", "С прошлого этапа", Unit.PERCENT)
                .column("now", "Сейчас здесь", Unit.COUNT)
                .column("lost", "Проиграны здесь", Unit.COUNT)
                .column("premium", "Премия дошедших", Unit.RUBLES)
                .chart("reached");
        DealSlice opened = DealSlice.of(filter, Basis.OPENED, sql.zone());
        BigDecimal before = all.number("opened");
        for (Stage stage : ReportSql.FUNNEL) {
            int position = stage.ordinal();
            BigDecimal reached = all.number("reached" + position);
            Cells row = sheet.row(stage.name())
                    .count("reached", reached, opened.with(Key.REACHED, stage.code()))
                    .share("share", reached, all.number("opened"))
                    .count("now", all.number("now" + position), opened.with(Key.STAGE, stage.code()))
                    .rubles("premium", all.number("premium" + position));
            if (position > 0) {
                row.share("step", reached, before);
            }
            if (stage.isOpen()) {
                row.count("lost", all.number("lost" + position), opened.with(Key.LOST_AT, stage.code()));
            }
            before = reached;
        }
        return sheet.table(names.of(Breakdown.STAGE), null);
    }

    private ReportTable byDimension(ReportFilter filter, Breakdown by) {
        Sheet sheet = new Sheet()
                .column("opened", "Открыто", Unit.COUNT)
                .column("sent", "Дошли до КП", Unit.COUNT)
                .column("won", "Выиграно", Unit.COUNT)
                .column("lost", "Проиграно", Unit.COUNT)
                .column("open", "В работе", Unit.COUNT)
                .column("conversion", "Выиграно от открытых", Unit.PERCENT)
                .column("winRate", "Выиграно от закрытых", Unit.PERCENT)
                .column("premium", "Премия выигранных", Unit.RUBLES)
                .chart("opened", "won");
        List<Line> lines = sql.read(
                "select " + sql.key(by, "d.opened_at") + " as k, count(*) as opened, "
                        + count("f.reached >= " + Stage.PROPOSAL_SENT.ordinal()) + " as sent, "
                        + count("d.stage = 'WON'") + " as won, " + count("d.stage = 'LOST'") + " as lost, "
                        + count("d.stage not in ('WON', 'LOST')") + " as still_open, "
                        + "sum(case when d.stage = 'WON' then f.premium end) as premium"
                        + DEALS + sql.narrowed(filter) + " group by " + sql.key(by, "d.opened_at"),
                filter);
        lines.forEach(line -> fill(sheet.row(line.key()), line, filter, by));
        sheet.sort(by, "opened");
        Cells total = new Cells(ReportSql.ALL);
        fill(total, Sheet.sum(lines), filter, by);
        return sheet.table(names.of(by), total);
    }

    private void fill(Cells row, Line line, ReportFilter filter, Breakdown by) {
        DealSlice slice = DealSlice.of(filter, Basis.OPENED, sql.zone()).of(by, line.key(), filter);
        BigDecimal won = line.number("won");
        BigDecimal lost = line.number("lost");
        row.count("opened", line.number("opened"), slice)
                .count("sent", line.number("sent"), slice.with(Key.REACHED, Stage.PROPOSAL_SENT.code()))
                .count("won", won, slice.with(Key.STAGE, Stage.WON.code()))
                .count("lost", lost, slice.with(Key.STAGE, Stage.LOST.code()))
                .count("open", line.number("still_open"), slice.with(Key.OPEN, "1"))
                .share("conversion", won, line.number("opened"))
                .share("winRate", won, won.add(lost))
                .rubles("premium", line.number("premium"));
    }
}
