package io.polisflow.integration.policyadmin;

import static io.polisflow.integration.policyadmin.PolicyApi.SYSTEM;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.policy.PolicyAdministration;
import io.polisflow.integration.policyadmin.PolicyMessages.Policy;
import io.polisflow.integration.policyadmin.PolicyMessages.PolicyList;
import io.polisflow.integration.wire.Days;
import io.polisflow.integration.wire.WireAnswer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Has policies issued by the system behind the published contract, {@code openapi/policy-administration.yaml}. */
class HttpPolicyAdministration implements PolicyAdministration {

    private static final int LONGEST_NUMBER = 60;

    private final PolicyApi api;

    HttpPolicyAdministration(PolicyApi api) {
        this.api = api;
    }

    @Override
    public Answer issue(IssueOrder order) {
        WireAnswer answer = api.issue(PolicyMessages.IssueOrder.of(order), order.idempotencyKey());
        return switch (answer.status()) {
            case 200, 201, 202 -> answer(own(answer.read(Policy.class), order));
            case 400, 422 -> new Answer.Refused(reason(answer.read(PolicyMessages.Problem.class)));
            case 409 ->
                // Already executed: an earlier attempt got through although its answer did not.
                lookUp(order.idempotencyKey())
                        .map(policy -> answer(own(policy, order)))
                        .orElseThrow(() -> unusable("an order already executed that cannot be found"));
            default -> throw unusable("HTTP " + answer.status());
        };
    }

    @Override
    public Optional<Answer> find(String idempotencyKey) {
        return lookUp(idempotencyKey).map(HttpPolicyAdministration::answer);
    }

    private Optional<Policy> lookUp(String idempotencyKey) {
        WireAnswer answer = api.find(idempotencyKey);
        if (answer.status() != 200) {
            throw unusable("HTTP " + answer.status() + " to a look-up");
        }
        List<Policy> found = answer.read(PolicyList.class).policies();
        if (found == null || found.size() > 1 || found.contains(null)) {
            throw unusable("a look-up without one clear answer");
        }
        Optional<Policy> policy = found.stream().findFirst();
        if (policy.isPresent() && !idempotencyKey.equals(policy.get().idempotencyKey())) {
            throw unusable("a look-up that found another order");
        }
        return policy;
    }

    /** The wrong contract's policy would insure the wrong client. */
    private static Policy own(Policy policy, IssueOrder order) {
        if (!order.contractNumber().equals(policy.contractNumber())
                || policy.line() == null
                || policy.line() != order.line()) {
            throw unusable("an answer about another contract line than was ordered");
        }
        return policy;
    }

    private static Answer answer(Policy policy) {
        return switch (policy.state() == null ? "" : policy.state()) {
            case "issued", "cancelled" -> issued(policy);
            case "accepted" -> {
                if (blank(policy.reference())) {
                    throw unusable("an accepted order without a reference");
                }
                yield new Answer.Accepted(policy.reference().strip());
            }
            case "refused" -> {
                if (blank(policy.refusalReason())) {
                    throw unusable("a refusal without a reason");
                }
                yield new Answer.Refused(policy.refusalReason().strip());
            }
            default -> throw unusable("an order in no known state");
        };
    }

    private static Answer.Issued issued(Policy policy) {
        if (blank(policy.policyNumber()) || policy.policyNumber().strip().length() > LONGEST_NUMBER) {
            throw unusable("an issued policy without a sane number");
        }
        LocalDate startsOn = date(policy.startsOn());
        LocalDate endsOn = date(policy.endsOn());
        if (endsOn.isBefore(startsOn)) {
            throw unusable("an issued policy that ends before it starts");
        }
        if (!Days.isSane(startsOn) || !Days.isSane(endsOn)) {
            throw unusable("an issued policy with a date that nobody means");
        }
        return new Answer.Issued(policy.policyNumber().strip(), startsOn, endsOn);
    }

    private static LocalDate date(String text) {
        try {
            if (text != null) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw unusable("an issued policy with an unreadable date");
        }
        throw unusable("an issued policy without its dates");
    }

    private static String reason(PolicyMessages.Problem problem) {
        if (blank(problem.detail())) {
            throw unusable("a refusal without a reason");
        }
        return problem.detail().strip();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static UnavailableException unusable(String fault) {
        return new UnavailableException(SYSTEM, fault, null);
    }
}
