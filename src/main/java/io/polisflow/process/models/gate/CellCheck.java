package io.polisflow.process.models.gate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells whoever types a cell of a decision table, before anything is kept, whether the engine could read it. */
public final class CellCheck {

    private static final Map<String, List<Class<?>>> TYPES = Map.of(
            "string", List.of(String.class),
            "boolean", List.of(Boolean.class),
            "date", List.of(LocalDate.class, LocalDateTime.class));

    /** To the language a name, to whoever has forgotten the quotes a word. */
    private static final Pattern WORD = Pattern.compile("(?U)[\\p{L}_][\\p{L}\\p{N}_-]*");

    private static final Set<String> KNOWN = Set.of("true", "false", "null");

    private CellCheck() {}

    /**
     * @param text empty for any value, or for no answer
     * @param input whether it is a condition, and not an answer
     * @param type the column's {@code typeRef}, empty when it has none
     * @param names what the table's columns ask for, which a cell may name
     * @return what is wrong, in Russian, or null
     */
    public static String problem(String text, boolean input, String type, Set<String> names) {
        if (text.isBlank()) {
            return null;
        }
        if (WORD.matcher(text.strip()).matches() && !KNOWN.contains(text.strip()) && !names.contains(text.strip())) {
            return "«" + text.strip() + "» — не число и не имя из заголовка. Слова пишут в кавычках";
        }
        return input ? condition(text, type) : answer(text.strip(), type);
    }

    private static String condition(String text, String type) {
        UnaryTest test = new UnaryTest(text);
        if (!test.feel().parses()) {
            return unreadable(text, type);
        }
        return test.constants().stream()
                .filter(constant -> !fits(type, constant))
                .findFirst()
                .map(constant -> unfit(constant, type))
                .orElse(null);
    }

    private static String answer(String text, String type) {
        Feel answer = Feel.expression(text);
        if (!answer.parses()) {
            return unreadable(text, type);
        }
        Object constant = Feel.isConstant(answer.tree()) ? Feel.valueOf(answer.tree()) : null;
        return fits(type, constant) ? null : unfit(constant, type);
    }

    private static String unreadable(String text, String type) {
        return "запись не читается: " + text.strip() + (isText(type) ? ". Текст пишут в кавычках" : "");
    }

    private static String unfit(Object constant, String type) {
        return "не подходит к столбцу, нужно " + word(type) + ": " + SampleValues.shown(constant);
    }

    private static boolean isText(String type) {
        return type.equals("string");
    }

    private static String word(String type) {
        return switch (type) {
            case "string" -> "слово в кавычках";
            case "boolean" -> "true или false";
            case "date" -> "дата";
            default -> "число";
        };
    }

    /** @return whether it is a type that tables may have */
    static boolean isKnown(String type) {
        return TYPES.containsKey(type) || SampleValues.NUMBERS.contains(type);
    }

    /** @param value null fits everywhere @return whether a column of the type may hold it */
    static boolean fits(String type, Object value) {
        List<Class<?>> classes = SampleValues.NUMBERS.contains(type) ? List.of(BigDecimal.class) : TYPES.get(type);
        return value == null || classes == null || classes.stream().anyMatch(each -> each.isInstance(value));
    }
}
