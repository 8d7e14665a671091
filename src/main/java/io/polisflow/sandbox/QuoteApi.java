package io.polisflow.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serial;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The wire shapes of the published underwriting contract, {@code openapi/underwriting.yaml}, seen from its server. */
final class QuoteApi {

    private QuoteApi() {}

    record Applicant(String inn, String name, String okved) {}

    record ItemRequest(
            Integer position,
            String productCode,
            String object,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal discountPercent,
            Map<String, String> parameters) {}

    record QuoteRequest(
            String proposalNumber, Applicant client, LocalDate startsOn, Integer termMonths, List<ItemRequest> items) {}

    enum State {
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("declined")
        DECLINED
    }

    record Coefficient(String name, BigDecimal value) {}

    /** @param tariffRate per cent of the sum insured, before the discount */
    record Item(
            int position,
            String productCode,
            BigDecimal tariffRate,
            BigDecimal premium,
            List<Coefficient> coefficients,
            List<String> flags) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Quote(
            String quoteId,
            String quoteType,
            State state,
            String proposalNumber,
            String refusalReason,
            String currency,
            BigDecimal premium,
            Instant createdAt,
            List<Item> items) {}

    /** The request cannot be rated as it stands; the message is Russian and names the remedy. */
    static final class Invalid extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final String field;

        Invalid(String field, String message) {
            super(message);
            this.field = field;
        }

        String field() {
            return field;
        }
    }
}
