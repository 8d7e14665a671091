package io.polisflow.crm.report;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Sheet.Cells;
import io.polisflow.crm.worklog.WorkFigure;
import io.polisflow.crm.worklog.WorkFigures;
import io.polisflow.crm.worklog.WorkFigures.Line;
import java.util.List;
import org.springframework.stereotype.Component;

/** How long tasks wait for somebody and how long somebody works on them. */
@Component
class WorkTimeReport extends WorkReport {

    WorkTimeReport(WorkFigures figures, ReportNames names, ReportSql sql, DealSight sight) {
        super(figures, names, sql, sight);
    }

    @Override
    public String code() {
        return "work-time";
    }

    @Override
    public String title() {
        return "Время: ожидание и работа";
    }

    @Override
    public List<Breakdown> breakdowns() {
        return List.of(Breakdown.STEP, Breakdown.PROCESS, Breakdown.GROUP, Breakdown.PERSON);
    }

    @Override
    String subject() {
        return "Задачи, выполненные за период; время — в рабочих часах, последние два столбца — по часам на стене.";
    }

    @Override
    List<WorkFigure> defined() {
        return List.of(
                WorkFigure.COMPLETED,
                WorkFigure.WAITING,
                WorkFigure.WORKING,
                WorkFigure.TOTAL,
                WorkFigure.MEDIAN,
                WorkFigure.P90,
                WorkFigure.OFFICE);
    }

    @Override
    void columns(Sheet sheet) {
        sheet.column("completed", WorkFigure.COMPLETED.label(), Unit.COUNT);
        spread(sheet, "waiting", WorkFigure.WAITING);
        spread(sheet, "working", WorkFigure.WORKING);
        sheet.column("wall-median", "Всего по часам, медиана", Unit.HOURS)
                .column("wall-most", "Всего по часам, 90 % задач", Unit.HOURS)
                .chart("waiting-median", "working-median");
    }

    @Override
    void fill(Cells row, Line line) {
        row.count("completed", number(line.counts().completed()));
        if (line.office() != null) {
            fill(row, "waiting", line.office().waiting());
            fill(row, "working", line.office().working());
            fill(row, "wall", line.wall().total());
        }
    }

    @Override
    String ordered() {
        return "waiting-median";
    }

    @Override
    boolean concerns(Line line) {
        return line.counts().completed() > 0;
    }
}
