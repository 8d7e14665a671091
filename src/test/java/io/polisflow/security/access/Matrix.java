package io.polisflow.security.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.springframework.web.util.HtmlUtils;

/** What everybody was answered everywhere, beside what they should have been. */
final class Matrix {

    /** Anything with which an address refuses somebody. */
    private static final List<String> REFUSALS = List.of(Asker.SIGN_ON, "401", "403", "404");

    private record Cell(String expected, String actual) {

        boolean isRight() {
            return expected.equals(actual)
                    || expected.equals(Asker.SIGN_ON) && actual.equals("401")
                    || expected.equals(Asker.NOT_THEIRS)
                            && List.of("403", "404").contains(actual);
        }
    }

    private final Map<Row, Map<Asker, Cell>> cells = new LinkedHashMap<>();

    void put(Row row, Asker asker, String actual) {
        cells.computeIfAbsent(row, any -> new EnumMap<>(Asker.class)).put(asker, new Cell(asker.expected(row), actual));
    }

    /** @return a line for each address with wrong cells */
    List<String> differences(BiPredicate<Row, Asker> pending) {
        List<String> lines = new ArrayList<>();
        cells.forEach((row, byAsker) -> {
            List<String> wrong = byAsker.entrySet().stream()
                    .filter(entry -> !entry.getValue().isRight() && !pending.test(row, entry.getKey()))
                    .map(entry ->
                            entry.getKey().title() + ": " + entry.getValue().actual() + ", not "
                                    + entry.getValue().expected())
                    .toList();
            if (!wrong.isEmpty()) {
                lines.add(row.title() + " (" + row.address() + ") — " + String.join("; ", wrong));
            }
        });
        return lines;
    }

    /** Where nobody is let through, a refusal proves nothing: the address may not be there at all. */
    List<String> unproven() {
        return cells.entrySet().stream()
                .filter(entry -> entry.getKey().isAboutTheDeal())
                .filter(entry -> entry.getValue().values().stream()
                        .allMatch(cell -> REFUSALS.contains(cell.actual())
                                || cell.actual().endsWith(" hidden")))
                .map(entry -> entry.getKey().title())
                .toList();
    }

    void write(Path file) throws IOException {
        StringBuilder html = new StringBuilder(
                "<!doctype html><meta charset=utf-8><title>Access matrix</title>"
                        + "<style>body{font:12px sans-serif}td,th{border:1px solid #ccc;padding:2px 4px}"
                        + ".wrong{background:#fbb}.may{background:#dfd}table{border-collapse:collapse}</style>"
                        + "<p>Each cell: the answer; where it is not the expected one, «actual ≠ expected».<table><tr><th>Address<th>Rule");
        for (Asker asker : Asker.values()) {
            html.append("<th>").append(HtmlUtils.htmlEscape(asker.title()));
        }
        cells.forEach((row, byAsker) -> {
            html.append("<tr><td>").append(HtmlUtils.htmlEscape(row.title()));
            html.append("<td>").append(row.rule());
            for (Asker asker : Asker.values()) {
                Cell cell = byAsker.get(asker);
                if (cell == null) {
                    html.append("<td>");
                } else if (cell.isRight()) {
                    html.append(REFUSALS.contains(cell.actual()) ? "<td>" : "<td class=may>")
                            .append(cell.actual());
                } else {
                    html.append("<td class=wrong>")
                            .append(cell.actual())
                            .append(" ≠ ")
                            .append(cell.expected());
                }
            }
        });
        Files.createDirectories(file.getParent());
        Files.writeString(file, html.append("</table>").toString());
    }
}
