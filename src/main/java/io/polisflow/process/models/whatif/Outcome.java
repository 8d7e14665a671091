package io.polisflow.process.models.whatif;

import io.polisflow.process.engine.PastDecisions.Evaluation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a table answered.
 *
 * @param rules ids of the rows that fired
 * @param rows what each of them said: name of the answer → value, in order of the names, numbers as {@link BigDecimal}
 * @param collected what they were summed up to, or null
 * @param failure why there is no answer, or null
 */
record Outcome(List<String> rules, List<Map<String, Object>> rows, Object collected, String failure) {

    static Outcome of(Evaluation evaluation) {
        return new Outcome(
                evaluation.rows().stream().map(row -> row.rule()).toList(),
                evaluation.rows().stream().map(row -> plain(row.values())).toList(),
                plain(evaluation.collected()),
                null);
    }

    static Outcome failed(String why) {
        return new Outcome(List.of(), List.of(), null, why);
    }

    static Map<String, Object> plain(Map<String, Object> values) {
        Map<String, Object> plain = new TreeMap<>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    /** @return equal for numbers that are equal, whatever their type */
    static Object plain(Object value) {
        if (!(value instanceof Number number)) {
            return value;
        }
        BigDecimal decimal = new BigDecimal(number.toString()).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    /** @return whether both say the same, whichever rows said it */
    boolean saysTheSame(Outcome other) {
        return Objects.equals(failure, other.failure)
                && rows.equals(other.rows)
                && Objects.equals(collected, other.collected);
    }
}
