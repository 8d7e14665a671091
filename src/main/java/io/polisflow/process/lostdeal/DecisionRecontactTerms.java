package io.polisflow.process.lostdeal;

import io.polisflow.crm.deal.RecontactTerms;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads the term from the decision table {@code recontact-term}, which an analyst edits. */
@Component
class DecisionRecontactTerms implements RecontactTerms {

    private static final String DECISION = "recontact-term";

    private final DecisionService decisions;

    // The engine resolves delegates that need this: the cycle is cut here.
    DecisionRecontactTerms(@Lazy DecisionService decisions) {
        this.decisions = decisions;
    }

    @Override
    public int monthsFor(String lossReason) {
        return decisions
                .evaluateDecisionTableByKey(DECISION, Variables.putValue("lossReason", lossReason))
                .getSingleResult()
                .<Integer>getSingleEntry();
    }
}
