package io.polisflow.web.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.audit.AuditAnchor;
import io.polisflow.crm.audit.AuditFinding;
import io.polisflow.crm.audit.AuditLink;
import io.polisflow.crm.audit.AuditRow;
import io.polisflow.crm.audit.ChainCheck;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * The files in which the audit leaves the house, row by row with the hashes, and the anchor at the end; they can be checked without the
 * database.
 */
enum AuditFile {
    JSONL("jsonl", "JSON, по строке на запись", "application/x-ndjson;charset=UTF-8") {

        @Override
        Writer writer(OutputStream out) {
            BufferedWriter text = text(out);
            return new Writer() {
                @Override
                public void row(AuditLink link, AuditRow row) {
                    write(AuditColumns.of(link, row));
                }

                @Override
                public void end(AuditAnchor anchor) {
                    write(Map.of("anchor", AuditColumns.of(anchor)));
                }

                private void write(Map<String, ?> line) {
                    try {
                        text.write(MAPPER.writeValueAsString(line));
                        text.write('\n');
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }

                @Override
                public void close() throws IOException {
                    text.flush();
                }
            };
        }

        @Override
        void read(BufferedReader lines, ChainCheck check) throws IOException {
            boolean ended = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Map<String, String> cells = new HashMap<>();
                Object anchor = null;
                Map<?, ?> read = MAPPER.readValue(line, Map.class);
                for (Map.Entry<?, ?> cell : read.entrySet()) {
                    if (cell.getKey().equals("anchor")) {
                        anchor = cell.getValue();
                    } else if (cell.getValue() != null) {
                        cells.put(cell.getKey().toString(), cell.getValue().toString());
                    }
                }
                if (anchor instanceof Map<?, ?> said) {
                    said.forEach((name, value) -> cells.put(name.toString(), value.toString()));
                    check.end(AuditColumns.anchor(cells));
                    ended = true;
                } else {
                    check.link(AuditColumns.link(cells), AuditColumns.row(cells));
                }
            }
            demand(ended, check);
        }
    },

    CSV("csv", "CSV", "text/csv;charset=UTF-8") {

        @Override
        Writer writer(OutputStream out) throws IOException {
            CSVPrinter printer = new CSVPrinter(text(out), FORMAT);
            printer.printRecord(AuditColumns.NAMES);
            return new Writer() {
                @Override
                public void row(AuditLink link, AuditRow row) {
                    write(new ArrayList<>(AuditColumns.of(link, row).values()));
                }

                @Override
                public void end(AuditAnchor anchor) {
                    List<Object> cells = new ArrayList<>(List.of(ANCHOR));
                    cells.addAll(AuditColumns.of(anchor).values());
                    write(cells);
                }

                private void write(List<?> cells) {
                    try {
                        printer.printRecord(
                                cells.stream().map(AuditFile::harmless).toList());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }

                @Override
                public void close() throws IOException {
                    printer.flush();
                }
            };
        }

        @Override
        void read(BufferedReader lines, ChainCheck check) throws IOException {
            boolean ended = false;
            boolean head = true;
            for (CSVRecord record : CSVParser.parse(lines, FORMAT)) {
                if (head) {
                    head = false;
                } else if (ANCHOR.equals(record.get(0))) {
                    check.end(AuditColumns.anchor(named(record, 1, AuditColumns.ANCHOR_NAMES)));
                    ended = true;
                } else {
                    Map<String, String> cells = named(record, 0, AuditColumns.NAMES);
                    check.link(AuditColumns.link(cells), AuditColumns.row(cells));
                }
            }
            demand(ended, check);
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ANCHOR = "anchor";

    // Nothing and an empty text are told apart: both are hashed.
    private static final CSVFormat FORMAT = CSVFormat.POSTGRESQL_CSV
            .builder()
            .setRecordSeparator('\n')
            .setDelimiter(',')
            .get();

    private final String code;
    private final String label;
    private final String mediaType;

    AuditFile(String code, String label, String mediaType) {
        this.code = code;
        this.label = label;
        this.mediaType = mediaType;
    }

    /** Takes rows in the order of the chain, then its anchor; closing leaves the stream open. */
    interface Writer extends AutoCloseable {

        /** @throws UncheckedIOException when whoever asked has gone */
        void row(AuditLink link, AuditRow row);

        void end(AuditAnchor anchor);

        @Override
        void close() throws IOException;
    }

    abstract Writer writer(OutputStream out) throws IOException;

    abstract void read(BufferedReader lines, ChainCheck check) throws IOException;

    static Optional<AuditFile> of(String code) {
        return Arrays.stream(values()).filter(file -> file.code.equals(code)).findFirst();
    }

    String code() {
        return code;
    }

    String label() {
        return label;
    }

    String mediaType() {
        return mediaType;
    }

    /** Goes through a file that was exported; what cannot be read is a finding. */
    static void check(Path file, ChainCheck check) {
        AuditFile format = file.toString().endsWith(".csv") ? CSV : JSONL;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            format.read(lines, check);
        } catch (IOException | UncheckedIOException | IllegalArgumentException | java.time.DateTimeException e) {
            check.found(AuditFinding.Kind.FILE, 0, 0, e.getMessage());
        }
    }

    private static void demand(boolean ended, ChainCheck check) {
        if (!ended) {
            check.found(AuditFinding.Kind.FILE, 0, 0, "в конце нет отметки: файл обрезан");
        }
    }

    private static Map<String, String> named(CSVRecord record, int from, List<String> names) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < names.size() && i + from < record.size(); i++) {
            if (record.get(i + from) != null) {
                String cell = record.get(i + from);
                cells.put(names.get(i), cell.startsWith("'") ? cell.substring(1) : cell);
            }
        }
        return cells;
    }

    /** A spreadsheet would run a text that begins like a formula; the check takes the apostrophe away again. */
    private static Object harmless(Object cell) {
        return cell instanceof String text && !text.isEmpty() && "=+-@\t\r'".indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : cell;
    }

    private static BufferedWriter text(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }
}
