package io.polisflow.crm.report;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.report.DealSlice.Basis;
import io.polisflow.crm.report.DealSlice.Key;
import io.polisflow.crm.report.ReportSql.Line;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Sheet.Cells;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** Why deals are lost: to whom, on what product and at which stage. */
@Component
class LossReport implements Report {

    static final List<Breakdown> BREAKDOWNS = List.of(
            Breakdown.REASON,
            Breakdown.COMPETITOR,
            Breakdown.PRODUCT,
            Breakdown.STAGE,
            Breakdown.MANAGER,
            Breakdown.SOURCE,
            Breakdown.MONTH);

    private final LossFigures figures;
    private final ReportSql sql;
    private final ReportNames names;

    LossReport(LossFigures figures, ReportSql sql, ReportNames names) {
        this.figures = figures;
        this.sql = sql;
        this.names = names;
    }

    @Override
    public String code() {
        return "losses";
    }

    @Override
    public String title() {
        return "Причины проигрыша";
    }

    @Override
    public String explanation() {
        return "Сделки, проигранные в выбранный период. Этап — последний перед проигрышем; премия — по последнему"
                + " рассчитанному КП.";
    }

    @Override
    public List<Breakdown> breakdowns() {
        return BREAKDOWNS;
    }

    @Override
    public ReportTable read(ReportFilter filter, Breakdown by) {
        String lost = figures.in(filter, by);
        List<Line> lines =
                sql.read("select k, c, sum(deals) as deals, sum(premium) as premium" + lost + "group by k, c", filter);
        Line all = Sheet.sum(lines);
        Sheet sheet = new Sheet()
                .column("deals", "Сделок", Unit.COUNT)
                .column("share", "Доля", Unit.PERCENT)
                .column("premium", "Упущенная премия", Unit.RUBLES);
        Map<String, BigDecimal> reasons = by == Breakdown.REASON ? Map.of() : reasons(lines);
        var labels = names.of(Breakdown.REASON);
        reasons.forEach((reason, deals) -> sheet.column(column(reason), labels.apply(reason), Unit.COUNT));
        Map<String, List<Line>> rows = new TreeMap<>();
        lines.forEach(line -> rows.computeIfAbsent(line.key(), row -> new java.util.ArrayList<>())
                .add(line));
        DealSlice slice = DealSlice.of(filter, Basis.CLOSED, sql.zone()).with(Key.STAGE, Stage.LOST.code());
        rows.forEach((row, of) -> fill(sheet.row(row), of, all, reasons, slice.of(by, row, filter)));
        sheet.sort(by, "deals");
        Cells total = new Cells(ReportSql.ALL);
        fill(total, lines, all, reasons, slice);
        return sheet.chart(
                        reasons.isEmpty()
                                ? new String[] {"deals"}
                                : reasons.keySet().stream()
                                        .map(LossReport::column)
                                        .toArray(String[]::new))
                .table(by == Breakdown.COMPETITOR ? competitors(filter, lost) : names.of(by), total);
    }

    /** One row for all ways of writing a name, under the first of them. */
    private UnaryOperator<String> competitors(ReportFilter filter, String lost) {
        Map<String, String> written =
                sql.labels("select k, min(written) as label" + lost + "where written is not null group by k", filter);
        UnaryOperator<String> unknown = names.of(Breakdown.COMPETITOR);
        return key -> written.containsKey(key) ? written.get(key) : unknown.apply(key);
    }

    private static String column(String reason) {
        return "reason-" + reason;
    }

    /** @return those that occur, the most frequent first */
    private static Map<String, BigDecimal> reasons(List<Line> lines) {
        Map<String, BigDecimal> counts = new TreeMap<>();
        lines.forEach(line -> counts.merge(line.column(), line.number("deals"), BigDecimal::add));
        Map<String, BigDecimal> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static void fill(Cells row, List<Line> lines, Line all, Map<String, BigDecimal> reasons, DealSlice slice) {
        Line sum = Sheet.sum(lines);
        row.count("deals", sum.number("deals"), slice)
                .share("share", sum.number("deals"), all.number("deals"))
                .rubles("premium", sum.number("premium"));
        reasons.keySet()
                .forEach(reason -> row.count(
                        column(reason),
                        lines.stream()
                                .filter(line -> line.column().equals(reason))
                                .map(line -> line.number("deals"))
                                .reduce(BigDecimal.ZERO, BigDecimal::add),
                        slice.with(Key.REASON, reason)));
    }
}
