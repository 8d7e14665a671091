package io.polisflow.process.lostdeal;

import io.polisflow.crm.deal.RecontactTerms;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.engine.expressions.TablesWithoutCode;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Reads the term from the decision table {@code recontact-term}, which an analyst edits.
 *
 * <p>A page that shows what the table says takes no decision: the process engine would write one into its history for each line,
 * and a transaction that may only read would fail.
 */
@Component
class DecisionRecontactTerms implements RecontactTerms {

    private static final String DECISION = "recontact-term";

    private final RepositoryService repository;
    private final OwnWork ownWork;
    private final DmnEngine tables = TablesWithoutCode.configuration().buildEngine();

    private volatile Table latest = new Table(null, null);

    // The engine resolves delegates that need this: the cycle is cut here.
    DecisionRecontactTerms(@Lazy RepositoryService repository, OwnWork ownWork) {
        this.repository = repository;
        this.ownWork = ownWork;
    }

    /** @param definition id of the deployed version, which never changes */
    private record Table(String definition, DmnDecision decision) {}

    @Override
    public int monthsFor(String lossReason) {
        return tables.evaluateDecisionTable(table().decision(), Variables.putValue("lossReason", lossReason))
                .getSingleResult()
                .<Integer>getSingleEntry();
    }

    private Table table() {
        return ownWork.call(() -> {
            String definition = repository
                    .createDecisionDefinitionQuery()
                    .decisionDefinitionKey(DECISION)
                    .latestVersion()
                    .singleResult()
                    .getId();
            Table known = latest;
            if (!definition.equals(known.definition())) {
                known = new Table(
                        definition, tables.parseDecision(DECISION, repository.getDmnModelInstance(definition)));
                latest = known;
            }
            return known;
        });
    }
}
