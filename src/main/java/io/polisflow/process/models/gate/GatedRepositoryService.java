package io.polisflow.process.models.gate;

import java.util.Collection;
import java.util.function.Consumer;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;

/**
 * Asks the gate also about files that the engine already stores and therefore deploys no more: without this, sending a bad file a
 * second time looks like a success.
 */
class GatedRepositoryService extends RepositoryServiceImpl {

    private final Consumer<Collection<ResourceEntity>> gate;

    GatedRepositoryService(Consumer<Collection<ResourceEntity>> gate) {
        this.gate = gate;
    }

    /** All of it is one command, so that a refusal takes back also what the engine has noted of the attempt. */
    @Override
    public DeploymentWithDefinitions deployWithResult(DeploymentBuilderImpl builder) {
        return getCommandExecutor().execute(context -> {
            DeploymentWithDefinitions result = super.deployWithResult(builder);
            boolean stored = result instanceof DeploymentEntity deployment && !deployment.isNew();
            // At a start nobody is signed on: what has been in force does not keep the application from coming up
            // again.
            if (stored && context.getAuthentication() != null) {
                gate.accept(builder.getDeployment().getResources().values());
            }
            return result;
        });
    }
}
