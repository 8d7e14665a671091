package io.polisflow.integration.underwriting;

import static io.polisflow.integration.underwriting.UnderwritingApi.SYSTEM;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.proposal.Underwriting;
import io.polisflow.integration.wire.WireAnswer;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Has a proposal rated by the system behind the published contract, {@code openapi/underwriting.yaml}. */
class HttpUnderwriting implements Underwriting {

    private static final int MOST_DIGITS = 30;

    private final UnderwritingApi api;

    HttpUnderwriting(UnderwritingApi api) {
        this.api = api;
    }

    /** @throws RefusedException when the system says, in its own words, that the request cannot be rated as it stands */
    @Override
    public Quote quote(QuoteRequest request, String idempotencyKey) {
        WireAnswer answer = api.quote(QuoteMessages.Request.of(request), idempotencyKey);
        return switch (answer.status()) {
            case 200, 201 -> quote(answer.read(QuoteMessages.Quote.class), request);
            case 400, 422 -> throw refusal(answer.read(QuoteMessages.Problem.class));
            default -> throw unusable("HTTP " + answer.status());
        };
    }

    private Quote quote(QuoteMessages.Quote quote, QuoteRequest request) {
        if (blank(quote.quoteId())) {
            throw unusable("a quote without an id");
        }
        if ("declined".equals(quote.state()) && !blank(quote.refusalReason())) {
            return new Quote(quote.quoteId(), false, quote.refusalReason().strip(), List.of());
        }
        if (!"accepted".equals(quote.state()) || quote.items() == null) {
            throw unusable("a quote neither accepted nor declined with a reason");
        }
        List<QuotedLine> lines =
                quote.items().stream().map(HttpUnderwriting::line).toList();
        Set<Integer> asked = new HashSet<>();
        request.lines().forEach(line -> asked.add(line.position()));
        Set<Integer> rated = new HashSet<>();
        lines.forEach(line -> rated.add(line.position()));
        if (lines.size() != request.lines().size() || !rated.equals(asked)) {
            throw unusable("a quote for other lines than were asked");
        }
        return new Quote(quote.quoteId(), true, null, lines);
    }

    private static QuotedLine line(QuoteMessages.Item item) {
        boolean whole = item != null
                && item.position() != null
                && sane(item.tariffRate())
                && item.tariffRate().signum() >= 0
                && money(item.premium())
                && item.coefficients() != null
                && item.coefficients().stream()
                        .allMatch(coefficient ->
                                coefficient != null && !blank(coefficient.name()) && sane(coefficient.value()))
                && item.flags() != null
                && item.flags().stream().allMatch(Objects::nonNull);
        if (!whole) {
            throw unusable("a quoted line that is incomplete");
        }
        return new QuotedLine(
                item.position(),
                item.tariffRate(),
                item.premium().setScale(2),
                item.coefficients().stream()
                        .map(coefficient -> new Coefficient(coefficient.name(), coefficient.value()))
                        .toList(),
                List.copyOf(item.flags()));
    }

    private static boolean money(BigDecimal amount) {
        return sane(amount)
                && amount.signum() > 0
                && amount.stripTrailingZeros().scale() <= 2;
    }

    /** An exponent of some millions would be a number too, and take all memory in the first addition. */
    private static boolean sane(BigDecimal number) {
        return number != null
                && number.precision() <= MOST_DIGITS
                && number.scale() <= MOST_DIGITS
                && number.scale() >= -MOST_DIGITS;
    }

    private static RuntimeException refusal(QuoteMessages.Problem problem) {
        return blank(problem.detail())
                ? unusable("a refusal without a reason")
                : new RefusedException(problem.field(), problem.detail().strip());
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static UnavailableException unusable(String fault) {
        return new UnavailableException(SYSTEM, fault, null);
    }
}
