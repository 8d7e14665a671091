package io.polisflow.web.dictionary;

import io.polisflow.crm.proposal.ParameterDraft;
import io.polisflow.crm.proposal.ParameterDraft.Choice;
import io.polisflow.crm.proposal.Product;
import io.polisflow.crm.proposal.RiskParameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A risk parameter's form as it was typed.
 *
 * @param revision which state of the product the person saw
 * @param optionCode with {@code optionLabel} a row for each option; blank rows count for nothing
 * @param optionOffered codes of those that are ticked, of the options that were there before
 */
record ParameterForm(
        String code,
        String type,
        String label,
        String hint,
        String place,
        boolean required,
        String minValue,
        String maxValue,
        String usual,
        String validFrom,
        String validTo,
        List<String> optionCode,
        List<String> optionLabel,
        List<String> optionOffered,
        int revision) {

    private static final int BLANK_ROWS = 3;

    /** @param known whether it was an option before, so that its code stays and it may be switched off */
    record OptionRow(String code, String label, boolean offered, boolean known) {}

    static ParameterForm blank(Product product, String firstDay) {
        return new ParameterForm(
                "", "NUMBER", "", "", "", true, "", "", "", firstDay, "", null, null, null, product.revision());
    }

    static ParameterForm of(Product product, RiskParameter parameter) {
        ParameterDraft draft = ParameterDraft.of(parameter, product.parameters().indexOf(parameter) + 1);
        return new ParameterForm(
                draft.code(),
                draft.type().name(),
                draft.label(),
                draft.hint(),
                String.valueOf(draft.place()),
                draft.required(),
                plain(draft.minValue()),
                plain(draft.maxValue()),
                draft.usual() == null ? "" : parameter.display(draft.usual()),
                draft.validFrom().toString(),
                draft.validTo() == null ? "" : draft.validTo().toString(),
                draft.options().stream().map(Choice::code).toList(),
                draft.options().stream().map(Choice::label).toList(),
                draft.options().stream()
                        .filter(Choice::offered)
                        .map(Choice::code)
                        .toList(),
                product.revision());
    }

    /** What was typed, over the state that the person has now read about. */
    ParameterForm over(int newest) {
        return new ParameterForm(
                code,
                type,
                label,
                hint,
                place,
                required,
                minValue,
                maxValue,
                usual,
                validFrom,
                validTo,
                optionCode,
                optionLabel,
                optionOffered,
                newest);
    }

    /** @param known codes of the options that were there before */
    ParameterDraft draft(List<String> known) {
        return new ParameterDraft(
                code,
                kind(),
                label,
                hint,
                Typed.place("place", place),
                required,
                Typed.number("minValue", minValue),
                Typed.number("maxValue", maxValue),
                usualCode(known),
                Typed.day("validFrom", validFrom),
                Typed.day("validTo", validTo),
                rows(known).stream()
                        .map(row -> new Choice(row.code(), row.label(), row.offered()))
                        .toList());
    }

    /** People name an option by its label; the catalogue keeps its code. */
    private String usualCode(List<String> known) {
        return rows(known).stream()
                .filter(row -> usual != null && row.label().strip().equalsIgnoreCase(usual.strip()))
                .findFirst()
                .map(OptionRow::code)
                .orElse(usual);
    }

    private RiskParameter.Type kind() {
        return Arrays.stream(RiskParameter.Type.values())
                .filter(each -> each.name().equals(type))
                .findFirst()
                .orElse(null);
    }

    /** @return the options with some blank rows to add more */
    List<OptionRow> rowsToFill(List<String> known) {
        List<OptionRow> rows = new ArrayList<>(rows(known));
        rows.removeIf(row -> row.code().isBlank() && row.label().isBlank());
        for (int i = 0; i < BLANK_ROWS; i++) {
            rows.add(new OptionRow("", "", true, false));
        }
        return rows;
    }

    private List<OptionRow> rows(List<String> known) {
        List<String> codes = optionCode == null ? List.of() : optionCode;
        List<OptionRow> rows = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            String each = codes.get(i) == null ? "" : codes.get(i).strip();
            String text = optionLabel != null && i < optionLabel.size() ? optionLabel.get(i) : "";
            boolean wasThere = known.contains(each);
            boolean ticked = optionOffered != null && optionOffered.contains(each);
            rows.add(new OptionRow(each, text == null ? "" : text, !wasThere || ticked, wasThere));
        }
        return rows;
    }

    private static String plain(BigDecimal number) {
        return number == null ? "" : number.stripTrailingZeros().toPlainString().replace('.', ',');
    }
}
