package io.polisflow.process.negotiation;

import io.polisflow.crm.negotiation.Talks;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Asks the deal to pause; the deal then stops this model with all the rest.
 *
 * <p>Asynchronous: the manager's form is recorded for good before the deal itself is touched.
 */
@Component
class RequestPauseDelegate implements JavaDelegate {

    private final Talks talks;

    RequestPauseDelegate(Talks talks) {
        this.talks = talks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        talks.pause(
                execution.getProcessBusinessKey(),
                LocalDate.parse(Negotiation.PAUSED_UNTIL.get(execution)),
                Negotiation.PAUSE_REASON.get(execution));
    }
}
