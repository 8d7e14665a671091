package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.RenewalOffers;
import io.polisflow.crm.policy.RenewalOffers.Advice;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the table {@code cross-sell} gave and clears what it was asked with. */
@Component
class RecordSuggestionsDelegate implements JavaDelegate {

    private final RenewalOffers offers;

    RecordSuggestionsDelegate(RenewalOffers offers) {
        this.offers = offers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Collection<?> rows = (Collection<?>) execution.getVariable(PolicyRenewal.CROSS_SELL);
        List<Advice> advice = rows.stream()
                .map(row -> (Map<?, ?>) row)
                .map(row -> new Advice(String.valueOf(row.get("product")), String.valueOf(row.get("reason"))))
                .toList();
        PolicyRenewal.SOMETHING_TO_SUGGEST.set(
                execution, offers.suggest(PolicyRenewal.POLICY_ID.get(execution), advice));
        execution.removeVariables(List.of(
                PolicyRenewal.CROSS_SELL,
                PolicyRenewal.PRODUCTS_HELD,
                PolicyRenewal.OKVED_DIVISION,
                PolicyRenewal.EMPLOYEES,
                PolicyRenewal.SUM_INSURED,
                PolicyRenewal.CHANGED));
    }
}
