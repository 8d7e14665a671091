package io.polisflow.security.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;

/** What everybody was answered everywhere, beside what they should have been. */
public final class Matrix {

    /** Expected of whoever may ask and does not see the deal: any answer that does not tell of it. */
    public static final String HIDDEN = "hidden";

    /** Expected of whoever may ask and sees it: any answer but a fault. */
    public static final String ANSWERED = "answered";

    /** Expected of whoever would change what they do not see. */
    public static final String REFUSED = "refused";

    /** Where all parts of the table stand together, whichever tests have run. */
    private static final Path REPORT = Path.of("target", "access-matrix.html");

    private static final Path PARTS = Path.of("target", "access-matrix");

    /** Anything with which an address refuses somebody. */
    private static final List<String> REFUSALS =
            List.of(Asker.SIGN_ON, "400", "401", "403", "404", "405", "409", "415");

    private static final String TOLD = " told";

    /** @param about whether it is asked about the one deal */
    private record Line(String title, String rule, String address, boolean about) {}

    private record Cell(String expected, String actual) {

        boolean isRight() {
            boolean fault = actual.startsWith("5");
            return expected.equals(actual)
                    || expected.equals(Asker.SIGN_ON) && actual.equals("401")
                    || expected.equals(Asker.NOT_THEIRS)
                            && List.of("403", "404").contains(actual)
                    || expected.equals(HIDDEN) && !fault && !actual.endsWith(TOLD)
                    || expected.equals(ANSWERED) && !fault
                    || expected.equals(REFUSED) && actual.matches("4\\d\\d");
        }
    }

    private final Map<Line, Map<Asker, Cell>> cells = new LinkedHashMap<>();

    void put(Row row, Asker asker, String actual) {
        Line line = new Line(row.title(), row.rule().name(), row.address(), row.isAboutTheDeal());
        put(line, asker, asker.expected(row), actual);
    }

    /** @param rule who may ask, as the report says it @param told whether the answer tells of the deal */
    public void put(String address, String rule, Asker asker, String expected, int status, boolean told) {
        String actual = status + (told ? TOLD : "");
        put(new Line(address, rule, address, false), asker, expected, actual);
    }

    private void put(Line line, Asker asker, String expected, String actual) {
        cells.computeIfAbsent(line, any -> new EnumMap<>(Asker.class)).put(asker, new Cell(expected, actual));
    }

    /** @return a line for each address with wrong cells */
    public List<String> differences() {
        List<String> lines = new ArrayList<>();
        cells.forEach((line, byAsker) -> {
            List<String> wrong = byAsker.entrySet().stream()
                    .filter(entry -> !entry.getValue().isRight())
                    .map(entry ->
                            entry.getKey().title() + ": " + entry.getValue().actual() + ", not "
                                    + entry.getValue().expected())
                    .toList();
            if (!wrong.isEmpty()) {
                lines.add(line.title() + " (" + line.address() + ") — " + String.join("; ", wrong));
            }
        });
        return lines;
    }

    /** Where nobody is let through, a refusal proves nothing: the address may not be there at all. */
    List<String> unproven() {
        return cells.entrySet().stream()
                .filter(entry -> entry.getKey().about())
                .filter(entry -> entry.getValue().values().stream()
                        .allMatch(cell -> cell.actual().endsWith(" hidden")
                                || List.of(Asker.SIGN_ON, "401", "403", "404").contains(cell.actual())))
                .map(entry -> entry.getKey().title())
                .toList();
    }

    /** @return how many addresses told somebody of the deal */
    public long telling(Asker asker) {
        return cells.values().stream()
                .filter(row -> row.containsKey(asker) && row.get(asker).actual().endsWith(TOLD))
                .count();
    }

    /** Keeps this part of the table and puts it together with those of other tests. */
    public void write(String part) throws IOException {
        Files.createDirectories(PARTS);
        Files.writeString(PARTS.resolve(part + ".html"), rows(part));
        StringBuilder html = new StringBuilder("<!doctype html><meta charset=utf-8><title>Access matrix</title>"
                + "<style>body{font:12px sans-serif}td,th{border:1px solid #ccc;padding:2px 4px}"
                + ".wrong{background:#fbb}.may{background:#dfd}table{border-collapse:collapse}"
                + "thead{position:sticky;top:0;background:#fff}</style>"
                + "<p>Each cell: expected, then «→» and what was answered where the two are not the same words; wrong cells are red."
                + " «hidden»: any answer that tells nothing of the deal; «refused»: any 4xx; «answered»: no fault.");
        html.append("<table><thead><tr><th>Address<th>Rule");
        for (Asker asker : Asker.values()) {
            html.append("<th>").append(HtmlUtils.htmlEscape(asker.title()));
        }
        html.append("</thead>");
        try (Stream<Path> parts = Files.list(PARTS)) {
            for (Path each : parts.sorted().toList()) {
                html.append(Files.readString(each));
            }
        }
        Files.writeString(REPORT, html.append("</table>").toString());
    }

    private String rows(String part) {
        StringBuilder html = new StringBuilder("<tbody><tr><th colspan=")
                .append(Asker.values().length + 2)
                .append('>')
                .append(HtmlUtils.htmlEscape(part));
        cells.forEach((line, byAsker) -> {
            html.append("<tr><td>").append(HtmlUtils.htmlEscape(line.title()));
            html.append("<td>").append(HtmlUtils.htmlEscape(line.rule()));
            for (Asker asker : Asker.values()) {
                Cell cell = byAsker.get(asker);
                if (cell == null) {
                    html.append("<td>");
                    continue;
                }
                html.append(
                                !cell.isRight()
                                        ? "<td class=wrong>"
                                        : REFUSALS.contains(cell.actual()) ? "<td>" : "<td class=may>")
                        .append(cell.expected());
                if (!cell.expected().equals(cell.actual())) {
                    html.append(" → ").append(cell.actual());
                }
            }
        });
        return html.toString();
    }
}
