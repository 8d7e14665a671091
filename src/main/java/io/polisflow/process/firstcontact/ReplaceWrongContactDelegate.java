package io.polisflow.process.firstcontact;

import io.polisflow.crm.client.ClientContacts.Draft;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.crm.lead.FirstTouches;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.TouchFields;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Marks the person who was the wrong one, takes another from the card or a new one, and plans a touch with them. */
@Component
class ReplaceWrongContactDelegate implements JavaDelegate {

    private final FirstTouches touches;
    private final TouchFields touchFields;

    ReplaceWrongContactDelegate(FirstTouches touches, TouchFields touchFields) {
        this.touches = touches;
        this.touchFields = touchFields;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            String replacement = form.text("replacement");
            boolean newcomer = FirstTouchForm.NEWCOMER.equals(replacement);
            Draft person = new Draft(
                    form.text("contactName"),
                    form.text("contactPosition"),
                    form.text("contactRole"),
                    form.text("contactPhone"),
                    form.text("contactEmail"));
            Plan plan = touchFields.read(form);
            touches.replaceContact(
                    execution.getProcessBusinessKey(),
                    HeldTouch.read(execution, form),
                    TouchFields.id(form.text("wrongContact")),
                    newcomer ? person : null,
                    new Plan(
                            plan.kind(),
                            plan.startsAt(),
                            plan.place(),
                            newcomer ? null : TouchFields.id(replacement),
                            plan.note()));
        }
    }
}
