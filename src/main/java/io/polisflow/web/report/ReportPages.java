package io.polisflow.web.report;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.crm.report.Breakdown;
import io.polisflow.crm.report.DealSlice;
import io.polisflow.crm.report.Report;
import io.polisflow.crm.report.ReportFilter;
import io.polisflow.crm.report.ReportTable;
import io.polisflow.crm.report.ReportTable.Column;
import io.polisflow.crm.report.ReportTable.Row;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.crm.report.Reports;
import io.polisflow.web.Addresses;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Service;
import org.springframework.web.util.UriComponentsBuilder;

/** Reads a report and lays it out for a page: text ready to print, an address behind every number that has deals. */
@Service
class ReportPages {

    private static final BigDecimal HOURS_SHOWN = new BigDecimal(48);
    private static final BigDecimal DAY = new BigDecimal(24);
    private static final int CHARTED_ROWS = 20;
    private static final int STACKED_FROM = 3;

    private final Reports reports;
    private final Clock clock;

    ReportPages(Reports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** The filter as it stands in an address; what is blank is taken from the year at hand or filters nothing. */
    record Asked(
            @DateTimeFormat(iso = ISO.DATE) LocalDate from,
            @DateTimeFormat(iso = ISO.DATE) LocalDate to,
            String by,
            String manager,
            String source,
            String product) {

        private ReportFilter filter(Clock clock) {
            ReportFilter year = ReportFilter.ofYear(Year.now(clock));
            LocalDate first = from != null ? from : to != null ? to.withDayOfYear(1) : year.from();
            LocalDate last = to != null ? to : from != null ? from.plusYears(1).minusDays(1) : year.to();
            return new ReportFilter(first, last, manager, source, product);
        }
    }

    /** A report with what it was asked for. */
    record Reading(Report report, ReportFilter filter, Breakdown by, ReportTable table) {}

    record Link(String href, String label, boolean current) {}

    record Choice(String code, String label, boolean chosen) {}

    /** @param href the deals behind the number, or null; {@code value} the plain number for the chart, or null */
    record Cell(String text, String href, String value, String column, String label) {}

    record Line(String label, List<Cell> cells) {}

    /** @param stacked whether the columns are parts of one whole; {@code height} of the chart, pixels */
    record Chart(String columns, String unit, boolean stacked, int rows, int height) {}

    record Figures(String heading, List<Column> columns, List<Line> rows, Line total, Chart chart) {}

    record Page(
            String title,
            String explanation,
            String address,
            String export,
            ReportFilter filter,
            String by,
            boolean narrowedBySource,
            boolean narrowedByProduct,
            List<Link> reports,
            List<Link> periods,
            List<Link> breakdowns,
            List<Choice> managers,
            List<Choice> sources,
            List<Choice> products,
            Figures figures) {}

    Optional<Report> find(String code) {
        return reports.find(code);
    }

    List<Report> all() {
        return reports.all();
    }

    /** @throws IllegalArgumentException when there is no such period or breakdown, with the reason for the reader */
    Reading read(Report report, Asked asked) {
        ReportFilter filter = asked.filter(clock);
        filter = new ReportFilter(
                filter.from(),
                filter.to(),
                filter.manager(),
                report.narrowedBySource() ? filter.source() : null,
                report.narrowedByProduct() ? filter.product() : null);
        Breakdown by = asked.by() == null || asked.by().isBlank()
                ? report.breakdowns().get(0)
                : Breakdown.of(asked.by())
                        .filter(report.breakdowns()::contains)
                        .orElseThrow(() -> new IllegalArgumentException("Такого разреза у отчёта нет"));
        return new Reading(report, filter, by, report.read(filter, by));
    }

    Page page(Reading reading) {
        Report report = reading.report();
        ReportFilter filter = reading.filter();
        return new Page(
                report.title(),
                report.explanation(),
                path(report),
                address(path(report) + "/xlsx", filter, reading.by()),
                filter,
                reading.by().code(),
                report.narrowedBySource(),
                report.narrowedByProduct(),
                reports.all().stream()
                        .map(other -> new Link(address(path(other), filter, null), other.title(), other == report))
                        .toList(),
                periods(report, filter, reading.by()),
                report.breakdowns().stream()
                        .map(by -> new Link(address(path(report), filter, by), by.label(), by == reading.by()))
                        .toList(),
                reports.managers().stream()
                        .map(manager -> new Choice(
                                manager.id(), manager.name(), manager.id().equals(filter.manager())))
                        .toList(),
                choices(reports.sources(), filter.source()),
                choices(reports.products(), filter.product()),
                figures(reading));
    }

    private static List<Choice> choices(Map<String, String> labels, String chosen) {
        List<Choice> choices = new ArrayList<>();
        labels.forEach((code, label) -> choices.add(new Choice(code, label, code.equals(chosen))));
        return choices;
    }

    private List<Link> periods(Report report, ReportFilter filter, Breakdown by) {
        LocalDate today = LocalDate.now(clock);
        LocalDate month = today.withDayOfMonth(1);
        LocalDate quarter = month.minusMonths((today.getMonthValue() - 1) % 3);
        LocalDate year = today.withDayOfYear(1);
        return List.of(
                period(report, filter, by, "Этот месяц", month, month.plusMonths(1)),
                period(report, filter, by, "Этот квартал", quarter, quarter.plusMonths(3)),
                period(report, filter, by, "Этот год", year, year.plusYears(1)),
                period(report, filter, by, "Прошлый год", year.minusYears(1), year));
    }

    private static Link period(
            Report report, ReportFilter filter, Breakdown by, String label, LocalDate first, LocalDate after) {
        LocalDate last = after.minusDays(1);
        ReportFilter other = new ReportFilter(first, last, filter.manager(), filter.source(), filter.product());
        return new Link(address(path(report), other, by), label, other.equals(filter));
    }

    static String path(Report report) {
        return "/crm/reports/" + report.code();
    }

    private static String address(String path, ReportFilter filter, Breakdown by) {
        return UriComponentsBuilder.fromPath(path)
                .queryParam("from", "{from}")
                .queryParam("to", "{to}")
                .queryParamIfPresent("by", Optional.ofNullable(by).map(Breakdown::code))
                .queryParamIfPresent(
                        "manager", Optional.ofNullable(filter.manager()).map(any -> "{manager}"))
                .queryParamIfPresent(
                        "source", Optional.ofNullable(filter.source()).map(any -> "{source}"))
                .queryParamIfPresent(
                        "product", Optional.ofNullable(filter.product()).map(any -> "{product}"))
                .encode()
                .buildAndExpand(values(filter))
                .toUriString();
    }

    private static Map<String, Object> values(ReportFilter filter) {
        Map<String, Object> values = new java.util.HashMap<>();
        values.put("from", filter.from());
        values.put("to", filter.to());
        values.put("manager", filter.manager());
        values.put("source", filter.source());
        values.put("product", filter.product());
        return values;
    }

    /** @return where the deals are listed */
    static String address(DealSlice slice) {
        return Addresses.of("/crm/deals", slice.address());
    }

    private static Figures figures(Reading reading) {
        ReportTable table = reading.table();
        return new Figures(
                reading.by().heading(),
                table.columns(),
                table.rows().stream().map(row -> line(table, row)).toList(),
                table.total() == null ? null : line(table, table.total()),
                chart(table));
    }

    private static Chart chart(ReportTable table) {
        List<Column> charted = table.columns().stream()
                .filter(column -> table.charted().contains(column.id()))
                .toList();
        if (charted.isEmpty() || table.rows().isEmpty()) {
            return null;
        }
        boolean stacked = charted.size() >= STACKED_FROM && charted.get(0).unit() == Unit.COUNT;
        int rows = Math.min(table.rows().size(), CHARTED_ROWS);
        int bars = stacked ? 1 : charted.size();
        return new Chart(
                String.join(" ", table.charted()),
                charted.get(0).unit().name(),
                stacked,
                rows,
                90 + rows * Math.max(30, 18 * bars));
    }

    private static Line line(ReportTable table, Row row) {
        List<Cell> cells = new ArrayList<>();
        for (Column column : table.columns()) {
            BigDecimal value = row.values().get(column.id());
            DealSlice deals = row.deals().get(column.id());
            boolean anyDeals = deals != null && value != null && value.signum() > 0;
            cells.add(new Cell(
                    text(value, column.unit()),
                    anyDeals ? address(deals) : null,
                    value == null ? null : value.toPlainString(),
                    column.id(),
                    column.label()));
        }
        return new Line(row.label(), cells);
    }

    static String text(BigDecimal value, Unit unit) {
        if (value == null) {
            return "—";
        }
        return switch (unit) {
            case COUNT -> number(value, "#,##0");
            case PERCENT -> number(value, "#,##0.#") + "\u00a0%";
            case RUBLES -> Rubles.format(value);
            case HOURS ->
                value.compareTo(HOURS_SHOWN) < 0
                        ? number(value, "#,##0.#") + "\u00a0ч"
                        : number(value.divide(DAY, 1, RoundingMode.HALF_UP), "#,##0.#") + "\u00a0дн.";
        };
    }

    private static String number(BigDecimal value, String pattern) {
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator('\u00a0');
        symbols.setDecimalSeparator(',');
        DecimalFormat format = new DecimalFormat(pattern, symbols);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }

    /** @return what the reading was narrowed by, in words, for the head of a spreadsheet */
    String narrowing(ReportFilter filter) {
        List<String> parts = new ArrayList<>();
        if (filter.manager() != null) {
            parts.add("менеджер: "
                    + reports.managers().stream()
                            .filter(manager -> manager.id().equals(filter.manager()))
                            .findFirst()
                            .map(Staff.Employee::name)
                            .orElse(filter.manager()));
        }
        if (filter.source() != null) {
            parts.add("источник: " + reports.sources().getOrDefault(filter.source(), filter.source()));
        }
        if (filter.product() != null) {
            parts.add("продукт: " + reports.products().getOrDefault(filter.product(), filter.product()));
        }
        return String.join(", ", parts);
    }
}
