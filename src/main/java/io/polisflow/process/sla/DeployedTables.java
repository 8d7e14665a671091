package io.polisflow.process.sla;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Hears of every deployment of a table of terms, however it comes, so that open deadlines follow in the same transaction. */
@Component
class DeployedTables extends AbstractProcessEnginePlugin implements Deployer {

    private final ObjectProvider<PendingDeadlines> pending;

    DeployedTables(ObjectProvider<PendingDeadlines> pending) {
        this.pending = pending;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        if (engine.getCustomPostDeployers() == null) {
            engine.setCustomPostDeployers(new ArrayList<>());
        }
        engine.getCustomPostDeployers().add(this);
    }

    /** Deployers are called again when an old deployment is read: only a new one changes anything. */
    @Override
    public void deploy(DeploymentEntity deployment) {
        List<DecisionDefinitionEntity> tables = deployment.getDeployedArtifacts(DecisionDefinitionEntity.class);
        if (!deployment.isNew() || tables == null) {
            return;
        }
        for (DecisionDefinitionEntity table : tables) {
            if (Recalculation.isTable(table.getKey())) {
                byte[] xml = deployment.getResource(table.getResourceName()).getBytes();
                // The engine may still be under construction: nothing else of it can be asked.
                pending.getObject().tableDeployed(table.getKey(), table.getVersion(), xml);
            }
        }
    }
}
