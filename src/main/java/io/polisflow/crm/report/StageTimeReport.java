package io.polisflow.crm.report;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.report.DealSlice.Basis;
import io.polisflow.crm.report.DealSlice.Key;
import io.polisflow.crm.report.ReportSql.Line;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Sheet.Cells;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** How long deals stay at each stage, by the clock on the wall. */
@Component
class StageTimeReport implements Report {

    private static final List<Stage> STAGES =
            Stream.of(Stage.values()).filter(Stage::isOpen).toList();

    private static final String OF_DEALS = " join deal d on d.id = v.deal_id join deal_figures f on f.deal_id = d.id";

    private final ReportSql sql;
    private final ReportNames names;

    StageTimeReport(ReportSql sql, ReportNames names) {
        this.sql = sql;
        this.names = names;
    }

    @Override
    public String code() {
        return "stage-time";
    }

    @Override
    public String title() {
        return "Время на этапах";
    }

    @Override
    public String explanation() {
        return "Пребывания на этапе, которые закончились в выбранный период, по календарному времени. Медиана: половина"
                + " пребываний короче. «Сейчас на этапе» от периода не зависит.";
    }

    @Override
    public List<Breakdown> breakdowns() {
        return List.of(Breakdown.STAGE, Breakdown.MANAGER, Breakdown.PRODUCT, Breakdown.SOURCE, Breakdown.MONTH);
    }

    @Override
    public ReportTable read(ReportFilter filter, Breakdown by) {
        return by == Breakdown.STAGE ? byStage(filter) : byDimension(filter, by);
    }

    /** @param ofDeals whether anything is asked of the deals: over a year of a large insurer the two joins are dear */
    private static String visits(boolean ofDeals) {
        return " from deal_stage_visit v" + (ofDeals ? OF_DEALS : "") + " where v.stage not in ('WON', 'LOST')";
    }

    private static String median(String number) {
        return "percentile_cont(0.5) within group (order by " + number + ")";
    }

    private ReportTable byStage(ReportFilter filter) {
        String visits = visits(!sql.narrowed(filter).isEmpty());
        Map<String, Line> left = byKey(sql.read(
                "select v.stage as k, count(*) as visits, count(distinct v.deal_id) as deals, " + median("v.seconds")
                        + " as median, avg(v.seconds) as mean,"
                        + " percentile_cont(0.9) within group (order by v.seconds) as slow" + visits
                        + " and " + ReportSql.within("v.left_at") + sql.narrowed(filter) + " group by v.stage",
                filter));
        String age = "extract(epoch from (cast(:now as timestamp with time zone) - v.entered_at))";
        Map<String, Line> present = byKey(sql.read(
                "select v.stage as k, count(*) as deals, " + median(age) + " as median" + visits
                        + " and v.left_at is null" + sql.narrowed(filter) + " group by v.stage",
                filter));
        Sheet sheet = new Sheet()
                .column("visits", "Пребываний", Unit.COUNT)
                .column("deals", "Сделок", Unit.COUNT)
                .column("median", "Медиана", Unit.HOURS)
                .column("mean", "Среднее", Unit.HOURS)
                .column("slow", "90 % быстрее", Unit.HOURS)
                .column("now", "Сейчас на этапе", Unit.COUNT)
                .column("waiting", "Ждут (медиана)", Unit.HOURS)
                .chart("median", "slow");
        DealSlice now = DealSlice.of(filter, sql.zone());
        DealSlice leaving = DealSlice.of(filter, Basis.LEFT_STAGE, sql.zone());
        for (Stage stage : STAGES) {
            Line gone = left.getOrDefault(stage.name(), nothing(stage));
            Line here = present.getOrDefault(stage.name(), nothing(stage));
            sheet.row(stage.name())
                    .count("visits", gone.number("visits"))
                    .count("deals", gone.number("deals"), leaving.with(Key.LEFT, stage.code()))
                    .hours("median", gone.numbers().get("median"))
                    .hours("mean", gone.numbers().get("mean"))
                    .hours("slow", gone.numbers().get("slow"))
                    .count("now", here.number("deals"), now.with(Key.STAGE, stage.code()))
                    .hours("waiting", here.numbers().get("median"));
        }
        return sheet.table(names.of(Breakdown.STAGE), null);
    }

    private static Map<String, Line> byKey(List<Line> lines) {
        return lines.stream().collect(Collectors.toMap(Line::key, Function.identity()));
    }

    private static Line nothing(Stage stage) {
        return new Line(stage.name(), null, Map.<String, BigDecimal>of());
    }

    private ReportTable byDimension(ReportFilter filter, Breakdown by) {
        Sheet sheet = new Sheet();
        STAGES.forEach(stage -> sheet.column(stage.code(), stage.label(), Unit.HOURS));
        String key = sql.key(by, "v.left_at");
        DealSlice leaving = DealSlice.of(filter, Basis.LEFT_STAGE, sql.zone());
        Map<String, Cells> rows = new java.util.TreeMap<>();
        sql.read(
                        "select " + key + " as k, v.stage as c, " + median("v.seconds") + " as median" + visits(true)
                                + " and " + ReportSql.within("v.left_at") + sql.narrowed(filter) + " group by "
                                + key + ", v.stage",
                        filter)
                .forEach(line -> {
                    Stage stage = Stage.valueOf(line.column());
                    rows.computeIfAbsent(line.key(), sheet::row)
                            .hours(
                                    stage.code(),
                                    line.numbers().get("median"),
                                    leaving.of(by, line.key(), filter).with(Key.LEFT, stage.code()));
                });
        sheet.sort(by, Stage.NEEDS_ANALYSIS.code());
        return sheet.chart(Stage.PROPOSAL_PREPARATION.code(), Stage.PROPOSAL_APPROVAL.code(), Stage.CONTRACT.code())
                .table(names.of(by), null);
    }
}
