package io.polisflow.web.worktime;

import io.polisflow.crm.calendar.DayKind;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table {@code date;kind;name}, headings or not; only days that differ from the plain week need a line. */
final class CsvYear {

    private static final Map<String, DayKind> KINDS = Map.of(
            "off", DayKind.OFF,
            "working", DayKind.WORKING,
            "shortened", DayKind.SHORTENED,
            "выходной", DayKind.OFF,
            "праздник", DayKind.OFF,
            "рабочий", DayKind.WORKING,
            "сокращенный", DayKind.SHORTENED);

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT),
            DateTimeFormatter.ofPattern("dd.MM.uuuu").withResolverStyle(ResolverStyle.STRICT));

    private CsvYear() {}

    static void read(String text, YearFile file) {
        CSVFormat format = CSVFormat.EXCEL
                .builder()
                .setDelimiter(text.lines().findFirst().orElse("").indexOf(';') >= 0 ? ';' : ',')
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (CSVRecord record : parser) {
                row(record, (int) parser.getCurrentLineNumber(), file);
            }
        } catch (IOException | RuntimeException e) {
            // The reader throws what it likes on quotes that do not close.
            file.problem(
                    0,
                    "Таблица не читается: проверьте кавычки и разделители, строка должна иметь вид"
                            + " «2026-06-12;выходной;День России»");
        }
    }

    private static void row(CSVRecord record, int line, YearFile file) {
        String date = record.get(0).strip();
        boolean blank = record.stream().allMatch(String::isBlank);
        boolean heading = record.getRecordNumber() == 1 && date.matches("(?iu)date|дата|день");
        if (blank || heading) {
            return;
        }
        LocalDate day = date(date);
        if (day == null) {
            file.problem(line, "«" + date + "» — не дата. Укажите день как 2026-06-12 или 12.06.2026");
            return;
        }
        String said = record.size() > 1 ? record.get(1).strip() : "";
        DayKind kind = KINDS.get(said.toLowerCase(Locale.ROOT).replace('ё', 'е'));
        if (kind == null) {
            file.problem(
                    line,
                    "вид дня «" + said + "» неизвестен. Укажите off, working или shortened"
                            + " (выходной, рабочий, сокращённый)");
            return;
        }
        file.add(day, kind, record.size() > 2 ? record.get(2) : null, line);
    }

    private static LocalDate date(String text) {
        for (DateTimeFormatter each : DATES) {
            try {
                return LocalDate.parse(text, each);
            } catch (DateTimeException e) {
                // The other layout may fit.
            }
        }
        return null;
    }
}
