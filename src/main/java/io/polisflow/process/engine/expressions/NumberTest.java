package io.polisflow.process.engine.expressions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell of a table that compares numbers, such as {@code >= 50} or {@code [10..33],35}: they are compared in no time, while FEEL sets
 * up all its functions for each question.
 */
record NumberTest(List<Range> ranges) {

    /** @param low null for any, likewise {@code high} */
    private record Range(BigDecimal low, boolean lowBelongs, BigDecimal high, boolean highBelongs) {

        boolean holds(BigDecimal number) {
            return (low == null || (lowBelongs ? number.compareTo(low) >= 0 : number.compareTo(low) > 0))
                    && (high == null || (highBelongs ? number.compareTo(high) <= 0 : number.compareTo(high) < 0));
        }
    }

    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|<|>)?\\s*" + NUMBER);
    private static final Pattern RANGE =
            Pattern.compile("([\\[(\\]])\\s*" + NUMBER + "\\s*\\.\\.\\s*" + NUMBER + "\\s*([\\])\\[])");

    /** @return null when the cell says something else */
    static NumberTest of(String cell) {
        List<Range> ranges = new ArrayList<>();
        for (String part : cell.split(",", -1)) {
            Range range = range(part.strip());
            if (range == null) {
                return null;
            }
            ranges.add(range);
        }
        return new NumberTest(ranges);
    }

    private static Range range(String part) {
        Matcher comparison = COMPARISON.matcher(part);
        if (comparison.matches()) {
            BigDecimal number = new BigDecimal(comparison.group(2));
            String sign = comparison.group(1) == null ? "" : comparison.group(1);
            return new Range(
                    sign.startsWith("<") ? null : number,
                    !sign.equals(">"),
                    sign.startsWith(">") ? null : number,
                    !sign.equals("<"));
        }
        Matcher range = RANGE.matcher(part);
        return range.matches()
                ? new Range(
                        new BigDecimal(range.group(2)),
                        range.group(1).equals("["),
                        new BigDecimal(range.group(3)),
                        range.group(4).equals("]"))
                : null;
    }

    boolean holds(Number value) {
        BigDecimal number = new BigDecimal(value.toString());
        return ranges.stream().anyMatch(range -> range.holds(number));
    }
}
