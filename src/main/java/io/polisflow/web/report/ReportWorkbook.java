package io.polisflow.web.report;

import io.polisflow.crm.report.ReportTable;
import io.polisflow.crm.report.ReportTable.Column;
import io.polisflow.crm.report.ReportTable.Row;
import io.polisflow.web.report.ReportPages.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes a report as a spreadsheet whose numbers are numbers, so that people can go on reckoning with them. */
final class ReportWorkbook {

    static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final int HEAD = 4;

    private ReportWorkbook() {}

    /** @param narrowing what the report was narrowed by, in words; may be empty */
    static byte[] of(Reading reading, String narrowing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Polisflow", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Отчёт");
            ReportTable table = reading.table();
            sheet.value(0, 0, reading.report().title());
            sheet.style(0, 0).bold().fontSize(14).set();
            sheet.value(
                    1,
                    0,
                    DAY.format(reading.filter().from()) + " — "
                            + DAY.format(reading.filter().to())
                            + (narrowing.isEmpty() ? "" : ", " + narrowing));
            sheet.value(2, 0, reading.report().explanation());
            sheet.value(HEAD, 0, reading.by().heading());
            sheet.width(0, 34);
            for (int i = 0; i < table.columns().size(); i++) {
                sheet.value(HEAD, i + 1, head(table.columns().get(i)));
                sheet.width(i + 1, 18);
            }
            sheet.range(HEAD, 0, HEAD, table.columns().size())
                    .style()
                    .bold()
                    .wrapText(true)
                    .set();
            int line = HEAD + 1;
            for (Row row : table.rows()) {
                write(sheet, line++, table, row);
            }
            if (table.total() != null) {
                write(sheet, line, table, table.total());
                sheet.range(line, 0, line, table.columns().size())
                        .style()
                        .bold()
                        .set();
            }
            sheet.freezePane(1, HEAD + 1);
        }
        return bytes.toByteArray();
    }

    private static String head(Column column) {
        return switch (column.unit()) {
            case COUNT, PERCENT -> column.label();
            case RUBLES -> column.label() + ", ₽";
            case HOURS -> column.label() + ", ч";
        };
    }

    private static void write(Worksheet sheet, int line, ReportTable table, Row row) {
        sheet.value(line, 0, row.label());
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            BigDecimal value = row.values().get(column.id());
            if (value == null) {
                continue;
            }
            String format =
                    switch (column.unit()) {
                        case COUNT -> "#,##0";
                        case PERCENT -> "0.0%";
                        case RUBLES -> "#,##0.00";
                        case HOURS -> "#,##0.0";
                    };
            sheet.value(line, i + 1, column.unit() == ReportTable.Unit.PERCENT ? value.movePointLeft(2) : value);
            sheet.style(line, i + 1).format(format).set();
        }
    }
}
