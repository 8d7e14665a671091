package io.polisflow.process.clientliquidation;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.journal.Journal;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.LossFields;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Loses the deal for the reason that the manager gives, or notes why it goes on. */
@Component
class RecordLiquidationDecisionDelegate implements JavaDelegate {

    private final DealProcess deals;
    private final Journal journal;

    RecordLiquidationDecisionDelegate(DealProcess deals, Journal journal) {
        this.deals = deals;
        this.journal = journal;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String dealNumber = execution.getProcessBusinessKey();
        String decision;
        String comment;
        Loss loss = null;
        try (FormInput form = FormInput.of(execution)) {
            decision = form.text(ClientLiquidation.DECISION.name());
            comment = form.text("decisionComment");
            if (ClientLiquidation.LOSE.equals(decision)) {
                loss = LossFields.read(form);
            }
        }
        ClientLiquidation.DECISION.set(execution, decision);
        ClientLiquidation.DECIDED.set(execution, true);
        if (loss != null) {
            deals.lose(dealNumber, loss);
        } else {
            journal.record(dealNumber, "Клиент ликвидируется, сделка продолжается: " + comment);
        }
    }
}
