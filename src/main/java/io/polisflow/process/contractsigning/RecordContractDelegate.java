package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.contract.Instalment;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.FormRow;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records term and payments, or that the client wants other terms or none. */
@Component
class RecordContractDelegate implements JavaDelegate {

    private static final String KEEP = "keep";

    private final Contracts contracts;
    private final Ending ending;

    RecordContractDelegate(Contracts contracts, Ending ending) {
        this.contracts = contracts;
        this.ending = ending;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String decision;
        try (FormInput form = FormInput.of(execution)) {
            decision = form.text(ContractSigning.TERMS.name());
            if (KEEP.equals(decision)) {
                List<Instalment> schedule = form.rows("instalments").stream()
                        .map(FormRow::new)
                        .map(row -> new Instalment(row.date("dueOn"), row.money("amount")))
                        .toList();
                contracts.describe(
                        ContractSigning.CONTRACT_ID.get(execution),
                        form.date("startsOn"),
                        form.date("endsOn"),
                        schedule);
                ContractSigning.ATTEMPT.set(execution, ContractSigning.ATTEMPT.get(execution) + 1);
            } else {
                ending.apply(execution, form, decision);
            }
            form.clear("startsOn", "endsOn", "instalments");
        }
        ContractSigning.TERMS.set(execution, decision);
    }
}
