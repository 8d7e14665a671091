package io.polisflow.crm.report;

import static io.polisflow.crm.report.ReportSql.count;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.report.DealSlice.Basis;
import io.polisflow.crm.report.DealSlice.Key;
import io.polisflow.crm.report.ReportSql.Line;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Sheet.Cells;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What each manager did, and what came of their deals. */
@Component
class ManagerReport implements Report {

    private static final String OF_DEALS = " from deal d join deal_figures f on f.deal_id = d.id where ";

    private final ReportSql sql;
    private final ReportNames names;

    ManagerReport(ReportSql sql, ReportNames names) {
        this.sql = sql;
        this.names = names;
    }

    @Override
    public String code() {
        return "managers";
    }

    @Override
    public String title() {
        return "Активность менеджеров";
    }

    @Override
    public String explanation() {
        return "Касания и разговоры считаются по тому, кто их провёл; сделки — по их нынешнему менеджеру. Премия — по"
                + " сделкам, выигранным в выбранный период.";
    }

    @Override
    public List<Breakdown> breakdowns() {
        return List.of(Breakdown.MANAGER, Breakdown.MONTH);
    }

    @Override
    public ReportTable read(ReportFilter filter, Breakdown by) {
        if (!breakdowns().contains(by)) {
            throw new IllegalArgumentException("Такого разреза у отчёта нет");
        }
        Sheet sheet = new Sheet()
                .column("calls", "Звонки", Unit.COUNT)
                .column("letters", "Письма", Unit.COUNT)
                .column("meetings", "Встречи", Unit.COUNT)
                .column("talk", "Время разговоров", Unit.HOURS)
                .column("touched", "Сделок с касаниями", Unit.COUNT)
                .column("opened", "Открыто сделок", Unit.COUNT)
                .column("sent", "Отправлено КП", Unit.COUNT)
                .column("won", "Выиграно", Unit.COUNT)
                .column("lost", "Проиграно", Unit.COUNT)
                .column("premium", "Премия выигранных", Unit.RUBLES)
                .chart("calls", "letters", "meetings");
        Map<String, Map<String, BigDecimal>> numbers = numbers(filter, by, false);
        numbers.forEach((key, row) -> fill(sheet.row(key), key, row, filter, by));
        sheet.sort(by, "touched");
        Cells total = new Cells(ReportSql.ALL);
        Map<String, BigDecimal> all = numbers(filter, by, true).getOrDefault(ReportSql.ALL, Map.of());
        fill(total, ReportSql.ALL, all, filter, by);
        return sheet.table(names.of(by), total);
    }

    /** @param whole whether everything is one row */
    private Map<String, Map<String, BigDecimal>> numbers(ReportFilter filter, Breakdown by, boolean whole) {
        Map<String, Map<String, BigDecimal>> rows = new TreeMap<>();
        String heldBy = key(by, whole, "a.held_by", "a.held_at");
        add(
                rows,
                filter,
                heldBy,
                count("a.kind = 'CALL'") + " as calls, " + count("a.kind = 'EMAIL'") + " as letters, "
                        + count("a.kind = 'MEETING'") + " as meetings, count(distinct a.deal_id) as touched",
                " from activity a join deal d on d.id = a.deal_id join deal_figures f on f.deal_id = d.id"
                        + " where a.state = 'HELD' and " + ReportSql.within("a.held_at")
                        + sql.narrowed(filter, "a.held_by"));
        add(
                rows,
                filter,
                key(by, whole, "c.employee", "c.started_at"),
                "sum(c.talk_seconds) as talk",
                // A call that belongs to no deal was still held.
                " from call_record c left join deal_figures f on f.deal_id = c.deal_id left join deal d on d.id = c.deal_id"
                        + " where c.employee is not null and " + ReportSql.within("c.started_at")
                        + ReportSql.chosen(filter, "c.employee") + sql.seenWork("d", "c.employee"));
        add(
                rows,
                filter,
                key(by, whole, "d.owner", "d.opened_at"),
                "count(*) as opened",
                OF_DEALS + ReportSql.within("d.opened_at") + sql.narrowed(filter));
        add(
                rows,
                filter,
                key(by, whole, "d.owner", "p.sent_at"),
                "count(distinct d.id) as sent",
                " from proposal p join deal d on d.id = p.deal_id join deal_figures f on f.deal_id = d.id where "
                        + ReportSql.within("p.sent_at") + sql.narrowed(filter));
        add(
                rows,
                filter,
                key(by, whole, "d.owner", "d.closed_at"),
                count("d.stage = 'WON'") + " as won, " + count("d.stage = 'LOST'") + " as lost,"
                        + " sum(case when d.stage = 'WON' then f.premium end) as premium",
                OF_DEALS + ReportSql.within("d.closed_at") + sql.narrowed(filter));
        return rows;
    }

    private String key(Breakdown by, boolean whole, String person, String moment) {
        return whole ? ReportSql.all() : by == Breakdown.MONTH ? sql.month(moment) : ReportSql.orNone(person);
    }

    private void add(
            Map<String, Map<String, BigDecimal>> rows,
            ReportFilter filter,
            String key,
            String measures,
            String fromWhere) {
        String grouped = key.equals(ReportSql.all()) ? "" : " group by " + key;
        for (Line line : sql.read("select " + key + " as k, " + measures + fromWhere + grouped, filter)) {
            rows.computeIfAbsent(line.key(), row -> new HashMap<>()).putAll(line.numbers());
        }
    }

    private void fill(Cells row, String key, Map<String, BigDecimal> numbers, ReportFilter filter, Breakdown by) {
        Line line = new Line(key, null, numbers);
        DealSlice opened = DealSlice.of(filter, Basis.OPENED, sql.zone()).of(by, key, filter);
        DealSlice sent = DealSlice.of(filter, Basis.SENT, sql.zone()).of(by, key, filter);
        DealSlice closed = DealSlice.of(filter, Basis.CLOSED, sql.zone()).of(by, key, filter);
        // Whoever held the touch need not be the deal's manager.
        ReportFilter anybodys = new ReportFilter(filter.from(), filter.to(), null, filter.source(), filter.product());
        DealSlice touched = DealSlice.of(anybodys, Basis.TOUCHED, sql.zone())
                .with(Key.PERSON, filter.manager())
                .of(by == Breakdown.MANAGER ? Breakdown.APPROVER : by, key, filter);
        row.count("calls", line.number("calls"))
                .count("letters", line.number("letters"))
                .count("meetings", line.number("meetings"))
                .hours("talk", line.number("talk"))
                .count("touched", line.number("touched"), touched)
                .count("opened", line.number("opened"), opened)
                .count("sent", line.number("sent"), sent)
                .count("won", line.number("won"), closed.with(Key.STAGE, Stage.WON.code()))
                .count("lost", line.number("lost"), closed.with(Key.STAGE, Stage.LOST.code()))
                .rubles("premium", line.number("premium"));
    }
}
