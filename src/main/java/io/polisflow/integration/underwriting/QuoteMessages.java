package io.polisflow.integration.underwriting;

import io.polisflow.crm.proposal.Underwriting.QuoteLine;
import io.polisflow.crm.proposal.Underwriting.QuoteRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The wire shapes of {@code openapi/underwriting.yaml}, seen from its client. */
final class QuoteMessages {

    private QuoteMessages() {}

    record Applicant(String inn, String name, String okved) {}

    record RequestItem(
            int position,
            String productCode,
            String object,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal discountPercent,
            Map<String, String> parameters) {

        static RequestItem of(QuoteLine line) {
            return new RequestItem(
                    line.position(),
                    line.productCode(),
                    line.object(),
                    line.sumInsured(),
                    line.deductible() == null ? BigDecimal.ZERO : line.deductible(),
                    line.discountPercent() == null ? BigDecimal.ZERO : line.discountPercent(),
                    line.parameters() == null ? Map.of() : line.parameters());
        }
    }

    record Request(String proposalNumber, Applicant client, String startsOn, int termMonths, List<RequestItem> items) {

        static Request of(QuoteRequest request) {
            return new Request(
                    request.proposalNumber(),
                    new Applicant(request.clientInn(), request.clientName(), request.okved()),
                    request.startsOn().toString(),
                    request.termMonths(),
                    request.lines().stream().map(RequestItem::of).toList());
        }
    }

    record Coefficient(String name, BigDecimal value) {}

    record Item(
            Integer position,
            BigDecimal tariffRate,
            BigDecimal premium,
            List<Coefficient> coefficients,
            List<String> flags) {}

    record Quote(String quoteId, String state, String proposalNumber, String refusalReason, List<Item> items) {}

    record QuoteList(List<Quote> quotes) {}

    record Problem(String title, String detail) {}
}
