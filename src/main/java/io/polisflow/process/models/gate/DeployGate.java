package io.polisflow.process.models.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Examines every deployment before any of its files takes effect, whichever way it comes in, and refuses it as a whole. */
@Component
class DeployGate extends AbstractProcessEnginePlugin implements Deployer {

    private final ObjectProvider<ModelExaminer> examiner;

    DeployGate(ObjectProvider<ModelExaminer> examiner) {
        this.examiner = examiner;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<Deployer> deployers = new ArrayList<>();
        deployers.add(this);
        if (engine.getCustomPreDeployers() != null) {
            deployers.addAll(engine.getCustomPreDeployers());
        }
        engine.setCustomPreDeployers(deployers);
        engine.setRepositoryService(new GatedRepositoryService(this::examine));
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        // Deployers also run when an old version is loaded again, which must work for ever, whatever is demanded of
        // models today.
        if (deployment.isNew()) {
            examine(deployment.getResources().values());
        }
    }

    private void examine(Collection<ResourceEntity> resources) {
        Examination examination = examiner.getObject()
                .examine(resources.stream()
                        .map(resource -> new ModelFile(resource.getName(), resource.getBytes()))
                        .toList());
        Findings misplaced = new Findings();
        resources.stream()
                .map(ResourceEntity::getName)
                .filter(WordingFile::is)
                .forEach(path -> misplaced.error(
                        "file-type",
                        Place.of(path),
                        "Тексты писем и документов не разворачивают вместе с моделями.",
                        "Загрузите их в черновик на странице «Модели»."));
        if (!misplaced.all().isEmpty()) {
            throw new ModelsRefusedException(new Examination(misplaced.all()));
        }
        if (!examination.passed()) {
            throw new ModelsRefusedException(examination);
        }
    }
}
