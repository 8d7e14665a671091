package io.polisflow.process.firstcontact;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.lead.FirstTouches.Held;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Reads what every outcome of the form has in common: how the client was reached and what they said. */
final class HeldTouch {

    private HeldTouch() {}

    static Held read(DelegateExecution execution, FormInput form) {
        String kind = form.text("heldKind");
        return new Held(
                FirstContact.TOUCH_ID.get(execution),
                kind == null ? null : Activity.Kind.valueOf(kind),
                form.text("touchNote"),
                WorkingUser.id());
    }
}
