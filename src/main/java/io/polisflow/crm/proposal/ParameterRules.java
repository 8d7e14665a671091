package io.polisflow.crm.proposal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.proposal.ParameterDraft.Choice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a risk parameter must be like, so that every proposal begun stays as it was asked. */
final class ParameterRules {

    private static final int LONGEST_CODE = 40;
    private static final BigDecimal GREATEST = new BigDecimal("99999999999999.99");

    private ParameterRules() {}

    /**
     * @param own the parameter that is changed, or null for a new one
     * @return the draft with texts stripped, the code and kind of {@code own}, and nothing that its kind has no use for
     */
    static ParameterDraft checked(ParameterDraft draft, Product product, RiskParameter own, LocalDate today) {
        String code = own == null ? newCode(draft.code(), product) : own.code();
        RiskParameter.Type type = own == null ? draft.type() : own.type();
        if (type == null) {
            throw new RefusedException("type", "Выберите вид значения");
        }
        String label = CatalogueRules.line("label", "название", draft.label(), 200);
        if (label == null) {
            throw new RefusedException("label", "Укажите название");
        }
        if (product.parameters().stream()
                .anyMatch(each -> each != own && each.label().equalsIgnoreCase(label))) {
            throw new RefusedException("label", "Параметр с таким названием у продукта уже есть");
        }
        days(draft, own, today);
        boolean number = type == RiskParameter.Type.NUMBER;
        BigDecimal min = number ? bound("minValue", draft.minValue()) : null;
        BigDecimal max = number ? bound("maxValue", draft.maxValue()) : null;
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw new RefusedException("maxValue", "Наибольшее значение не меньше наименьшего");
        }
        List<Choice> choices = type == RiskParameter.Type.OPTION ? choices(draft.options(), own) : List.of();
        ParameterDraft checked = new ParameterDraft(
                code,
                type,
                label,
                CatalogueRules.line("hint", "подсказка", draft.hint(), 500),
                draft.place(),
                draft.required(),
                min,
                max,
                CatalogueRules.line("usual", "обычное значение", draft.usual(), 200),
                draft.validFrom(),
                draft.validTo(),
                choices);
        return usualAccepted(checked);
    }

    private static String newCode(String code, Product product) {
        if (code == null || code.length() > LONGEST_CODE || !code.matches("[a-z][A-Za-z0-9]*")) {
            throw new RefusedException(
                    "code",
                    "Код: латинские буквы и цифры, первая буква строчная, не длиннее 40 знаков, например floorCount");
        }
        if (product.parameters().stream().anyMatch(each -> each.code().equals(code))) {
            throw new RefusedException("code", "Параметр с кодом «" + code + "» у продукта уже есть");
        }
        return code;
    }

    /** A day that has come is over: proposals begun since then have been asked for what held on it. */
    private static void days(ParameterDraft draft, RiskParameter own, LocalDate today) {
        LocalDate from = draft.validFrom();
        boolean sameStart = own != null && own.validFrom().equals(from);
        CatalogueRules.days(from, draft.validTo(), own == null ? null : own.validTo(), today);
        if (own != null && !own.validFrom().isAfter(today) && !sameStart) {
            throw new RefusedException("validFrom", "Параметр уже спрашивают: первый день не меняется");
        }
        if (!sameStart && !from.isAfter(today)) {
            throw new RefusedException(
                    "validFrom", "Укажите завтра или позже: в начатых сегодня КП состав параметров не меняется");
        }
        if (own != null
                && own.validTo() != null
                && own.validTo().isBefore(today)
                && !own.validTo().equals(draft.validTo())) {
            throw new RefusedException("validTo", "Параметр уже не спрашивают: заведите новый");
        }
    }

    private static BigDecimal bound(String field, BigDecimal number) {
        if (number == null) {
            return null;
        }
        if (number.abs().compareTo(GREATEST) > 0 || number.stripTrailingZeros().scale() > 2) {
            throw new RefusedException(field, "Не больше 14 цифр до запятой и двух после");
        }
        return number.setScale(2, RoundingMode.UNNECESSARY);
    }

    private static List<Choice> choices(List<Choice> typed, RiskParameter own) {
        List<Choice> choices = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (Choice choice : typed) {
            String label = CatalogueRules.line("options", "вариант", choice.label(), 200);
            String code = choice.code() == null ? "" : choice.code().strip();
            if (label == null && code.isEmpty()) {
                continue;
            }
            if (label == null) {
                throw new RefusedException("options", "Вариант «" + code + "»: укажите название");
            }
            if (!code.matches("[A-Za-z0-9][A-Za-z0-9-]{0,39}")) {
                throw new RefusedException(
                        "options",
                        "Вариант «" + label + "»: код из латинских букв, цифр и дефиса, не длиннее 40 знаков");
            }
            if (!codes.add(code) || !labels.add(label.toLowerCase(Locale.ROOT))) {
                throw new RefusedException("options", "Вариант «" + label + "» указан дважды");
            }
            choices.add(new Choice(code, label, choice.offered()));
        }
        if (own != null && !own.options().stream().allMatch(option -> codes.contains(option.value()))) {
            throw new RefusedException("options", "Варианты не удаляют: на них ссылаются старые КП. Выключите лишний");
        }
        if (choices.stream().noneMatch(Choice::offered)) {
            throw new RefusedException("options", "Нужен хотя бы один включённый вариант");
        }
        return choices;
    }

    private static ParameterDraft usualAccepted(ParameterDraft draft) {
        if (draft.usual() == null) {
            return draft;
        }
        RiskParameter sample = new RiskParameter(draft.code(), draft.type());
        draft.writeTo(sample);
        String usual = sample.canonical(draft.usual());
        sample.problemWith(usual).ifPresent(problem -> {
            throw new RefusedException("usual", "Обычное значение не подходит. " + problem);
        });
        return new ParameterDraft(
                draft.code(),
                draft.type(),
                draft.label(),
                draft.hint(),
                draft.place(),
                draft.required(),
                draft.minValue(),
                draft.maxValue(),
                usual,
                draft.validFrom(),
                draft.validTo(),
                draft.options());
    }
}
