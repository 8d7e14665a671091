package io.polisflow.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** The files in which a table leaves the house, written row by row and never held as a whole. */
public enum TableFormat {
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx") {
        @Override
        public Writer writer(OutputStream out, String title) {
            return new Sheet(out, title);
        }
    },
    CSV("text/csv;charset=UTF-8", ".csv") {
        @Override
        public Writer writer(OutputStream out, String title) throws IOException {
            return new Text(out);
        }
    };

    private final String mediaType;
    private final String suffix;

    TableFormat(String mediaType, String suffix) {
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    /** Takes rows of texts, numbers, dates and nulls; closing ends the file and leaves the stream open. */
    public interface Writer extends AutoCloseable {

        void row(List<?> values) throws IOException;

        @Override
        void close() throws IOException;
    }

    public abstract Writer writer(OutputStream out, String title) throws IOException;

    /** Tells the browser to keep the answer as a file of that name. */
    public void announce(HttpServletResponse response, String name) {
        response.setContentType(mediaType);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + suffix, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    private static final class Sheet implements Writer {

        /** Rows kept until they are written out. */
        private static final int KEPT = 200;

        /** What a worksheet can hold. */
        private static final int MOST_ROWS = 1_048_576;

        private final Workbook book;
        private final String title;
        private Worksheet sheet;
        private int sheets;
        private int next;

        Sheet(OutputStream out, String title) {
            this.book = new Workbook(out, "Polisflow", null);
            this.title = title;
        }

        @Override
        public void row(List<?> values) throws IOException {
            if (sheet == null || next == MOST_ROWS) {
                sheets++;
                sheet = book.newWorksheet(sheets == 1 ? title : title + " " + sheets);
                sheet.freezePane(0, 1);
                next = 0;
            }
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                if (value instanceof Number number) {
                    sheet.value(next, i, number);
                } else if (value instanceof LocalDate date) {
                    sheet.value(next, i, date);
                    sheet.style(next, i).format("dd.MM.yyyy").set();
                } else if (value != null) {
                    sheet.value(next, i, value.toString());
                }
            }
            if (next == 0 && sheets == 1) {
                sheet.range(0, 0, 0, values.size() - 1).style().bold().set();
            }
            next++;
            if (next % KEPT == 0) {
                sheet.flush();
            }
        }

        @Override
        public void close() throws IOException {
            book.finish();
        }
    }

    private static final class Text implements Writer {

        /** What a formula may begin with, the wide signs of Asian keyboards among them. */
        private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

        private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy");

        private final CSVPrinter printer;

        Text(OutputStream out) throws IOException {
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            // A Russian Excel takes a file for UTF-8 by the mark alone, and parts columns by semicolons.
            writer.write('\ufeff');
            printer = new CSVPrinter(
                    writer, CSVFormat.EXCEL.builder().setDelimiter(';').get());
        }

        @Override
        public void row(List<?> values) throws IOException {
            List<Object> cells = new ArrayList<>(values.size());
            for (Object value : values) {
                cells.add(
                        value instanceof LocalDate date
                                ? DATE.format(date)
                                : value instanceof String text ? harmless(text) : value);
            }
            printer.printRecord(cells);
        }

        /** A spreadsheet would run a text of somebody else's that begins like a formula. */
        private static String harmless(String text) {
            boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
            return formula && !text.matches("[+-]?[0-9]+") ? "'" + text : text;
        }

        @Override
        public void close() throws IOException {
            printer.flush();
        }
    }
}
