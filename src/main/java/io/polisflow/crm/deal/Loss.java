package io.polisflow.crm.deal;

import io.polisflow.crm.RefusedException;

/**
 * Why a deal is lost and when to come back: no deal reaches «Проиграна» without it.
 *
 * @param reason code of {@link io.polisflow.crm.dictionary.Dictionary#LOSS_REASON}
 * @param comment details in the manager's words
 * @param competitor which one won; demanded for the reason {@code competitor}, else may be null
 * @param competitorTerms what the competitor offered; likewise
 * @param recontactMonths 3, 6 or 12
 */
public record Loss(String reason, String comment, String competitor, String competitorTerms, Integer recontactMonths) {

    public static final String COMPETITOR = "competitor";

    /** @throws RefusedException naming the first field that is missing or wrong; the reason's code is checked by {@link Deals} */
    public Loss {
        reason = stripped(reason);
        comment = limited(stripped(comment), "lossComment", 4000);
        competitor = limited(stripped(competitor), "lossCompetitor", 300);
        competitorTerms = limited(stripped(competitorTerms), "lossCompetitorTerms", 2000);
        demand(reason, "lossReason", "Выберите причину проигрыша");
        demand(comment, "lossComment", "Опишите подробности: что сказал клиент");
        if (reason.equals(COMPETITOR)) {
            demand(competitor, "lossCompetitor", "Укажите, какого конкурента выбрали");
            demand(competitorTerms, "lossCompetitorTerms", "Укажите условия конкурента");
        }
        if (recontactMonths == null || recontactMonths != 3 && recontactMonths != 6 && recontactMonths != 12) {
            throw new RefusedException("recontactMonths", "Выберите срок повторного контакта: 3, 6 или 12 месяцев");
        }
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String limited(String text, String field, int max) {
        if (text != null && text.length() > max) {
            throw new RefusedException(field, "Сократите текст до " + max + " знаков");
        }
        return text;
    }

    private static void demand(String value, String field, String message) {
        if (value == null) {
            throw new RefusedException(field, message);
        }
    }
}
