package io.polisflow.process.sla;

import io.polisflow.process.engine.AnsweredRow;
import io.polisflow.process.sla.Deadline.Question;
import io.polisflow.process.sla.Deadline.Terms;
import java.math.BigDecimal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Asks the decision tables how many working hours something may take; where they know nothing the default stands in, visibly. */
@Component
class TermsTable {

    static final String OF_TASKS = "task-sla";
    static final String OF_STAGES = "stage-sla";
    /** What the table of stages calls the deal as a whole. */
    static final String WHOLE_DEAL = "deal";

    private static final Logger LOG = LoggerFactory.getLogger(TermsTable.class);
    private static final BigDecimal DEFAULT_WARNING = new BigDecimal("0.75");

    private final BigDecimal defaultHours;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param defaultHours working hours where no row fits, {@code polisflow.sla.default-hours} */
    TermsTable(@Value("${polisflow.sla.default-hours:8}") BigDecimal defaultHours) {
        if (defaultHours.signum() <= 0) {
            throw new IllegalArgumentException("polisflow.sla.default-hours must be above 0: " + defaultHours);
        }
        this.defaultHours = defaultHours;
    }

    static VariableMap questionOfTask(String process, String task, Question question) {
        return facts(question).putValue("process", process).putValue("task", task);
    }

    /** @param subject code of the stage, or {@link #WHOLE_DEAL} */
    static VariableMap questionOfStage(String subject, Question question) {
        return facts(question).putValue("subject", subject);
    }

    private static VariableMap facts(Question question) {
        return Variables.createVariables()
                .putValue("product", question.product())
                .putValue("sum", question.sum())
                .putValue("clientClass", question.clientClass())
                .putValue("priority", question.priority());
    }

    /** The engine keeps what was asked and answered in its history. */
    Terms ask(DecisionService decisions, String table, VariableMap question, String about) {
        AnsweredRow.take();
        DmnDecisionRuleResult row = decisions
                .evaluateDecisionTableByKey(table)
                .variables(question)
                .evaluate()
                .getFirstResult();
        return terms(row, AnsweredRow.take(), table, about);
    }

    /**
     * @param row null when none fits
     * @param about for the log, once for each: what has no usable row
     */
    Terms terms(DmnDecisionRuleResult row, AnsweredRow answered, String table, String about) {
        Integer version = answered == null ? null : answered.version();
        BigDecimal hours = row == null ? null : decimal(row.getEntry("workingHours"));
        if (hours == null || hours.signum() <= 0) {
            if (told.add(table + " " + about)) {
                LOG.warn("Decision {} has no usable row for {}: {} hours stand in", table, about, defaultHours);
            }
            return new Terms(null, defaultHours, DEFAULT_WARNING, null, version);
        }
        BigDecimal share = decimal(row.getEntry("warningShare"));
        boolean usable = share != null && share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0;
        BigDecimal take = decimal(row.get("takeHours"));
        return new Terms(
                take == null || take.signum() < 0 ? null : take,
                hours,
                usable ? share : DEFAULT_WARNING,
                answered == null ? null : answered.row(),
                version);
    }

    private static BigDecimal decimal(Object number) {
        try {
            return number == null ? null : new BigDecimal(number.toString());
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
