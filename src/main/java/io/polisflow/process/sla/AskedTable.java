package io.polisflow.process.sla;

import io.polisflow.process.engine.AnsweredRow;
import io.polisflow.process.engine.expressions.TablesWithoutCode;
import io.polisflow.process.sla.Deadline.Terms;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.variable.VariableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of a table of terms, asked each distinct question once and beside the engine's history. */
final class AskedTable {

    private static final Logger LOG = LoggerFactory.getLogger(AskedTable.class);
    private static final DmnEngine ENGINE = engine();
    /** Sums are many: what would grow without end is forgotten and asked anew. */
    private static final int MOST = 20_000;

    private final String key;
    private final int version;
    private final DmnDecision decision;
    private final TermsTable terms;
    private final Map<Map<String, Object>, Terms> answers = new ConcurrentHashMap<>();

    /**
     * @param xml null when there is no such table, so that the default stands in for every answer
     * @throws DmnEngineException when it is no table that the engine reads
     */
    AskedTable(String key, int version, byte[] xml, TermsTable terms) {
        this.key = key;
        this.version = version;
        this.decision = xml == null ? null : ENGINE.parseDecision(key, new ByteArrayInputStream(xml));
        this.terms = terms;
    }

    private static DmnEngine engine() {
        DefaultDmnEngineConfiguration configuration = TablesWithoutCode.configuration();
        configuration.getCustomPostDecisionTableEvaluationListeners().add(new AnsweredRow.Noting());
        return configuration.buildEngine();
    }

    /** @return how many different questions were asked */
    int questions() {
        return answers.size();
    }

    Terms ask(VariableMap question, String about) {
        Map<String, Object> asked = new HashMap<>(question);
        // Sums of different scale are the same sum.
        asked.computeIfPresent("sum", (name, sum) -> ((BigDecimal) sum).stripTrailingZeros());
        if (answers.size() > MOST) {
            answers.clear();
        }
        return answers.computeIfAbsent(asked, each -> evaluate(question, about));
    }

    private Terms evaluate(VariableMap question, String about) {
        if (decision == null) {
            return terms.terms(null, null, key, about);
        }
        try {
            AnsweredRow.take();
            DmnDecisionRuleResult row =
                    ENGINE.evaluateDecisionTable(decision, question).getFirstResult();
            AnsweredRow answered = AnsweredRow.take();
            return terms.terms(
                    row, new AnsweredRow(key, version, answered == null ? null : answered.row()), key, about);
        } catch (DmnEngineException | FeelException | ProcessEngineException e) {
            LOG.warn("Decision {} version {} gives no answer for {}", key, version, about, e);
            return terms.terms(null, new AnsweredRow(key, version, null), key, about);
        }
    }
}
