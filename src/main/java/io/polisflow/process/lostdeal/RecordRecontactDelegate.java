package io.polisflow.process.lostdeal;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.WorkingUser;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what the client said and, when they ask for more time, until when. */
@Component
class RecordRecontactDelegate implements JavaDelegate {

    private final Deals deals;

    RecordRecontactDelegate(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String dealNumber = execution.getProcessBusinessKey();
        String decision;
        try (FormInput form = FormInput.of(execution)) {
            decision = form.text(LostDeal.RECONTACT.name());
            deals.recordTouch(
                    dealNumber,
                    Activity.Kind.valueOf(form.text("touchKind")),
                    WorkingUser.id(),
                    form.text("touchNote"));
            if (LostDeal.POSTPONE.equals(decision)) {
                LostDeal.RECONTACT_AT.set(
                        execution, Date.from(deals.postponeRecontact(dealNumber, form.date("postponeUntil"))));
            } else if (!LostDeal.REOPEN.equals(decision)) {
                deals.giveUp(dealNumber);
            }
        }
        LostDeal.RECONTACT.set(execution, decision);
    }
}
