package io.polisflow.process.sla.escalation;

import io.polisflow.process.sla.escalation.EscalationRule.Sending;
import io.polisflow.process.sla.escalation.EscalationRule.Whom;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the decision table {@code escalation} whom to tell, and when. */
@Component
class EscalationTable {

    static final String DECISION = "escalation";

    private static final Logger LOG = LoggerFactory.getLogger(EscalationTable.class);

    private final DecisionService decisions;

    // The engine resolves delegates that need this: the cycle is cut here.
    EscalationTable(@Lazy DecisionService decisions) {
        this.decisions = decisions;
    }

    /** What the table is asked about; the same question is put to it once in a sweep. */
    private record Question(Rung rung, String kind, String process, String priority, String clientClass) {}

    /** @return answers from the table as it stands now, each looked up once */
    Answers answers() {
        return new Answers();
    }

    /** The answers of one sweep. */
    final class Answers {

        private final Map<Question, EscalationRule> known = new HashMap<>();

        EscalationRule of(Rung rung, DueDeadline deadline) {
            return known.computeIfAbsent(
                    new Question(
                            rung,
                            deadline.kind().toLowerCase(Locale.ROOT),
                            deadline.process(),
                            deadline.priority().toLowerCase(Locale.ROOT),
                            deadline.clientClass()),
                    EscalationTable.this::ask);
        }
    }

    private EscalationRule ask(Question question) {
        DmnDecisionRuleResult row = decisions
                .evaluateDecisionTableByKey(DECISION)
                .variables(Variables.createVariables()
                        .putValue("level", question.rung().code())
                        .putValue("kind", question.kind())
                        .putValue("process", question.process())
                        .putValue("priority", question.priority())
                        .putValue("clientClass", question.clientClass()))
                .evaluate()
                .getSingleResult();
        if (row == null) {
            LOG.warn("Decision {} has no row for {}; the built-in rule stands in", DECISION, question);
            return EscalationRule.standIn(question.rung());
        }
        return new EscalationRule(
                new BigDecimal(row.getEntry("hours").toString()),
                Whom.valueOf(code(row.getEntry("whom"))),
                Sending.valueOf(code(row.getEntry("letter"))));
    }

    private static String code(String answer) {
        return answer.toUpperCase(Locale.ROOT);
    }
}
