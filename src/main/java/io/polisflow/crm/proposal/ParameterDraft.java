package io.polisflow.crm.proposal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A risk parameter as a person wrote it.
 *
 * @param place among the product's parameters, from 1; null leaves it, a new one goes to the end
 * @param minValue of a number only, as {@code maxValue}; null for no bound
 * @param usual what the form begins with, or null
 * @param options of a choice only
 */
public record ParameterDraft(
        String code,
        RiskParameter.Type type,
        String label,
        String hint,
        Integer place,
        boolean required,
        BigDecimal minValue,
        BigDecimal maxValue,
        String usual,
        LocalDate validFrom,
        LocalDate validTo,
        List<Choice> options) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    /** @param offered false when it only explains old values */
    public record Choice(String code, String label, boolean offered) {}

    /** @param place from 1 */
    public static ParameterDraft of(RiskParameter parameter, int place) {
        return new ParameterDraft(
                parameter.code(),
                parameter.type(),
                parameter.label(),
                parameter.hint(),
                place,
                parameter.required(),
                parameter.minValue(),
                parameter.maxValue(),
                parameter.defaultValue(),
                parameter.validFrom(),
                parameter.validTo(),
                parameter.options().stream()
                        .map(option -> new Choice(option.value(), option.label(), option.offered()))
                        .toList());
    }

    void writeTo(RiskParameter parameter) {
        parameter.describe(label, hint, required, minValue, maxValue, usual);
        parameter.askFrom(validFrom, validTo);
        parameter.offer(options.stream()
                .map(choice -> new RiskParameter.Option(choice.code(), choice.label(), choice.offered()))
                .toList());
    }

    int placeOr(int otherwise) {
        return place == null ? otherwise : place;
    }

    String days() {
        return "действует с " + DAY.format(validFrom) + (validTo == null ? "" : " по " + DAY.format(validTo));
    }

    Differences against(ParameterDraft before) {
        return new Differences()
                .note("название", before.label, label)
                .note("подсказка", before.hint, hint)
                .note("место", before.place, placeOr(before.place))
                .note("обязательный", before.required, required)
                .note("не меньше", before.minValue, minValue)
                .note("не больше", before.maxValue, maxValue)
                .note("обычно", before.usual, usual)
                .note("действует с", before.validFrom, validFrom)
                .note("действует по", before.validTo, validTo)
                .note("варианты", before.choices(), choices());
    }

    private String choices() {
        return options.stream()
                .map(choice -> choice.label() + (choice.offered() ? "" : " (выключен)"))
                .collect(Collectors.joining(", "));
    }
}
