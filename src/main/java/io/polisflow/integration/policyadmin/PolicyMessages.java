package io.polisflow.integration.policyadmin;

import io.polisflow.crm.policy.PolicyAdministration;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The wire shapes of {@code openapi/policy-administration.yaml}, seen from its client. */
final class PolicyMessages {

    private PolicyMessages() {}

    record Policyholder(String inn, String name) {}

    record IssueOrder(
            String contractNumber,
            int line,
            Policyholder policyholder,
            String productCode,
            String object,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal premium,
            String startsOn,
            String endsOn,
            Map<String, String> parameters) {

        static IssueOrder of(PolicyAdministration.IssueOrder order) {
            return new IssueOrder(
                    order.contractNumber(),
                    order.line(),
                    new Policyholder(order.clientInn(), order.clientName()),
                    order.productCode(),
                    order.object(),
                    order.sumInsured(),
                    order.deductible() == null ? BigDecimal.ZERO : order.deductible(),
                    order.premium(),
                    order.startsOn().toString(),
                    order.endsOn().toString(),
                    order.parameters() == null ? Map.of() : order.parameters());
        }
    }

    record Policy(
            String reference,
            String idempotencyKey,
            String state,
            String contractNumber,
            Integer line,
            String policyNumber,
            String startsOn,
            String endsOn,
            String refusalReason) {}

    record PolicyList(List<Policy> policies) {}

    record Problem(String title, String detail) {}

    record Health(String status) {}
}
