package io.polisflow.process.policyissue;

import io.polisflow.crm.policy.PolicyOrder;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Tells the model what the Policy Admin System answered. */
final class Answers {

    private Answers() {}

    static void tell(DelegateExecution execution, PolicyOrder order) {
        PolicyIssue.ANSWER.set(execution, order.state().name().toLowerCase(Locale.ROOT));
        PolicyIssue.REFUSAL.set(execution, order.reason());
    }
}
