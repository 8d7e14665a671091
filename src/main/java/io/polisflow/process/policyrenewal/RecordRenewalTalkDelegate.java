package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.Renewal.Aspect;
import io.polisflow.crm.policy.RenewalOffers;
import io.polisflow.crm.policy.RenewalOffers.ClientFacts;
import io.polisflow.crm.policy.Renewals;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.LossFields;
import io.polisflow.process.engine.WorkingUser;
import java.math.BigDecimal;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records the risk review and what the client decided. */
@Component
class RecordRenewalTalkDelegate implements JavaDelegate {

    private final Renewals renewals;
    private final RenewalOffers offers;

    RecordRenewalTalkDelegate(Renewals renewals, RenewalOffers offers) {
        this.renewals = renewals;
        this.offers = offers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long policyId = PolicyRenewal.POLICY_ID.get(execution);
        String intent;
        try (FormInput form = FormInput.of(execution)) {
            intent = form.text(PolicyRenewal.INTENT.name());
            renewals.review(
                    policyId,
                    new Renewals.Review(form.text("claimsNote"), changes(form), form.text("touchNote")),
                    WorkingUser.id());
            if (PolicyRenewal.INTENT_POSTPONE.equals(intent)) {
                PolicyRenewal.RENEWAL_AT.set(
                        execution, Date.from(renewals.postpone(policyId, form.date("postponeUntil"))));
            } else if (PolicyRenewal.INTENT_LOST.equals(intent)) {
                LossFields.hand(execution, form);
            } else {
                tell(execution, offers.factsOf(policyId));
            }
        }
        PolicyRenewal.INTENT.set(execution, intent);
    }

    private static Map<Aspect, String> changes(FormInput form) {
        Map<Aspect, String> changes = new EnumMap<>(Aspect.class);
        BigDecimal revenue = form.money("revenueNow");
        BigDecimal staff = form.number("staffNow");
        put(changes, form, "revenue", Aspect.REVENUE, revenue == null ? null : Rubles.format(revenue));
        put(
                changes,
                form,
                "staff",
                Aspect.STAFF,
                staff == null ? null : staff.toBigInteger().toString());
        put(changes, form, "property", Aspect.PROPERTY, form.text("propertyNow"));
        put(changes, form, "address", Aspect.ADDRESS, form.text("addressNow"));
        put(changes, form, "activity", Aspect.ACTIVITY, form.text("activityNow"));
        return changes;
    }

    private static void put(Map<Aspect, String> changes, FormInput form, String key, Aspect aspect, String told) {
        if (form.flag(key + "Changed") && told != null) {
            changes.put(aspect, told);
        }
    }

    /** What the decision table asks for. */
    private static void tell(DelegateExecution execution, ClientFacts facts) {
        execution.setVariable(PolicyRenewal.PRODUCTS_HELD, String.join(",", facts.productsHeld()));
        execution.setVariable(PolicyRenewal.OKVED_DIVISION, facts.okvedDivision());
        execution.setVariable(PolicyRenewal.EMPLOYEES, facts.employees());
        execution.setVariable(PolicyRenewal.SUM_INSURED, facts.sumInsured().doubleValue());
        execution.setVariable(
                PolicyRenewal.CHANGED, facts.changed().stream().map(Enum::name).collect(Collectors.joining(",")));
    }
}
