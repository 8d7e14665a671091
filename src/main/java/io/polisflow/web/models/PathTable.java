package io.polisflow.web.models;

import io.polisflow.process.models.PathStatistics;
import io.polisflow.process.models.PathStatistics.Kind;
import io.polisflow.process.models.PathStatistics.Mark;
import io.polisflow.process.models.PathStatistics.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A model's variants as a table for spreadsheets: semicolons and a mark of UTF-8, as Russian Excel reads it. */
final class PathTable {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PathTable() {}

    static String of(PathStatistics figures) {
        List<String> lines = new ArrayList<>();
        lines.add(line(List.of(
                "Вариант",
                "Путь",
                "Процессов",
                "Доля",
                "Медиана, часов",
                "Сделка выиграна",
                "Сделка проиграна",
                "Версии",
                "Нет в действующей версии",
                "Переставлено вручную на")));
        for (Variant variant : figures.variants()) {
            lines.add(line(List.of(
                    String.valueOf(lines.size()),
                    words(variant.marks()),
                    String.valueOf(variant.instances()),
                    PathPages.percent(variant.instances(), figures.instances()),
                    variant.median() == null
                            ? ""
                            : String.valueOf(variant.median().toMinutes() / 60.0)
                                    .replace('.', ','),
                    String.valueOf(variant.won()),
                    String.valueOf(variant.lost()),
                    variant.versions().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    String.join(", ", variant.gone()),
                    String.join(", ", variant.jumps()))));
        }
        return BYTE_ORDER_MARK + String.join("\r\n", lines) + "\r\n";
    }

    private static String words(List<Mark> marks) {
        return marks.stream().map(PathTable::word).collect(Collectors.joining(" → "));
    }

    private static String word(Mark mark) {
        if (mark.kind() == Kind.ANSWER) {
            return (mark.question() == null ? "" : mark.question() + " ") + "«" + mark.label() + "»";
        }
        return mark.label() + (mark.kind() == Kind.INTERRUPTED ? " (прервано)" : "");
    }

    private static String line(List<String> cells) {
        return cells.stream().map(PathTable::cell).collect(Collectors.joining(";"));
    }

    /** What a model calls its steps must not become a formula. */
    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
