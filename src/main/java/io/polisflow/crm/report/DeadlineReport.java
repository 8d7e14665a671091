package io.polisflow.crm.report;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Sheet.Cells;
import io.polisflow.crm.worklog.WorkFigure;
import io.polisflow.crm.worklog.WorkFigures;
import io.polisflow.crm.worklog.WorkFigures.Counts;
import io.polisflow.crm.worklog.WorkFigures.Line;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which tasks were done in time. */
@Component
class DeadlineReport extends WorkReport {

    DeadlineReport(WorkFigures figures, ReportNames names, ReportSql sql, DealSight sight) {
        super(figures, names, sql, sight);
    }

    @Override
    public String code() {
        return "deadlines";
    }

    @Override
    public String title() {
        return "Соблюдение сроков";
    }

    @Override
    String subject() {
        return "Задачи, выполненные за период. Время «Всего» — в рабочих часах.";
    }

    @Override
    List<WorkFigure> defined() {
        return List.of(
                WorkFigure.COMPLETED,
                WorkFigure.IN_TIME,
                WorkFigure.LATE,
                WorkFigure.LATE_SHARE,
                WorkFigure.TOTAL,
                WorkFigure.MEDIAN,
                WorkFigure.P90,
                WorkFigure.OFFICE);
    }

    @Override
    void columns(Sheet sheet) {
        sheet.column("completed", WorkFigure.COMPLETED.label(), Unit.COUNT)
                .column("in-time", WorkFigure.IN_TIME.label(), Unit.COUNT)
                .column("late", WorkFigure.LATE.label(), Unit.COUNT)
                .column("late-share", WorkFigure.LATE_SHARE.label(), Unit.PERCENT);
        spread(sheet, "total", WorkFigure.TOTAL);
        sheet.chart("in-time", "late");
    }

    @Override
    void fill(Cells row, Line line) {
        Counts counts = line.counts();
        row.count("completed", number(counts.completed()))
                .count("in-time", number(counts.inTime()))
                .count("late", number(counts.late()))
                .share("late-share", number(counts.late()), number(counts.inTime() + counts.late()));
        if (line.office() != null) {
            fill(row, "total", line.office().total());
        }
    }

    @Override
    String ordered() {
        return "late";
    }

    @Override
    boolean concerns(Line line) {
        return line.counts().completed() > 0;
    }
}
