package io.polisflow.crm.proposal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.proposal.CatalogueEditor.ProductDraft;
import java.time.LocalDate;
import java.util.List;

/** What a product of the catalogue must be like, said to the person who edits it. */
final class CatalogueRules {

    private static final int LONGEST_CODE = 40;

    private CatalogueRules() {}

    static String productCode(String code) {
        if (code == null || code.length() > LONGEST_CODE || !code.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new RefusedException(
                    "code",
                    "Код: латинские строчные буквы, цифры и дефис, не длиннее 40 знаков, например event-cancellation");
        }
        return code;
    }

    /** @param own the product that is changed, or null for a new one */
    static ProductDraft checked(ProductDraft draft, List<Product> all, Product own, LocalDate today) {
        String name = line("name", "название", draft.name(), 200);
        if (name == null) {
            throw new RefusedException("name", "Укажите название");
        }
        if (all.stream().anyMatch(each -> each != own && each.name().equalsIgnoreCase(name))) {
            throw new RefusedException("name", "Продукт с таким названием уже есть");
        }
        days(draft.validFrom(), draft.validTo(), own == null ? null : own.validTo(), today);
        return new ProductDraft(
                name,
                line("description", "описание", draft.description(), 1000),
                draft.place(),
                draft.validFrom(),
                draft.validTo());
    }

    /** @return the place that it gets: asked for within the list's ends, else where it is */
    static int place(Integer asked, List<Product> all, Product own) {
        return asked == null ? all.indexOf(own) + 1 : Math.min(Math.max(asked, 1), all.size());
    }

    /** @param endedBefore the last day that is set already, which may lie in the past */
    static void days(LocalDate from, LocalDate to, LocalDate endedBefore, LocalDate today) {
        if (from == null) {
            throw new RefusedException("validFrom", "Укажите первый день действия");
        }
        if (to == null || to.equals(endedBefore)) {
            return;
        }
        if (to.isBefore(from)) {
            throw new RefusedException("validTo", "Последний день не раньше первого");
        }
        if (to.isBefore(today)) {
            throw new RefusedException("validTo", "Последний день не может быть в прошлом: укажите сегодня или позже");
        }
    }

    /** @return one line of text without outer blanks, or null when nothing was written */
    static String line(String field, String what, String typed, int longest) {
        String text =
                typed == null ? "" : typed.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (text.length() > longest) {
            throw new RefusedException(field, "Слишком длинно: " + what + " — не больше " + longest + " знаков");
        }
        return text.isEmpty() ? null : text;
    }
}
