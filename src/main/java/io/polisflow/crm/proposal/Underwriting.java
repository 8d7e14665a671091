package io.polisflow.crm.proposal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Rates a proposal: the preliminary premium comes from the insurer's underwriting system. */
public interface Underwriting {

    /**
     * @param idempotencyKey the same key never rates twice; made of instance, activity and proposal version
     * @return accepted with a rate for every line, or refused with a reason: the risk is not taken, or cannot be rated as it
     *     stands
     * @throws io.polisflow.crm.UnavailableException when the system gave no usable answer
     */
    Quote quote(QuoteRequest request, String idempotencyKey);

    /**
     * @param proposalNumber number and version of the proposal, e.g. {@code KP-2026-000012/1}
     * @param startsOn first day of cover
     * @param termMonths length of cover in months, 1 to 60
     * @param okved the client's main OKVED 2 code, or null
     */
    record QuoteRequest(
            String proposalNumber,
            String clientInn,
            String clientName,
            String okved,
            LocalDate startsOn,
            int termMonths,
            List<QuoteLine> lines) {}

    /**
     * @param position 1-based
     * @param productCode catalogue code, e.g. {@code property}
     * @param sumInsured rubles, scale 2
     * @param deductible rubles, scale 2
     * @param discountPercent requested discount, per cent of the premium, 0 to 100
     * @param parameters the product's risk parameters by code; numbers as plain decimal text, dates as ISO
     */
    record QuoteLine(
            int position,
            String productCode,
            String object,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal discountPercent,
            Map<String, String> parameters) {}

    /**
     * @param quoteId the system's own id of this rating; null when it rated nothing
     * @param refusalReason Russian sentence, at most 2000 characters, when refused, else null
     */
    record Quote(String quoteId, boolean accepted, String refusalReason, List<QuotedLine> lines) {}

    /**
     * @param tariffRate per cent of the sum insured
     * @param premium rubles, scale 2, after the requested discount
     * @param flags the system's remarks in Russian, e.g. «Требуется осмотр объекта»
     */
    record QuotedLine(
            int position,
            BigDecimal tariffRate,
            BigDecimal premium,
            List<Coefficient> coefficients,
            List<String> flags) {}

    /** @param name what the coefficient stands for in Russian, e.g. «Франшиза» */
    record Coefficient(String name, BigDecimal value) {}
}
