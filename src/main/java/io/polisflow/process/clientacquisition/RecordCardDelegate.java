package io.polisflow.process.clientacquisition;

import io.polisflow.crm.client.CardField;
import io.polisflow.crm.lead.Leads;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.FormRow;
import io.polisflow.process.engine.WorkingUser;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records what a person made of the card: their values, their choice on each difference, or that the client is dropped. */
@Component
class RecordCardDelegate implements JavaDelegate {

    private static final String DROP = "drop";

    private final Leads leads;

    RecordCardDelegate(Leads leads) {
        this.leads = leads;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long leadId = ClientAcquisition.LEAD_ID.get(execution);
        try (FormInput form = FormInput.of(execution)) {
            if (DROP.equals(ClientAcquisition.CARD_DECISION.get(execution))) {
                leads.drop(leadId, form.text("dropReason"));
                return;
            }
            Map<CardField, String> typed = new EnumMap<>(CardField.class);
            for (CardField field : CardField.values()) {
                typed.put(field, form.text(field.key()));
            }
            Map<CardField, Boolean> takes = new EnumMap<>(CardField.class);
            form.rows("differences").stream()
                    .map(FormRow::new)
                    .forEach(
                            row -> takes.put(CardField.labelled(row.text("field")), "take".equals(row.text("choice"))));
            Instant shownAt = Instant.ofEpochMilli(ClientAcquisition.CARD_SHOWN_AT.get(execution));
            String name = leads.saveCard(leadId, typed, takes, shownAt, WorkingUser.id())
                    .name();
            ClientAcquisition.CLIENT.set(execution, name);
        }
    }
}
