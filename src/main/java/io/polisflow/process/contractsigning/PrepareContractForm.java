package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contract;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.LossFields;
import java.time.Clock;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Fills term and payments with what the proposal says, moved to today when its start has passed. */
@Component
class PrepareContractForm implements TaskListener {

    private final ContractOnForms facts;
    private final LossFields lossFields;
    private final Clock clock;

    PrepareContractForm(ContractOnForms facts, LossFields lossFields, Clock clock) {
        this.facts = facts;
        this.lossFields = lossFields;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        FormData form = FormData.of(task);
        Contract contract = facts.show(form, task);
        LocalDate today = LocalDate.now(clock);
        boolean late = contract.startsOn().isBefore(today);
        LocalDate start = late ? today.plusDays(1) : contract.startsOn();
        LocalDate end =
                late ? start.plusMonths(contract.proposal().termMonths()).minusDays(1) : contract.endsOn();
        form.putDate("startsOn", start)
                .putDate("endsOn", end)
                .put(
                        "instalments",
                        contract.instalments().stream()
                                .map(payment -> new Payment(
                                        (payment.dueOn().isBefore(today) ? start : payment.dueOn()).toString(),
                                        payment.amount().toPlainString()))
                                .toList());
        lossFields.offer(form);
    }

    /** The amount goes as text, so that the form shows it digit for digit. */
    record Payment(String dueOn, String amount) {}
}
