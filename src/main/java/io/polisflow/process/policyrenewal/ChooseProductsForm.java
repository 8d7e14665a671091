package io.polisflow.process.policyrenewal;

import io.polisflow.crm.policy.Renewal.Suggestion;
import io.polisflow.crm.policy.Renewals;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.process.engine.FormData;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Lists the suggested products with their reasons, one row each. */
@Component
class ChooseProductsForm implements TaskListener {

    private final Renewals renewals;
    private final Catalogue catalogue;

    ChooseProductsForm(Renewals renewals, Catalogue catalogue) {
        this.renewals = renewals;
        this.catalogue = catalogue;
    }

    @Override
    public void notify(DelegateTask task) {
        List<Row> rows = renewals.ofPolicy(PolicyRenewal.POLICY_ID.get(task)).suggestions().stream()
                .map(this::row)
                .toList();
        FormData.of(task).put("suggestions", rows);
    }

    private Row row(Suggestion suggestion) {
        return new Row(catalogue.get(suggestion.productCode()).name(), suggestion.reason(), false, null, null);
    }

    record Row(String title, String reason, boolean accepted, String object, String sumInsured) {}
}
