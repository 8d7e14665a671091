package io.polisflow.process.models.gate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Picks for an input column one value of each class of values that its cells tell apart, so that a table can be walked through. */
final class SampleValues {

    /** A text that no cell names; shown in words, never as it is. */
    static final String OTHER_TEXT = "\u0000";
    /** Stands in an example for a column that does not matter. */
    static final Object ANY = new Object();

    static final Set<String> NUMBERS = Set.of("number", "double", "float", "decimal", "integer", "long");
    private static final Set<String> WHOLE_NUMBERS = Set.of("integer", "long");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private SampleValues() {}

    /**
     * @param type the column's {@code typeRef}, null or empty when it has none
     * @param cells those that can be analysed
     * @param codes everything that the column can hold, what cells name wrongly comes on top; empty when that is not known
     * @param allowed what the table itself allows in the column; an empty test when it says nothing
     */
    static List<Object> of(String type, Collection<UnaryTest> cells, Set<String> codes, UnaryTest allowed) {
        Set<Object> constants = new LinkedHashSet<>();
        cells.forEach(cell -> constants.addAll(cell.constants()));
        constants.addAll(allowed.constants());
        Set<Object> samples = new LinkedHashSet<>();
        addTexts(constants, codes, type, samples);
        addOrdered(only(BigDecimal.class, constants), SampleValues::more, SampleValues::less, middle(type), samples);
        addOrdered(only(LocalDate.class, constants), day -> day.plusDays(1), day -> day.minusDays(1), null, samples);
        addOrdered(
                only(LocalDateTime.class, constants),
                time -> time.plusSeconds(1),
                time -> time.minusSeconds(1),
                null,
                samples);
        if ("boolean".equals(type) || constants.contains(true) || constants.contains(false)) {
            samples.addAll(List.of(true, false));
        }
        if (constants.contains(null)) {
            samples.add(null);
        }
        if (allowed.isAnalysable() && !allowed.isEmpty()) {
            samples.removeIf(sample -> !allowed.admits(sample));
        }
        return samples.isEmpty() ? List.of(ANY) : new ArrayList<>(samples);
    }

    private static void addTexts(Set<Object> constants, Set<String> codes, String type, Set<Object> samples) {
        Set<String> texts = only(String.class, constants);
        if (!codes.isEmpty()) {
            samples.addAll(codes);
            samples.addAll(texts);
        } else if (!texts.isEmpty() || "string".equals(type)) {
            samples.addAll(texts);
            samples.add(OTHER_TEXT);
        }
    }

    private static BigDecimal more(BigDecimal number) {
        return Feel.normal(number.add(BigDecimal.ONE));
    }

    private static BigDecimal less(BigDecimal number) {
        return Feel.normal(number.subtract(BigDecimal.ONE));
    }

    private static BinaryOperator<BigDecimal> middle(String type) {
        return WHOLE_NUMBERS.contains(type)
                ? null
                : (low, high) -> Feel.normal(low.add(high).divide(TWO));
    }

    /** @param middle what lies between two neighbours; null when that is found by counting */
    private static <T extends Comparable<? super T>> void addOrdered(
            TreeSet<T> marks,
            UnaryOperator<T> next,
            UnaryOperator<T> before,
            BinaryOperator<T> middle,
            Set<Object> samples) {
        T last = null;
        for (T mark : marks) {
            if (last == null) {
                samples.add(before.apply(mark));
            } else if (middle != null) {
                samples.add(middle.apply(last, mark));
            } else if (next.apply(last).compareTo(mark) < 0) {
                samples.add(next.apply(last));
            }
            samples.add(mark);
            last = mark;
        }
        if (last != null) {
            samples.add(next.apply(last));
        }
    }

    private static <T> TreeSet<T> only(Class<T> type, Set<Object> constants) {
        TreeSet<T> some = new TreeSet<>();
        constants.stream().filter(type::isInstance).map(type::cast).forEach(some::add);
        return some;
    }

    /** @return the value as it is written in an example */
    static String shown(Object value) {
        if (value == ANY) {
            return "любое";
        } else if (OTHER_TEXT.equals(value)) {
            return "другое значение";
        } else if (value == null) {
            return "пусто";
        } else if (value instanceof String text) {
            return "\"" + text + "\"";
        } else if (value instanceof LocalDate day) {
            return DateTimeFormatter.ofPattern("dd.MM.yyyy").format(day);
        } else if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss").format(time);
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
