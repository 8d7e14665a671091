package io.polisflow.crm.report;

import io.polisflow.crm.report.ReportSql.Line;
import io.polisflow.crm.report.ReportTable.Column;
import io.polisflow.crm.report.ReportTable.Row;
import io.polisflow.crm.report.ReportTable.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A table of figures while it is being drawn up. */
final class Sheet {

    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final BigDecimal SECONDS = new BigDecimal(3600);

    private final List<Column> columns = new ArrayList<>();
    private final List<Cells> rows = new ArrayList<>();
    private List<String> charted = List.of();

    Sheet column(String id, String label, Unit unit) {
        columns.add(new Column(id, label, unit));
        return this;
    }

    Sheet chart(String... ids) {
        charted = List.of(ids);
        return this;
    }

    Cells row(String key) {
        Cells cells = new Cells(key);
        rows.add(cells);
        return cells;
    }

    /** One row's numbers, each in its column's unit. */
    static final class Cells {

        private final String key;
        private final Map<String, BigDecimal> values = new LinkedHashMap<>();
        private final Map<String, DealSlice> deals = new LinkedHashMap<>();

        Cells(String key) {
            this.key = key;
        }

        Cells count(String id, BigDecimal number) {
            values.put(id, number.setScale(0, RoundingMode.HALF_UP));
            return this;
        }

        /** @param slice the deals that are counted */
        Cells count(String id, BigDecimal number, DealSlice slice) {
            deals.put(id, slice);
            return count(id, number);
        }

        Cells rubles(String id, BigDecimal amount) {
            values.put(id, amount.setScale(2, RoundingMode.HALF_UP));
            return this;
        }

        /** Leaves the cell empty when the whole is nothing. */
        Cells share(String id, BigDecimal part, BigDecimal whole) {
            if (whole.signum() != 0) {
                values.put(id, part.multiply(HUNDRED).divide(whole, 1, RoundingMode.HALF_UP));
            }
            return this;
        }

        Cells hours(String id, BigDecimal seconds, DealSlice slice) {
            deals.put(id, slice);
            return hours(id, seconds);
        }

        /** @param seconds null leaves the cell empty */
        Cells hours(String id, BigDecimal seconds) {
            if (seconds != null) {
                values.put(id, seconds.divide(SECONDS, 2, RoundingMode.HALF_UP));
            }
            return this;
        }
    }

    /** Months as they come, everything else with the greatest number of that column first and the unknown last. */
    void sort(Breakdown by, String column) {
        if (by == Breakdown.MONTH) {
            rows.sort(Comparator.comparing(row -> row.key));
            return;
        }
        rows.sort(Comparator.comparing((Cells row) -> row.key.equals(DealSlice.NONE))
                .thenComparing(Comparator.comparing((Cells row) -> row.values.getOrDefault(column, BigDecimal.ZERO))
                        .reversed())
                .thenComparing(row -> row.key));
    }

    /** @param total null for none */
    ReportTable table(UnaryOperator<String> names, Cells total) {
        return new ReportTable(
                List.copyOf(columns),
                rows.stream()
                        .map(row -> new Row(row.key, names.apply(row.key), row.values, row.deals))
                        .toList(),
                total == null ? null : new Row(total.key, "Всего", total.values, total.deals),
                charted);
    }

    /** @return one line with every number summed up */
    static Line sum(Collection<Line> lines) {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        lines.forEach(line -> line.numbers().forEach((name, number) -> numbers.merge(name, number, BigDecimal::add)));
        return new Line(ReportSql.ALL, null, numbers);
    }
}
