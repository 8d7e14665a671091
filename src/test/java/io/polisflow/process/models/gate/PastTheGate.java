package io.polisflow.process.models.gate;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.camunda.bpm.engine.repository.DeploymentBuilder;

/** Brings models into the database as they came there before there was a gate. */
public final class PastTheGate {

    private PastTheGate() {}

    /** @return the deployment's id */
    public static String deploy(ProcessEngine engine, DeploymentBuilder builder) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        DeploymentCache cache = configuration.getDeploymentCache();
        List<Deployer> all = configuration.getDeployers();
        cache.setDeployers(all.stream()
                .filter(deployer -> !(deployer instanceof DeployGate))
                .toList());
        try {
            return builder.deploy().getId();
        } finally {
            cache.setDeployers(all);
        }
    }
}
