package io.polisflow.crm.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The figures of a report, the same for the page, the chart, the spreadsheet and the API.
 *
 * @param total of all rows, null where a sum says nothing
 * @param charted ids of the columns that a chart shows; all of one unit
 */
public record ReportTable(List<Column> columns, List<Row> rows, Row total, List<String> charted) {

    /** What a column's numbers are. */
    public enum Unit {
        COUNT,
        PERCENT,
        RUBLES,
        HOURS
    }

    public record Column(String id, String label, Unit unit) {}

    /**
     * @param values column id → number; what nobody can tell (a share of nothing) is absent
     * @param deals column id → the deals behind the number
     */
    public record Row(String key, String label, Map<String, BigDecimal> values, Map<String, DealSlice> deals) {}
}
