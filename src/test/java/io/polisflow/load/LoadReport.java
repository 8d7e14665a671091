package io.polisflow.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** What was measured, as Markdown. */
final class LoadReport {

    private static final Path FILE = Path.of("target/load/report.md");

    private final StringBuilder text = new StringBuilder("# The day of the managers\n\n");

    LoadReport say(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append("\n\n");
        return this;
    }

    LoadReport slices(String title, List<Slice> slices) {
        text.append("## ").append(title).append("\n\n");
        text.append(
                "| stretch | s | actions/s | answered/s | p50 | p95 | p99 | max | refused | p95 of refusals | overtaken | errors |"
                        + " CPU ms per answer: nodes, database | live heap of each node, MB |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (Slice slice : slices) {
            Books books = slice.books();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.1f | %s | %d | %d | %d | %d | %.1f, %.1f | %s |%n",
                    slice.name(),
                    slice.duration().toSeconds(),
                    slice.perSecond(),
                    slice.answeredPerSecond(),
                    percentiles(books.all()),
                    books.count(Answered.REFUSED),
                    books.refused().getValueAtPercentile(95),
                    books.count(Answered.OVERTAKEN),
                    books.count(Answered.BADLY),
                    slice.cpuPerAnswer().jvm(),
                    slice.cpuPerAnswer().database(),
                    slice.live().stream()
                            .map(live -> String.format(Locale.ROOT, "%.0f", live))
                            .collect(Collectors.joining(", "))));
        }
        text.append("\n");
        return this;
    }

    LoadReport kinds(String title, List<Slice> slices) {
        text.append("## ").append(title).append("\n\n");
        text.append("| kind of request | number | p50 | p95 | p99 | max |\n| --- | --- | --- | --- | --- | --- |\n");
        kindsOf(slices).forEach(kind -> {
            Histogram all = new Histogram(3);
            slices.stream()
                    .map(slice -> slice.books().kinds().get(kind))
                    .filter(histogram -> histogram != null)
                    .forEach(all::add);
            text.append(String.format(Locale.ROOT, "| %s | %d | %s |%n", kind, all.getTotalCount(), percentiles(all)));
        });
        text.append("\n");
        return this;
    }

    /** Median and 95th percentile of each kind from stretch to stretch. */
    LoadReport course(String title, List<Slice> slices) {
        text.append("## ").append(title).append("\n\n| kind of request |");
        slices.forEach(slice -> text.append(" ").append(slice.name()).append(" |"));
        text.append("\n| --- |").append(" --- |".repeat(slices.size())).append("\n");
        kindsOf(slices).forEach(kind -> {
            text.append("| ").append(kind).append(" |");
            slices.forEach(slice -> {
                Histogram histogram = slice.books().kinds().get(kind);
                text.append(
                        histogram == null
                                ? " |"
                                : String.format(
                                        Locale.ROOT,
                                        " %d, %d |",
                                        histogram.getValueAtPercentile(50),
                                        histogram.getValueAtPercentile(95)));
            });
            text.append("\n");
        });
        text.append("\n");
        return this;
    }

    private static List<String> kindsOf(List<Slice> slices) {
        return slices.stream()
                .flatMap(slice -> slice.books().kinds().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    LoadReport faults(List<Slice> slices) {
        List<String> faults = slices.stream()
                .flatMap(slice -> slice.books().faults().stream())
                .distinct()
                .limit(20)
                .toList();
        if (!faults.isEmpty()) {
            text.append("## Errors, the first of each stretch\n\n");
            faults.forEach(fault -> text.append("- ").append(fault).append("\n"));
        }
        return this;
    }

    private static String percentiles(Histogram histogram) {
        return String.format(
                Locale.ROOT,
                "%d | %d | %d | %d",
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(95),
                histogram.getValueAtPercentile(99),
                histogram.getMaxValue());
    }

    void write() throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text);
        System.out.println(text);
    }
}
