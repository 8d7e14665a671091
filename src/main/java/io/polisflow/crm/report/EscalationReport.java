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

/** Where work is escalated, put off, given back and handed on. */
@Component
class EscalationReport extends WorkReport {

    EscalationReport(WorkFigures figures, ReportNames names, ReportSql sql, DealSight sight) {
        super(figures, names, sql, sight);
    }

    @Override
    public String code() {
        return "escalations";
    }

    @Override
    public String title() {
        return "Эскалации и возвраты";
    }

    @Override
    String subject() {
        return "Что за период случилось с задачами, когда бы они ни появились.";
    }

    @Override
    List<WorkFigure> defined() {
        return List.of(
                WorkFigure.CREATED,
                WorkFigure.TAKEN,
                WorkFigure.RETURNED,
                WorkFigure.REASSIGNED,
                WorkFigure.ESCALATED,
                WorkFigure.EXTENDED,
                WorkFigure.CANCELLED);
    }

    @Override
    void columns(Sheet sheet) {
        for (WorkFigure figure : defined()) {
            sheet.column(id(figure), figure.label(), Unit.COUNT);
        }
        sheet.chart(id(WorkFigure.ESCALATED), id(WorkFigure.RETURNED));
    }

    private static String id(WorkFigure figure) {
        return figure.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    void fill(Cells row, Line line) {
        for (WorkFigure figure : defined()) {
            row.count(id(figure), number(count(line.counts(), figure)));
        }
    }

    private static long count(Counts counts, WorkFigure figure) {
        return switch (figure) {
            case CREATED -> counts.created();
            case TAKEN -> counts.taken();
            case RETURNED -> counts.returned();
            case REASSIGNED -> counts.reassigned();
            case ESCALATED -> counts.escalated();
            case EXTENDED -> counts.extended();
            case CANCELLED -> counts.cancelled();
            default -> throw new IllegalArgumentException("no count of this report: " + figure);
        };
    }

    @Override
    String ordered() {
        return id(WorkFigure.ESCALATED);
    }

    @Override
    boolean concerns(Line line) {
        return defined().stream().anyMatch(figure -> count(line.counts(), figure) > 0);
    }
}
