package io.polisflow.process.models;

import io.polisflow.process.engine.OwnWork;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Service;

/** What people call the models whose keys a journal keeps. */
@Service
public class ModelNames {

    private final RepositoryService repository;
    private final OwnWork ownWork;

    ModelNames(RepositoryService repository, OwnWork ownWork) {
        this.repository = repository;
        this.ownWork = ownWork;
    }

    /** @return the names in the latest versions by the models' keys, with one query; a model without a name is left out */
    public Map<String, String> byKey() {
        return ownWork.call(() -> repository.createProcessDefinitionQuery().latestVersion().list().stream()
                .filter(model -> model.getName() != null)
                .collect(Collectors.toMap(ProcessDefinition::getKey, ProcessDefinition::getName)));
    }
}
