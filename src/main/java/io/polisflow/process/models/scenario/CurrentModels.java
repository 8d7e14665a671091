package io.polisflow.process.models.scenario;

import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.gate.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.springframework.stereotype.Component;

/** The models, tables and forms in force: of each the newest that was deployed. */
@Component
class CurrentModels {

    private final RepositoryService repository;
    private final OwnWork ownWork;

    CurrentModels(RepositoryService repository, OwnWork ownWork) {
        this.repository = repository;
        this.ownWork = ownWork;
    }

    List<ModelFile> files() {
        return ownWork.call(() -> {
            Map<String, ModelFile> files = new LinkedHashMap<>();
            repository
                    .createProcessDefinitionQuery()
                    .latestVersion()
                    .list()
                    .forEach(model -> put(files, model.getDeploymentId(), model.getResourceName()));
            repository
                    .createDecisionDefinitionQuery()
                    .latestVersion()
                    .list()
                    .forEach(table -> put(files, table.getDeploymentId(), table.getResourceName()));
            for (Deployment deployment : repository
                    .createDeploymentQuery()
                    .orderByDeploymentTime()
                    .desc()
                    .list()) {
                repository.getDeploymentResourceNames(deployment.getId()).stream()
                        .filter(name -> name.endsWith(".form"))
                        .forEach(name -> put(files, deployment.getId(), name));
            }
            return List.copyOf(files.values());
        });
    }

    private void put(Map<String, ModelFile> files, String deployment, String resource) {
        files.computeIfAbsent(resource, name -> {
            try (InputStream content = repository.getResourceAsStream(deployment, name)) {
                return new ModelFile(name, content.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
