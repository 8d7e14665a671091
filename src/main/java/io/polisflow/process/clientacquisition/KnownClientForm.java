package io.polisflow.process.clientacquisition;

import io.polisflow.crm.lead.Lead;
import io.polisflow.crm.lead.Leads;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.TouchFields.Option;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Says that the company is a client already and whose, and offers to go on there, to hand the lead over, or to stop. */
@Component
class KnownClientForm implements TaskListener {

    private final Leads leads;
    private final LeadScreen screen;

    KnownClientForm(Leads leads, LeadScreen screen) {
        this.leads = leads;
        this.screen = screen;
    }

    @Override
    public void notify(DelegateTask task) {
        Lead lead = leads.get(ClientAcquisition.LEAD_ID.get(task));
        List<Option> choices = new ArrayList<>();
        choices.add(new Option("Продолжить с этим клиентом", "go-on"));
        String owner = lead.client().owner();
        if (owner != null && !owner.equals(lead.takenBy())) {
            choices.add(new Option("Передать ответственному", "hand-over"));
        }
        choices.add(new Option("Не продолжать", "stop"));
        screen.showKnownClient(FormData.of(task), lead).put("resolutionOptions", choices);
    }
}
