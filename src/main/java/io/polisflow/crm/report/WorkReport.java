package io.polisflow.crm.report;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Sheet.Cells;
import io.polisflow.crm.worklog.WorkFigure;
import io.polisflow.crm.worklog.WorkFigures;
import io.polisflow.crm.worklog.WorkFigures.By;
import io.polisflow.crm.worklog.WorkFigures.Key;
import io.polisflow.crm.worklog.WorkFigures.Line;
import io.polisflow.crm.worklog.WorkFigures.Spread;
import io.polisflow.crm.worklog.WorkPeriod;
import io.polisflow.crm.worklog.WorkSelection;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the reports on tasks have in common: the events they count from, their rows, and that each names its figures' definitions. */
abstract class WorkReport implements Report {

    private static final String PARTED = "/";

    private final WorkFigures figures;
    private final ReportNames names;
    private final ReportSql sql;
    private final DealSight sight;

    WorkReport(WorkFigures figures, ReportNames names, ReportSql sql, DealSight sight) {
        this.sight = sight;
        this.figures = figures;
        this.names = names;
        this.sql = sql;
    }

    /** @return what it is about, in a sentence */
    abstract String subject();

    /** @return the figures that it shows, in the order of their columns */
    abstract List<WorkFigure> defined();

    abstract void columns(Sheet sheet);

    abstract void fill(Cells row, Line line);

    /** @return the column by which the rows are ordered */
    abstract String ordered();

    /** Whether the line has anything to show in it. */
    abstract boolean concerns(Line line);

    @Override
    public String explanation() {
        return subject() + " "
                + defined().stream()
                        .map(figure -> "«" + figure.label() + "» — " + figure.definition())
                        .collect(Collectors.joining(" "));
    }

    @Override
    public boolean narrowedBySource() {
        return false;
    }

    @Override
    public boolean narrowedByProduct() {
        return false;
    }

    @Override
    public List<Breakdown> breakdowns() {
        return List.of(Breakdown.PROCESS, Breakdown.STEP, Breakdown.GROUP, Breakdown.PERSON);
    }

    @Override
    public ReportTable read(ReportFilter filter, Breakdown by) {
        WorkPeriod period = WorkPeriod.ofDays(filter.from(), filter.to(), sql.zone());
        WorkSelection selection = new WorkSelection(
                null, null, null, filter.manager() == null ? null : List.of(filter.manager()), WorkFigures.seen(sight));
        Sheet sheet = new Sheet();
        columns(sheet);
        Map<String, String> steps = new HashMap<>();
        for (Line line : concerning(period, selection, by(by))) {
            String key = key(line.key());
            steps.put(key, line.name());
            fill(sheet.row(key), line);
        }
        sheet.sort(by, ordered());
        Cells total = new Cells(ReportSql.ALL);
        concerning(period, selection, By.ALL).forEach(line -> fill(total, line));
        UnaryOperator<String> named = names.of(by == Breakdown.STEP ? Breakdown.PROCESS : by);
        return sheet.table(by == Breakdown.STEP ? key -> step(key, steps.get(key), named) : named, total);
    }

    private List<Line> concerning(WorkPeriod period, WorkSelection selection, By by) {
        return figures.lines(period, selection, by).stream()
                .filter(this::concerns)
                .toList();
    }

    private static By by(Breakdown by) {
        return switch (by) {
            case PROCESS -> By.PROCESS;
            case STEP -> By.STEP;
            case GROUP -> By.GROUP;
            case PERSON -> By.PERSON;
            default -> throw new IllegalArgumentException("Такого разреза у отчёта нет");
        };
    }

    private static String key(Key key) {
        return Stream.of(key.key() == null ? DealSlice.NONE : key.key(), key.element())
                .filter(part -> part != null)
                .collect(Collectors.joining(PARTED));
    }

    /** @param name of the step in the models, null when it has none there */
    private static String step(String key, String name, UnaryOperator<String> processes) {
        int end = key.indexOf(PARTED);
        String process = processes.apply(key.substring(0, end));
        return process + " " + PARTED + " " + (name == null ? key.substring(end + 1) : name);
    }

    static void spread(Sheet sheet, String id, WorkFigure figure) {
        sheet.column(id + "-median", figure.label() + ", медиана", Unit.HOURS)
                .column(id + "-most", figure.label() + ", 90 % задач", Unit.HOURS);
    }

    static void fill(Cells row, String id, Spread spread) {
        if (spread != null) {
            row.hours(id + "-median", seconds(spread.median().toMillis()))
                    .hours(id + "-most", seconds(spread.most().toMillis()));
        }
    }

    static BigDecimal seconds(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }

    static BigDecimal number(long count) {
        return BigDecimal.valueOf(count);
    }
}
