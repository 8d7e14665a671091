package io.polisflow.process.models.whatif;

import io.polisflow.process.engine.expressions.ForbiddenCodeException;
import io.polisflow.process.engine.expressions.TablesWithoutCode;
import java.io.Serial;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.hitpolicy.DmnHitPolicyException;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * Asks a table anew with values that were recorded, in an engine of its own that runs no code; for one thread.
 *
 * <p>What a column asks for is known when the same was asked then, be it a variable or a whole expression.
 */
final class Replay {

    private final TableText table;
    private final NotingFeel feel;
    private final long until;
    private final DmnEngine engine;
    private final Map<Map<Integer, String>, DmnDecision> variants = new HashMap<>();
    private DmnDecisionTableEvaluationEvent answered;

    /**
     * @param until as {@link System#nanoTime()} counts
     * @throws DmnEngineException when the engine does not take the table
     */
    Replay(TableText table, long until) {
        this.table = table;
        this.until = until;
        this.feel = new NotingFeel(table.names(), this::requireTime);
        DefaultDmnEngineConfiguration configuration = TablesWithoutCode.configuration();
        configuration.setFeelEngineFactory(() -> feel);
        configuration.setCustomPostDecisionTableEvaluationListeners(List.of(event -> answered = event));
        this.engine = configuration.buildEngine();
        variant(Map.of());
    }

    /**
     * @param outcome null when something is missing
     * @param missing the variables that were not recorded and without which nobody knows
     */
    record Answer(Outcome outcome, Set<String> missing) {}

    /**
     * @param recorded expression, mostly a variable → value
     * @throws OutOfTime when the table takes too long
     * @throws ForbiddenCodeException when it holds what is no data
     */
    Answer ask(Map<String, Object> recorded) {
        requireTime();
        feel.forgetMissing();
        answered = null;
        Set<String> missing = new TreeSet<>();
        Map<Integer, String> replaced = new LinkedHashMap<>();
        VariableMap variables = Variables.createVariables();
        recorded.forEach(variables::putValue);
        for (int i = 0; i < table.inputs().size(); i++) {
            TableText.Input input = table.inputs().get(i);
            if (recorded.containsKey(input.asks()) && !input.isVariable()) {
                replaced.put(i, "recorded" + i);
                variables.putValue("recorded" + i, recorded.get(input.asks()));
            } else if (input.isVariable() && !recorded.containsKey(input.asks())) {
                if (input.compared()) {
                    missing.add(input.asks());
                } else {
                    variables.putIfAbsent(input.asks(), null);
                }
            }
        }
        // What is missing in a column is missing for all rows: the engine need not be asked.
        Outcome outcome = missing.isEmpty() ? evaluated(replaced, variables) : null;
        missing.addAll(feel.missing());
        return missing.isEmpty() ? new Answer(outcome, Set.of()) : new Answer(null, Set.copyOf(missing));
    }

    private Outcome evaluated(Map<Integer, String> replaced, VariableMap variables) {
        try {
            engine.evaluateDecisionTable(variant(replaced), variables);
            return new Outcome(
                    answered.getMatchingRules().stream()
                            .map(DmnEvaluatedDecisionRule::getId)
                            .toList(),
                    answered.getMatchingRules().stream().map(Replay::values).toList(),
                    value(answered.getCollectResultValue()),
                    null);
        } catch (DmnHitPolicyException e) {
            return Outcome.failed("подошли сразу несколько строк");
        } catch (DmnEngineException | FeelException | ProcessEngineException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ForbiddenCodeException forbidden) {
                    throw forbidden;
                }
            }
            return Outcome.failed("таблицу не вычислить");
        }
    }

    private void requireTime() {
        if (System.nanoTime() > until) {
            throw new OutOfTime();
        }
    }

    /** The time for all questions is up. */
    static final class OutOfTime extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;
    }

    private DmnDecision variant(Map<Integer, String> replaced) {
        return variants.computeIfAbsent(
                Map.copyOf(replaced), columns -> engine.parseDecision(table.key(), table.asking(columns)));
    }

    private static Map<String, Object> values(DmnEvaluatedDecisionRule rule) {
        Map<String, Object> values = new TreeMap<>();
        rule.getOutputEntries()
                .values()
                .forEach(output -> values.put(output.getOutputName(), value(output.getValue())));
        return values;
    }

    private static Object value(TypedValue value) {
        return value == null ? null : Outcome.plain(value.getValue());
    }
}
