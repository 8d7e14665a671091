package io.polisflow.process.registryrefresh;

import io.polisflow.crm.refresh.RegistryRounds;
import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks the registry about one batch of clients; each batch fails and is tried again for itself. */
@Component
@OutsideCall
class RefreshBatchDelegate implements JavaDelegate {

    private final RegistryRounds rounds;

    RefreshBatchDelegate(RegistryRounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public void execute(DelegateExecution execution) {
        rounds.refresh(RegistryRefresh.ROUND_ID.get(execution), RegistryRefresh.BATCH.get(execution));
    }
}
