package io.polisflow.crm.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Issues policies; the insurer's Policy Admin System stands behind it. */
public interface PolicyAdministration {

    /**
     * The same idempotency key never issues twice: a repeat answers with the policy that is there.
     *
     * @throws io.polisflow.crm.UnavailableException when the system gave no usable answer; ask {@link #find} before repeating
     */
    Answer issue(IssueOrder order);

    /**
     * @return what became of an earlier order, or empty when the system never got it
     * @throws io.polisflow.crm.UnavailableException when the system gave no usable answer
     */
    Optional<Answer> find(String idempotencyKey);

    /**
     * @param idempotencyKey made of instance, activity and contract line
     * @param sumInsured rubles, scale 2
     * @param deductible rubles, scale 2
     * @param premium rubles, scale 2
     * @param startsOn first day of cover
     * @param endsOn last day of cover
     * @param parameters the product's risk parameters by code, as underwriting got them
     */
    record IssueOrder(
            String idempotencyKey,
            String contractNumber,
            int line,
            String clientInn,
            String clientName,
            String productCode,
            String object,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal premium,
            LocalDate startsOn,
            LocalDate endsOn,
            Map<String, String> parameters) {}

    /** What the system says of an order. */
    sealed interface Answer {

        record Issued(String policyNumber, LocalDate startsOn, LocalDate endsOn) implements Answer {}

        /** It will tell later. */
        record Accepted(String reference) implements Answer {}

        /** @param reason Russian sentence */
        record Refused(String reason) implements Answer {}
    }
}
