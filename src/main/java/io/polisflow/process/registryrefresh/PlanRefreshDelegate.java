package io.polisflow.process.registryrefresh;

import io.polisflow.crm.refresh.RegistryRounds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes down whom to ask about tonight. */
@Component
class PlanRefreshDelegate implements JavaDelegate {

    private final RegistryRounds rounds;

    PlanRefreshDelegate(RegistryRounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RegistryRounds.Round round = rounds.plan();
        RegistryRefresh.ROUND_ID.set(execution, round.id());
        RegistryRefresh.BATCHES.set(execution, round.batches());
    }
}
