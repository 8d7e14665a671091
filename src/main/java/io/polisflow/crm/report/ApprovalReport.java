package io.polisflow.crm.report;

import static io.polisflow.crm.report.ReportSql.count;

import io.polisflow.crm.report.DealSlice.Basis;
import io.polisflow.crm.report.DealSlice.Key;
import io.polisflow.crm.report.ReportSql.Line;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Sheet.Cells;
import java.util.List;
import org.springframework.stereotype.Component;

/** How long each approver takes and how often they send a proposal back. */
@Component
class ApprovalReport implements Report {

    private static final String TAKEN = "extract(epoch from (s.decided_at - s.opened_at))";

    /** What was carried over from an earlier version was decided by nobody this time. */
    private static final String STEPS = " from approval_step s join proposal p on p.id = s.proposal_id"
            + " join deal d on d.id = p.deal_id join deal_figures f on f.deal_id = d.id"
            + " where s.opened_at is not null and s.state in ('APPROVED', 'RETURNED', 'REJECTED') and "
            + ReportSql.within("s.decided_at");

    private final ReportSql sql;
    private final ReportNames names;

    ApprovalReport(ReportSql sql, ReportNames names) {
        this.sql = sql;
        this.names = names;
    }

    @Override
    public String code() {
        return "approvals";
    }

    @Override
    public String title() {
        return "Согласования";
    }

    @Override
    public String explanation() {
        return "Решения согласующих, принятые в выбранный период. Время — календарное, от появления задачи до решения;"
                + " срок считается по рабочему календарю.";
    }

    @Override
    public List<Breakdown> breakdowns() {
        return List.of(Breakdown.APPROVER, Breakdown.ROLE, Breakdown.MANAGER, Breakdown.PRODUCT, Breakdown.MONTH);
    }

    @Override
    public ReportTable read(ReportFilter filter, Breakdown by) {
        String key =
                switch (by) {
                    case APPROVER -> ReportSql.orNone("s.approver");
                    case ROLE -> "s.role";
                    default -> sql.key(by, "s.decided_at");
                };
        Sheet sheet = new Sheet()
                .column("decisions", "Решений", Unit.COUNT)
                .column("approved", "Согласовано", Unit.COUNT)
                .column("returned", "Возвращено", Unit.COUNT)
                .column("rejected", "Отклонено", Unit.COUNT)
                .column("returnRate", "Доля возвратов", Unit.PERCENT)
                .column("median", "Медиана времени", Unit.HOURS)
                .column("slow", "90 % быстрее", Unit.HOURS)
                .column("onTime", "В срок", Unit.PERCENT)
                .column("deals", "Сделок", Unit.COUNT)
                .column("returnedDeals", "Сделок с возвратом", Unit.COUNT)
                .chart("approved", "returned", "rejected");
        for (Line line : sql.read(steps(key, filter) + " group by " + key, filter)) {
            fill(sheet.row(line.key()), line, filter, by);
        }
        sheet.sort(by, "decisions");
        Cells total = new Cells(ReportSql.ALL);
        fill(total, sql.read(steps(ReportSql.all(), filter), filter).get(0), filter, by);
        return sheet.table(names.of(by), total);
    }

    private String steps(String key, ReportFilter filter) {
        return "select " + key + " as k, count(*) as decisions, " + count("s.state = 'APPROVED'") + " as approved, "
                + count("s.state = 'RETURNED'") + " as returned, " + count("s.state = 'REJECTED'") + " as rejected, "
                + "percentile_cont(0.5) within group (order by " + TAKEN + ") as median, "
                + "percentile_cont(0.9) within group (order by " + TAKEN + ") as slow, "
                + "count(s.due_at) as due, " + count("s.decided_at <= s.due_at") + " as on_time, "
                + "count(distinct d.id) as deals, "
                + "count(distinct case when s.state = 'RETURNED' then d.id end) as returned_deals"
                + STEPS + sql.narrowed(filter);
    }

    private void fill(Cells row, Line line, ReportFilter filter, Breakdown by) {
        DealSlice slice = DealSlice.of(filter, Basis.DECIDED, sql.zone()).of(by, line.key(), filter);
        row.count("decisions", line.number("decisions"))
                .count("approved", line.number("approved"))
                .count("returned", line.number("returned"))
                .count("rejected", line.number("rejected"))
                .share("returnRate", line.number("returned"), line.number("decisions"))
                .hours("median", line.numbers().get("median"))
                .hours("slow", line.numbers().get("slow"))
                .share("onTime", line.number("on_time"), line.number("due"))
                .count("deals", line.number("deals"), slice)
                .count("returnedDeals", line.number("returned_deals"), slice.with(Key.STATE, "RETURNED"));
    }
}
