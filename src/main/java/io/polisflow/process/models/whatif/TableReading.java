package io.polisflow.process.models.whatif;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the answers of a table in business words; a table that the product does not know is read column by column. */
final class TableReading {

    private static final String NO_ROW = "ни одна строка не подходит";
    private static final String COMPUTED = "вычисленное значение";
    private static final String OTHERS = "прочие";
    private static final int LONGEST = 300;

    private enum Shape {
        /** One answer of all rows, in their order. */
        ROUTE,
        /** The first row's number. */
        TERM,
        /** Whatever the rows name, in no order, each once. */
        SET,
        /** All columns of all rows. */
        ROWS
    }

    /**
     * What the product makes of one of its tables.
     *
     * @param answer the column that counts
     * @param unit of a term
     * @param asked variables that tell what was asked about; empty when it is always the same
     * @param about what that is, the title of a column
     * @param changed what would have come otherwise, in the genitive plural
     */
    private record Known(Shape shape, String answer, String unit, List<String> asked, String about, String changed) {}

    private static final Known ANY = new Known(Shape.ROWS, "", "", List.of(), null, "Ответов, которые были бы другими");

    private static final Map<String, Known> KNOWN = Map.of(
            "approval-route",
            new Known(Shape.ROUTE, "approver", "", List.of(), null, "Согласований, которые пошли бы другим маршрутом"),
            "task-sla",
            new Known(
                    Shape.TERM,
                    "workingHours",
                    " раб. ч",
                    List.of("process", "task"),
                    "Задача",
                    "Задач, у которых был бы другой срок"),
            "cross-sell",
            new Known(Shape.SET, "product", "", List.of(), null, "Продлений, в которых предложили бы другие продукты"),
            "recontact-term",
            new Known(
                    Shape.TERM,
                    "months",
                    " мес.",
                    List.of("lossReason"),
                    "Причина проигрыша",
                    "Сделок, к которым предложили бы вернуться в другой срок"));

    /** What a renewed client has already is not offered, whatever the table says. */
    private static final String HELD = "productsHeld";

    private final TableText table;
    private final Known known;
    private final Set<String> literals;
    private final Map<String, String> answerNames;
    private final Map<String, String> subjectNames;

    /**
     * @param literals the answers that may be shown: those that are written in tables as they are, since a computed one could hand on
     *     what a client told
     */
    TableReading(TableText table, Set<String> literals, CodeNames codes) {
        this.table = table;
        this.literals = literals;
        Known own = KNOWN.getOrDefault(table.key(), ANY);
        this.known = table.outputs().stream().anyMatch(output -> output.name().equals(own.answer())) ? own : ANY;
        this.answerNames = codes.of(known.answer());
        this.subjectNames = codes.of(String.join("/", known.asked()));
    }

    /**
     * An answer as it is read.
     *
     * @param counts what is compared
     * @param text the same for people
     * @param rest what else was answered
     */
    record Said(Object counts, String text, Object rest, String restText) {}

    /** @return the answers that an outcome of many is made of, when each of them is counted for itself; otherwise null */
    Set<String> each(Said said) {
        return known.shape() == Shape.SET && said.counts() instanceof Map<?, ?> named
                ? named.values().stream().map(String::valueOf).collect(Collectors.toSet())
                : null;
    }

    String changed() {
        return known.changed();
    }

    /** @return the title of what was asked about, null when it is always the same */
    String about() {
        return known.about();
    }

    String subject(Map<String, Object> asked) {
        if (known.asked().isEmpty()) {
            return null;
        }
        String code = known.asked().stream()
                .map(variable -> String.valueOf(asked.get(variable)))
                .collect(Collectors.joining("/"));
        return subjectNames.getOrDefault(code, OTHERS);
    }

    /** @return by how much the term would differ, null when it is none */
    BigDecimal difference(Said before, Said after) {
        return known.shape() == Shape.TERM
                        && before.counts() instanceof BigDecimal old
                        && after.counts() instanceof BigDecimal now
                ? now.subtract(old)
                : null;
    }

    String term(BigDecimal difference) {
        String sign = difference.signum() < 0 ? "−" : "+";
        return sign + number(difference.abs()) + known.unit();
    }

    Said said(Outcome outcome, Map<String, Object> asked) {
        if (outcome.failure() != null) {
            return new Said(outcome.failure(), "ошибка: " + outcome.failure(), "", "");
        }
        List<Map<String, Object>> rows = outcome.rows();
        return switch (known.shape()) {
            case ROUTE -> {
                List<Object> route = answers(rows);
                yield said(route, joined(route.stream(), " → "), rest(rows));
            }
            case TERM -> {
                List<Map<String, Object>> first = rows.stream().limit(1).toList();
                Object term = answers(first).stream().findFirst().orElse(null);
                String text = first.isEmpty()
                        ? NO_ROW
                        : term instanceof BigDecimal ? answer(term) + known.unit() : answer(term);
                yield said(Objects.requireNonNullElse(term, NO_ROW), text, rest(first));
            }
            case SET -> {
                List<Object> held =
                        Arrays.asList((Object[]) String.valueOf(asked.get(HELD)).split("\\s*,\\s*"));
                List<Map<String, Object>> offered = rows.stream()
                        .filter(row -> !held.contains(row.get(known.answer())))
                        .sorted((one, other) -> one.toString().compareTo(other.toString()))
                        .toList();
                Map<String, String> named = new TreeMap<>();
                answers(offered).forEach(each -> named.put(String.valueOf(each), answer(each)));
                yield said(
                        named,
                        named.isEmpty()
                                ? "ничего"
                                : joined(answers(offered).stream().distinct(), ", "),
                        rest(offered));
            }
            case ROWS -> {
                Object collected = outcome.collected();
                List<Map<String, Object>> inOrder = table.ordered()
                        ? rows
                        : rows.stream()
                                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                                .toList();
                String text = rows.isEmpty() ? NO_ROW : collected != null ? answer(collected) : text(inOrder);
                yield new Said(collected == null ? inOrder : collected, text, "", "");
            }
        };
    }

    private Said said(Object counts, String text, List<Map<String, Object>> rest) {
        return new Said(counts, shortened(text.isEmpty() ? NO_ROW : text), rest, text(rest));
    }

    private List<Object> answers(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> row.get(known.answer())).toList();
    }

    private List<Map<String, Object>> rest(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> {
                    Map<String, Object> others = new LinkedHashMap<>(row);
                    others.remove(known.answer());
                    return others;
                })
                .toList();
    }

    private String joined(Stream<Object> answers, String by) {
        return answers.map(this::answer).collect(Collectors.joining(by));
    }

    /** @return the columns in their order with their titles, unless there is only one */
    private String text(List<Map<String, Object>> rows) {
        boolean single = table.outputs().size() == 1;
        return shortened(rows.stream()
                .map(row -> table.outputs().stream()
                        .filter(output -> row.containsKey(output.name()))
                        .map(output -> (single ? "" : output.title() + ": ") + answer(row.get(output.name())))
                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; ")));
    }

    private String answer(Object value) {
        if (value == null) {
            return "пусто";
        }
        String code = String.valueOf(value);
        String name = answerNames.get(code);
        if (name != null) {
            return name;
        }
        if (!literals.contains(code)) {
            return COMPUTED;
        }
        return value instanceof BigDecimal decimal ? number(decimal) : code;
    }

    private static String number(BigDecimal decimal) {
        return decimal.toPlainString().replace('.', ',');
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
