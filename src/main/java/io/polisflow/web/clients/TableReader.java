package io.polisflow.web.clients;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.clientimport.ClientImports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** Reads the first sheet of a workbook or a text with separators, whichever the bytes are, whatever the file is called. */
final class TableReader {

    static final int MOST_BYTES = 10 * 1024 * 1024;

    /** A workbook is packed: a small file may hold endless rows. */
    private static final long MOST_UNPACKED = 300L * 1024 * 1024;

    private static final int MOST_COLUMNS = 60;
    private static final int LONGEST_CELL = 2000;
    private static final int LONGEST_ROW = 20_000;
    private static final Charset WINDOWS = Charset.forName("windows-1251");

    private TableReader() {}

    /** @param rows position in the file, headings being 1 → cells, as many as headings; empty rows are left out */
    record Table(List<String> headings, Map<Integer, List<String>> rows) {}

    /** @throws RefusedException when it cannot be read as a table */
    static Table read(byte[] content) {
        if (content.length == 0) {
            throw new RefusedException("file", "Выберите файл");
        }
        if (content.length > MOST_BYTES) {
            throw new RefusedException("file", "Файл больше 10 МБ: разделите его на части");
        }
        try {
            return content.length > 1 && content[0] == 'P' && content[1] == 'K' ? workbook(content) : text(content);
        } catch (RefusedException refused) {
            throw refused;
        } catch (IOException | RuntimeException e) {
            // The readers throw what they like on a broken file.
            throw unreadable();
        }
    }

    private static RefusedException unreadable() {
        return new RefusedException("file", "Файл не читается: сохраните таблицу как XLSX или CSV и выберите её снова");
    }

    private static Table workbook(byte[] content) throws IOException {
        requireBounded(content);
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(content));
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            Collected table = new Collected();
            for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
                Row row = each.next();
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < Math.min(row.getCellCount(), MOST_COLUMNS); i++) {
                    cells.add(text(row.getOptionalCell(i).orElse(null)));
                }
                table.add(row.getRowNum(), cells);
            }
            return table.done();
        }
    }

    private static void requireBounded(byte[] content) throws IOException {
        long unpacked = 0;
        byte[] buffer = new byte[8192];
        // By its directory: a stream alone does not understand what some programs write.
        try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try (InputStream part = zip.getInputStream(entry)) {
                    for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                        unpacked += read;
                        if (unpacked > MOST_UNPACKED) {
                            throw new RefusedException("file", "Файл слишком велик: разделите его на части");
                        }
                    }
                }
            }
        }
    }

    /** An INN that the sheet holds as a number must not come as 7.7E9. */
    private static String text(Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        if (cell.getType() == CellType.NUMBER) {
            BigDecimal number = cell.asNumber();
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        return cell.getText();
    }

    private static Table text(byte[] content) throws IOException {
        String text = decoded(content);
        if (text.startsWith("\ufeff")) {
            text = text.substring(1);
        }
        CSVFormat format = CSVFormat.EXCEL
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreSurroundingSpaces(true)
                .get();
        Collected table = new Collected();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (CSVRecord record : parser) {
                table.add(
                        (int) record.getRecordNumber(),
                        record.stream().limit(MOST_COLUMNS).toList());
            }
        }
        return table.done();
    }

    private static String decoded(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            // What a Russian spreadsheet writes unless asked otherwise.
            return new String(content, WINDOWS);
        }
    }

    private static char delimiter(String text) {
        String first = text.lines().findFirst().orElse("");
        char best = ';';
        long most = 0;
        for (char each : new char[] {';', ',', '\t'}) {
            long count = first.chars().filter(one -> one == each).count();
            if (count > most) {
                most = count;
                best = each;
            }
        }
        return best;
    }

    /** Grows row by row, so that a file with too many is refused before it is all read. */
    private static final class Collected {

        private List<String> headings;
        private final Map<Integer, List<String>> rows = new LinkedHashMap<>();

        void add(int position, List<String> raw) {
            List<String> cells = raw.stream().map(Collected::clean).toList();
            if (cells.stream().allMatch(String::isEmpty)) {
                return;
            }
            if (headings == null) {
                headings = cells;
                return;
            }
            if (rows.size() == ClientImports.MOST_ROWS) {
                throw new RefusedException("file", "В файле больше 20 000 строк: разделите его на части");
            }
            List<String> padded = new ArrayList<>(cells.subList(0, Math.min(cells.size(), headings.size())));
            while (padded.size() < headings.size()) {
                padded.add("");
            }
            if (padded.stream().mapToInt(String::length).sum() > LONGEST_ROW - MOST_COLUMNS) {
                throw new RefusedException("file", "Строка %d слишком длинная: сократите её".formatted(position));
            }
            rows.put(position, padded);
        }

        private static String clean(String cell) {
            String plain =
                    cell == null ? "" : cell.replaceAll("\\p{Cntrl}+", " ").strip();
            return plain.length() > LONGEST_CELL ? plain.substring(0, LONGEST_CELL) : plain;
        }

        Table done() {
            if (headings == null) {
                throw new RefusedException("file", "Файл пуст: в первой строке ожидаются заголовки столбцов");
            }
            return new Table(headings, rows);
        }
    }
}
