package io.polisflow.process.engine;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.engine.repository.DecisionDefinition;

/**
 * Which row of a decision table answered last in this thread: the engine's own result does not say.
 *
 * @param row id of the first row that fits, null when none does
 * @param version of the table, 0 when it is not a deployed one
 */
public record AnsweredRow(String table, int version, String row) {

    private static final ThreadLocal<AnsweredRow> LAST = new ThreadLocal<>();

    /** @return the last answer, which is then forgotten; null when there is none */
    public static AnsweredRow take() {
        AnsweredRow last = LAST.get();
        LAST.remove();
        return last;
    }

    /** Notes every answer of the engine that it listens to. */
    public static final class Noting implements DmnDecisionTableEvaluationListener {

        @Override
        public void notify(DmnDecisionTableEvaluationEvent event) {
            DmnDecision table = event.getDecisionTable();
            String row = event.getMatchingRules().isEmpty()
                    ? null
                    : event.getMatchingRules().get(0).getId();
            int version = table instanceof DecisionDefinition deployed ? deployed.getVersion() : 0;
            LAST.set(new AnsweredRow(table.getKey(), version, row));
        }
    }
}
