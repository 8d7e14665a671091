package io.polisflow.crm.personal;

import io.polisflow.crm.document.StoredFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.json.JsonWriter;
import org.springframework.util.StringUtils;

/** Writes a person's file for people and for programs. */
final class DossierText {

    private static final String LOGS =
            "Журналы приложения (файлы и консоль) персональных данных не содержат: имена, адреса и"
                    + " телефоны в них закрыты масками. Срок хранения журналов задаёт оператор, обычно 30 дней."
                    + " Номера записей и служебные коды — в файле data.json.";

    private static final Pattern MOMENT = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d)(?::\\d\\d(?:\\.\\d+)?)?(Z|[+-]\\d\\d(?::?\\d\\d)?)?");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().appendPattern("[XXX][XX][X]").toFormatter();

    private static final JsonWriter<String> STRING = JsonWriter.standard();

    private final String operator;
    private final Instant when;
    private final ZoneId zone;
    private final String subject;
    private final Map<String, String> purposes;

    /** @param purposes code → name */
    DossierText(String operator, Instant when, ZoneId zone, String subject, Map<String, String> purposes) {
        this.operator = operator;
        this.when = when;
        this.zone = zone;
        this.subject = subject;
        this.purposes = purposes;
    }

    String html(List<DossierPart> parts, List<StoredFile> files) {
        StringBuilder html = new StringBuilder();
        html.append(
                        "<!DOCTYPE html>\n<html lang=\"ru\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Персональные данные</title>")
                .append("<style>body{font:15px/1.5 sans-serif;max-width:1000px;margin:24px auto;padding:0 16px}")
                .append(
                        "table{border-collapse:collapse;width:100%;margin-bottom:16px}td,th{border:1px solid #ccd;padding:4px 8px;")
                .append(
                        "vertical-align:top;text-align:left;overflow-wrap:anywhere}th{width:30%;font-weight:400;color:#456}</style>")
                .append("</head><body><h1>Сведения о персональных данных</h1><p>Субъект: ")
                .append(escaped(subject))
                .append("<br>Оператор: ")
                .append(escaped(operator))
                .append("<br>Составлено: ")
                .append(MINUTE.format(when.atZone(zone)))
                .append("</p><p>")
                .append(LOGS)
                .append("</p>");
        List<DossierPart> told =
                parts.stream().filter(part -> !part.rows().isEmpty()).toList();
        if (told.isEmpty()) {
            html.append("<p>Ничего не найдено.</p>");
        }
        told.forEach(part -> {
            html.append("<h2>")
                    .append(escaped(StringUtils.capitalize(part.purpose())))
                    .append("</h2><p>Срок хранения: ")
                    .append(escaped(part.term()))
                    .append("</p>");
            part.rows().forEach(row -> html.append(table(row)));
        });
        html.append("<h2>Файлы</h2>");
        html.append(files.isEmpty() ? "<p>Файлов нет.</p>" : "<ul>");
        files.forEach(
                file -> html.append("<li>files/").append(escaped(entry(file))).append("</li>"));
        return html.append(files.isEmpty() ? "" : "</ul>")
                .append("</body></html>\n")
                .toString();
    }

    /** What a person reads: the words under their Russian names; ids and codes stand in the file for programs. */
    private String table(Map<String, String> row) {
        return row.entrySet().stream()
                .filter(cell -> cell.getValue() != null && !cell.getValue().isBlank())
                .map(cell -> FieldNames.of(cell.getKey())
                        .map(label -> "<tr><th scope=\"row\">" + escaped(StringUtils.capitalize(label)) + "</th><td>"
                                + escaped(shown(cell.getKey(), cell.getValue())) + "</td></tr>")
                        .orElse(""))
                .collect(Collectors.joining("", "<table>", "</table>"));
    }

    private String shown(String column, String value) {
        try {
            return column.equals("purpose") ? purposes.getOrDefault(value, value) : readable(value);
        } catch (DateTimeException e) {
            // Somebody's own words that only look like a date.
            return value;
        }
    }

    private String readable(String value) {
        Matcher moment = MOMENT.matcher(value);
        if (moment.matches()) {
            LocalDateTime local = LocalDateTime.parse(moment.group(1) + "T" + moment.group(2));
            return MINUTE.format(
                    moment.group(3) == null
                            ? local
                            : local.atOffset(ZoneOffset.from(OFFSET.parse(moment.group(3))))
                                    .atZoneSameInstant(zone));
        }
        return value.matches("\\d{4}-\\d\\d-\\d\\d") ? DAY.format(LocalDate.parse(value)) : value;
    }

    static String entry(StoredFile file) {
        return file.id() + " " + file.name().replaceAll("[/\\\\:*?\"<>|]", "_");
    }

    private static String escaped(String text) {
        return text == null
                ? ""
                : text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
    }

    static String json(List<DossierPart> parts) {
        return parts.stream()
                .map(part -> "  " + quoted(part.table()) + ": "
                        + part.rows().stream()
                                .map(row -> row.entrySet().stream()
                                        .map(cell -> quoted(cell.getKey()) + ": " + quoted(cell.getValue()))
                                        .collect(Collectors.joining(", ", "{", "}")))
                                .collect(Collectors.joining(",\n    ", "[", "]")))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String quoted(String text) {
        return text == null ? "null" : STRING.writeToString(text);
    }
}
