package io.polisflow.sandbox;

import io.polisflow.sandbox.QuoteApi.Invalid;
import io.polisflow.sandbox.QuoteApi.ItemRequest;
import io.polisflow.sandbox.Tariffs.Condition;
import io.polisflow.sandbox.Tariffs.ParameterRule;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** A line's risk parameters, checked against what its product declares, with defaults filled in. */
final class RiskParameters {

    private static final int LONGEST_NUMBER = 24;

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, BigDecimal> numbers = new HashMap<>();

    /** @throws Invalid naming the parameter that is missing or out of bounds; unknown parameters are ignored */
    RiskParameters(Map<String, ParameterRule> rules, ItemRequest item) {
        Map<String, String> given = item.parameters() == null ? Map.of() : item.parameters();
        rules.forEach((code, rule) -> {
            String value = given.get(code);
            if (value == null || value.isBlank()) {
                value = rule.defaultValue();
            }
            if (!"text".equals(rule.type())) {
                accept(code, rule, value == null ? null : value.trim());
            }
        });
    }

    private void accept(String code, ParameterRule rule, String value) {
        if (value == null) {
            throw invalid(code, rule, "не указан");
        }
        switch (rule.type()) {
            case "number" -> numbers.put(code, number(code, rule, value));
            case "boolean" -> {
                if (!value.equals("true") && !value.equals("false")) {
                    throw invalid(code, rule, "должен быть «да» или «нет»");
                }
            }
            default -> {
                if (!rule.options().contains(value)) {
                    throw invalid(code, rule, "должен быть одним из: " + String.join(", ", rule.options()));
                }
            }
        }
        texts.put(code, value);
    }

    private static BigDecimal number(String code, ParameterRule rule, String value) {
        BigDecimal number;
        try {
            // A short text cannot hold a number whose arithmetic would take the server's breath away, an exponent
            // could.
            if (value.length() > LONGEST_NUMBER || value.matches(".*[eE].*")) {
                throw new NumberFormatException();
            }
            number = new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw invalid(code, rule, "должен быть числом");
        }
        if (number.compareTo(rule.min()) < 0 || number.compareTo(rule.max()) > 0) {
            throw invalid(
                    code,
                    rule,
                    "должен быть от " + rule.min().toPlainString() + " до "
                            + rule.max().toPlainString());
        }
        if (rule.whole() && number.stripTrailingZeros().scale() > 0) {
            throw invalid(code, rule, "должен быть целым числом");
        }
        return number;
    }

    private static Invalid invalid(String code, ParameterRule rule, String fault) {
        return new Invalid("parameters." + code, "Параметр «" + rule.label() + "» " + fault + ".");
    }

    String text(String code) {
        return texts.get(code);
    }

    BigDecimal number(String code) {
        return numbers.get(code);
    }

    boolean satisfy(Condition condition, BigDecimal sumInsured) {
        return (condition.sumFrom() == null || sumInsured.compareTo(condition.sumFrom()) >= 0)
                && (condition.sumAbove() == null || sumInsured.compareTo(condition.sumAbove()) > 0)
                && (condition.is() == null
                        || condition.is().entrySet().stream()
                                .allMatch(is -> is.getValue().equals(text(is.getKey()))))
                && (condition.above() == null
                        || condition.above().entrySet().stream()
                                .allMatch(above -> number(above.getKey()).compareTo(above.getValue()) > 0));
    }
}
