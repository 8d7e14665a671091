package io.polisflow.process.models.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.gate.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/** The models, tables and forms in force: of each the newest that was deployed. */
@Component
class CurrentModels {

    private final RepositoryService repository;
    private final OwnWork ownWork;
    private final ObjectMapper json;

    CurrentModels(RepositoryService repository, OwnWork ownWork, ObjectMapper json) {
        this.repository = repository;
        this.ownWork = ownWork;
        this.json = json;
    }

    List<ModelFile> files() {
        return ownWork.call(() -> {
            Map<String, ModelFile> files = new LinkedHashMap<>();
            Map<String, List<ModelFile>> forms = new HashMap<>();
            repository
                    .createDecisionDefinitionQuery()
                    .latestVersion()
                    .list()
                    .forEach(table -> files.computeIfAbsent(
                            table.getDeploymentId() + table.getResourceName(),
                            key -> read(table.getDeploymentId(), table.getResourceName())));
            for (ProcessDefinition definition :
                    repository.createProcessDefinitionQuery().latestVersion().list()) {
                ModelFile model = read(definition.getDeploymentId(), definition.getResourceName());
                String text = new String(model.content(), StandardCharsets.UTF_8);
                files.put(definition.getKey(), model);
                // A form is bound to the deployment of its model.
                forms.computeIfAbsent(definition.getDeploymentId(), this::forms).stream()
                        .filter(form -> text.contains("formRef=\"" + id(form) + "\""))
                        .forEach(form -> files.putIfAbsent(form.path(), form));
            }
            return List.copyOf(files.values());
        });
    }

    private List<ModelFile> forms(String deployment) {
        return repository.getDeploymentResourceNames(deployment).stream()
                .filter(name -> name.endsWith(".form"))
                .map(name -> read(deployment, name))
                .toList();
    }

    private ModelFile read(String deployment, String resource) {
        try (InputStream content = repository.getResourceAsStream(deployment, resource)) {
            return new ModelFile(resource, content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String id(ModelFile form) {
        try {
            return json.readTree(form.content()).path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
