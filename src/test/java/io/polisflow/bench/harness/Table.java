package io.polisflow.bench.harness;

import io.polisflow.bench.harness.Report.Whole;
import java.util.Locale;
import java.util.Map;

/** The report as people read it. */
final class Table {

    private static final String HEAD =
            """
            | what | Polisflow | yardstick | ratio | to reach | reached | CPU ms a unit, virtual machine + database: Polisflow | yardstick |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private Table() {}

    static String of(Whole whole) {
        StringBuilder text = new StringBuilder("# Benchmark\n\n");
        text.append(
                "Each row's sides took turns in one run, in an order that was turned round every round: the median of the rounds, in"
                        + " brackets the least and the greatest; the ratio is Polisflow's figure to the yardstick's, round by round. Absolute"
                        + " figures belong to this machine and its load.\n\n");
        facts(text, whole.machine());
        text.append(String.format(
                Locale.ROOT,
                "- run: %s to %s, load average %.2f at its beginning, %.2f at its end%n%n",
                whole.began(),
                whole.ended(),
                whole.loadAtBegin(),
                whole.loadAtEnd()));
        text.append(HEAD);
        whole.rows().forEach(row -> text.append(line(row)).append('\n'));
        text.append('\n');
        whole.rows().stream().filter(row -> row.note() != null).forEach(row -> text.append("- ")
                .append(row.what())
                .append(": ")
                .append(row.note())
                .append('\n'));
        whole.settings().forEach(common -> {
            text.append("\n## Settings of ")
                    .append(String.join(", ", common.benches()))
                    .append("\n\n");
            facts(text, common.settings());
        });
        return text.toString();
    }

    private static void facts(StringBuilder text, Map<String, String> facts) {
        facts.forEach((name, fact) ->
                text.append("- ").append(name).append(": ").append(fact).append('\n'));
    }

    static String line(Row row) {
        Row.Side yardstick = row.yardstick();
        return "| " + row.what() + " | " + side(row.ours(), row.unit()) + " | "
                + (yardstick == null ? "–" : yardstick.name() + ": " + side(yardstick, row.unit())) + " | "
                + (row.ratio() == null ? "–" : row.ratio().text()) + " | " + row.target() + " | "
                + (row.reached() == null ? "–" : row.reached() ? "yes" : "**no**") + " | " + cpu(row.ours()) + " | "
                + cpu(yardstick) + " |";
    }

    private static String side(Row.Side side, String unit) {
        return side.figures().text() + " " + unit + (side.p95() == null ? "" : ", p95 " + Figures.digits(side.p95()));
    }

    private static String cpu(Row.Side side) {
        if (side == null || side.cpuJvmMillis() == null) {
            return "–";
        }
        return Figures.digits(side.cpuJvmMillis())
                + (side.cpuDatabaseMillis() == null ? "" : " + " + Figures.digits(side.cpuDatabaseMillis()));
    }
}
