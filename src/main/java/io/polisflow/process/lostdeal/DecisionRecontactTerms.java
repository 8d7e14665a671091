package io.polisflow.process.lostdeal;

import io.polisflow.crm.deal.RecontactTerms;
import io.polisflow.process.engine.OwnWork;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads the term from the decision table {@code recontact-term}, which an analyst edits. */
@Component
class DecisionRecontactTerms implements RecontactTerms {

    private static final String DECISION = "recontact-term";

    private final DecisionService decisions;
    private final OwnWork ownWork;

    // The engine resolves delegates that need this: the cycle is cut here.
    DecisionRecontactTerms(@Lazy DecisionService decisions, OwnWork ownWork) {
        this.ownWork = ownWork;
        this.decisions = decisions;
    }

    @Override
    public int monthsFor(String lossReason) {
        return ownWork.call(() -> decisions
                .evaluateDecisionTableByKey(DECISION, Variables.putValue("lossReason", lossReason))
                .getSingleResult()
                .<Integer>getSingleEntry());
    }
}
