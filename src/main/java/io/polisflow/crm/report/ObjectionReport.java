package io.polisflow.crm.report;

import static io.polisflow.crm.report.ReportSql.count;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.report.DealSlice.Basis;
import io.polisflow.crm.report.DealSlice.Key;
import io.polisflow.crm.report.ReportSql.Line;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Sheet.Cells;
import java.util.List;
import org.springframework.stereotype.Component;

/** What clients object, and how well it is answered. */
@Component
class ObjectionReport implements Report {

    private static final String OBJECTIONS = " from objection o join deal d on d.id = o.deal_id"
            + " join deal_figures f on f.deal_id = d.id where " + ReportSql.within("o.recorded_at");

    private final ReportSql sql;
    private final ReportNames names;

    ObjectionReport(ReportSql sql, ReportNames names) {
        this.sql = sql;
        this.names = names;
    }

    @Override
    public String code() {
        return "objections";
    }

    @Override
    public String title() {
        return "Возражения";
    }

    @Override
    public String explanation() {
        return "Возражения, записанные в выбранный период. «Снято» — клиент согласился с ответом; разрез по менеджерам —"
                + " по тому, кто записал возражение.";
    }

    @Override
    public List<Breakdown> breakdowns() {
        return List.of(Breakdown.CATEGORY, Breakdown.MANAGER, Breakdown.PRODUCT, Breakdown.MONTH);
    }

    @Override
    public ReportTable read(ReportFilter filter, Breakdown by) {
        String key =
                switch (by) {
                    case CATEGORY -> "o.category";
                    case MANAGER -> "o.recorded_by";
                    default -> sql.key(by, "o.recorded_at");
                };
        Sheet sheet = new Sheet()
                .column("heard", "Возражений", Unit.COUNT)
                .column("answered", "С ответом", Unit.COUNT)
                .column("wonOver", "Снято", Unit.COUNT)
                .column("rate", "Доля снятых", Unit.PERCENT)
                .column("fromBase", "Ответ из базы знаний", Unit.COUNT)
                .column("deals", "Сделок", Unit.COUNT)
                .column("wonDeals", "Из них выиграно", Unit.COUNT)
                .chart("heard", "wonOver");
        for (Line line : sql.read(objections(key, filter) + " group by " + key, filter)) {
            fill(sheet.row(line.key()), line, filter, by);
        }
        sheet.sort(by, "heard");
        Cells total = new Cells(ReportSql.ALL);
        fill(total, sql.read(objections(ReportSql.all(), filter), filter).get(0), filter, by);
        return sheet.table(names.of(by), total);
    }

    private String objections(String key, ReportFilter filter) {
        return "select " + key + " as k, count(*) as heard, count(o.reply) as answered, " + count("o.won_over")
                + " as won_over, count(o.article_id) as from_base, count(distinct d.id) as deals,"
                + " count(distinct case when d.stage = 'WON' then d.id end) as won_deals" + OBJECTIONS
                + sql.narrowed(filter, "o.recorded_by");
    }

    private void fill(Cells row, Line line, ReportFilter filter, Breakdown by) {
        // Whoever heard it need not be the deal's manager.
        ReportFilter anybodys = new ReportFilter(filter.from(), filter.to(), null, filter.source(), filter.product());
        DealSlice slice = DealSlice.of(anybodys, Basis.OBJECTED, sql.zone())
                .with(Key.PERSON, filter.manager())
                .of(by == Breakdown.MANAGER ? Breakdown.APPROVER : by, line.key(), filter);
        row.count("heard", line.number("heard"))
                .count("answered", line.number("answered"))
                .count("wonOver", line.number("won_over"))
                .share("rate", line.number("won_over"), line.number("heard"))
                .count("fromBase", line.number("from_base"))
                .count("deals", line.number("deals"), slice)
                .count("wonDeals", line.number("won_deals"), slice.with(Key.STAGE, Stage.WON.code()));
    }
}
