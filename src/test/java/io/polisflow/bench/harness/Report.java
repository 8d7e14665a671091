package io.polisflow.bench.harness;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;

/**
 * All rows of one run of the benchmarks, from several classes and virtual machines, in {@code target/bench}: {@code report.md} for
 * people, {@code report.json} for programs.
 *
 * <p>Both are written anew with each row, so that a run that is broken off leaves the rows it had.
 */
public final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("target", "bench");

    /** One of a build, whatever virtual machine writes it. */
    private static final Path LINES = FOLDER.resolve("rows-"
            + System.getProperty(
                    "bench.run", String.valueOf(ProcessHandle.current().pid())) + ".jsonl");

    /** What the file of a run holds in a line; only one of the three is there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(Beginning beginning, Told told, Row row) {}

    private record Beginning(String at, double load, Map<String, String> machine) {}

    private record Told(String bench, Map<String, String> settings) {}

    /** @param benches that were measured with these settings */
    record Common(List<String> benches, Map<String, String> settings) {}

    /** The report as programs read it. */
    record Whole(
            Map<String, String> machine,
            String began,
            double loadAtBegin,
            String ended,
            double loadAtEnd,
            List<Common> settings,
            List<Row> rows) {

        private static Whole of(List<Line> lines) {
            Beginning beginning = lines.get(0).beginning();
            Map<Map<String, String>, List<String>> benches = new LinkedHashMap<>();
            lines.stream().filter(line -> line.told() != null).forEach(line -> benches.computeIfAbsent(
                            line.told().settings(), settings -> new ArrayList<>())
                    .add(line.told().bench()));
            return new Whole(
                    beginning.machine(),
                    beginning.at(),
                    beginning.load(),
                    now(),
                    Machine.load(),
                    benches.entrySet().stream()
                            .map(entry -> new Common(entry.getValue(), entry.getKey()))
                            .toList(),
                    lines.stream()
                            .filter(line -> line.row() != null)
                            .map(Line::row)
                            .toList());
        }
    }

    private Report() {}

    /** @param settings those in force behind the rows of that class, which the report names once */
    public static void settings(Class<?> bench, Map<String, String> settings) {
        append(new Line(null, new Told(bench.getSimpleName(), settings), null));
    }

    public static void settings(Class<?> bench, ProcessEngine engine) {
        settings(bench, Settings.of(engine));
    }

    public static void add(Row row) {
        append(new Line(null, null, row));
        System.out.println(Table.line(row));
        write();
    }

    private static synchronized void append(Line line) {
        try {
            Files.createDirectories(FOLDER);
            if (!Files.exists(LINES)) {
                Beginning beginning = new Beginning(now(), Machine.load(), Machine.facts());
                Files.writeString(
                        LINES,
                        JSON.writeValueAsString(new Line(beginning, null, null)) + "\n",
                        StandardOpenOption.CREATE);
            }
            Files.writeString(LINES, JSON.writeValueAsString(line) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void write() {
        try {
            List<Line> lines = new ArrayList<>();
            for (String line : Files.readAllLines(LINES)) {
                lines.add(JSON.readValue(line, Line.class));
            }
            Whole whole = Whole.of(lines);
            Files.writeString(
                    FOLDER.resolve("report.json"),
                    JSON.copy().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(whole) + "\n");
            Files.writeString(FOLDER.resolve("report.md"), Table.of(whole));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return what people read, or null when this virtual machine has measured nothing */
    static String text() {
        try {
            return Files.exists(LINES) ? Files.readString(FOLDER.resolve("report.md")) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
