package io.polisflow.process.negotiation;

import io.polisflow.crm.negotiation.Talks;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that the client agreed while the talks still waited for something else. */
@Component
class RecordAgreementDelegate implements JavaDelegate {

    private final Talks talks;

    RecordAgreementDelegate(Talks talks) {
        this.talks = talks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        talks.agreed(execution.getProcessBusinessKey(), Negotiation.NEXT_TOUCH_ID.get(execution));
        Negotiation.OUTCOME.set(execution, Negotiation.OUTCOME_AGREED);
    }
}
