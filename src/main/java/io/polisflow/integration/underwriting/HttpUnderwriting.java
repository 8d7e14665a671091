package io.polisflow.integration.underwriting;

import static io.polisflow.integration.underwriting.UnderwritingApi.SYSTEM;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.proposal.Underwriting;
import io.polisflow.integration.wire.WireAnswer;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Has a proposal rated by the system behind the published contract, {@code openapi/underwriting.yaml}. */
class HttpUnderwriting implements Underwriting {

    private static final int MOST_DIGITS = 30;
    private static final int LONGEST_ID = 100;
    private static final int LONGEST_REASON = 2000;

    private final UnderwritingApi api;

    HttpUnderwriting(UnderwritingApi api) {
        this.api = api;
    }

    /** The system is asked for the key first: whether an earlier attempt got through, only the system knows. */
    @Override
    public Quote quote(QuoteRequest request, String idempotencyKey) {
        Optional<QuoteMessages.Quote> earlier = find(idempotencyKey);
        if (earlier.isPresent()) {
            return quote(own(earlier.get(), request), request);
        }
        WireAnswer answer = api.quote(QuoteMessages.Request.of(request), idempotencyKey);
        return switch (answer.status()) {
            case 200, 201 -> quote(answer.read(QuoteMessages.Quote.class), request);
            // It cannot be rated as it stands: for a person to mend, like a risk that is not taken.
            case 400, 422 -> new Quote(null, false, reason(answer.read(QuoteMessages.Problem.class)), List.of());
            case 409 ->
                // Already executed: another attempt got through meanwhile.
                find(idempotencyKey)
                        .map(done -> quote(own(done, request), request))
                        .orElseThrow(() -> unusable("a request already executed that cannot be found"));
            default -> throw unusable("HTTP " + answer.status());
        };
    }

    private Optional<QuoteMessages.Quote> find(String idempotencyKey) {
        WireAnswer answer = api.find(idempotencyKey);
        if (answer.status() != 200) {
            throw unusable("HTTP " + answer.status() + " to a look-up");
        }
        List<QuoteMessages.Quote> found =
                answer.read(QuoteMessages.QuoteList.class).quotes();
        if (found == null || found.size() > 1 || found.contains(null)) {
            throw unusable("a look-up without one clear answer");
        }
        return found.stream().findFirst();
    }

    /** Another proposal's premium would be a wrong one. */
    private static QuoteMessages.Quote own(QuoteMessages.Quote quote, QuoteRequest request) {
        if (!request.proposalNumber().equals(quote.proposalNumber())) {
            throw unusable("a look-up that found another proposal's quote");
        }
        return quote;
    }

    private Quote quote(QuoteMessages.Quote quote, QuoteRequest request) {
        if (blank(quote.quoteId()) || quote.quoteId().length() > LONGEST_ID) {
            throw unusable("a quote without a sane id");
        }
        if ("declined".equals(quote.state()) && !blank(quote.refusalReason())) {
            return new Quote(quote.quoteId(), false, cut(quote.refusalReason()), List.of());
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

    private static String reason(QuoteMessages.Problem problem) {
        if (blank(problem.detail())) {
            throw unusable("a refusal without a reason");
        }
        return cut(problem.detail());
    }

    /** More than a page keeps is no sentence any more. */
    private static String cut(String reason) {
        String text = reason.strip();
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static UnavailableException unusable(String fault) {
        return new UnavailableException(SYSTEM, fault, null);
    }
}
