package io.polisflow.process.negotiation;

import io.polisflow.crm.negotiation.Reworks;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.WorkingUser;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records whether the terms change and what whoever reworked them says. */
@Component
class RecordReworkDelegate implements JavaDelegate {

    private final Reworks reworks;

    RecordReworkDelegate(Reworks reworks) {
        this.reworks = reworks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try (FormInput form = FormInput.of(execution)) {
            boolean change = "revise".equals(form.text("rework"));
            reworks.answer(Negotiation.REWORK_ID.get(execution), WorkingUser.id(), change, form.text("reworkAnswer"));
            Negotiation.TERMS_CHANGE.set(execution, change);
        }
    }
}
