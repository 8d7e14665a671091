package io.polisflow.process.clientacquisition;

import io.polisflow.crm.lead.Leads;
import io.polisflow.crm.lead.Leads.Course;
import io.polisflow.process.engine.FormInput;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Records what a person decided on the lead of a known client; the same for whoever took it and for the client's manager. */
@Component
class LeadDecision {

    private final Leads leads;

    LeadDecision(Leads leads) {
        this.leads = leads;
    }

    /** @param choice {@code go-on}, {@code hand-over} or {@code stop} */
    void record(DelegateExecution execution, FormInput form, String choice, String user) {
        long leadId = ClientAcquisition.LEAD_ID.get(execution);
        Course course =
                switch (choice) {
                    case "go-on" -> leads.goOn(leadId, form.text("dealChoice"), form.text("leadNote"), user);
                    case "hand-over" -> leads.handOver(leadId, form.text("leadNote"), user);
                    default -> leads.stop(leadId, form.text("stopReason"), user);
                };
        ClientAcquisition.LEAD_COURSE.set(
                execution, course.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
