package io.polisflow.process.models.migration;

import io.polisflow.process.engine.OwnWork;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.management.ActivityStatistics;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Component;

/** Reads from the engine which versions of a model there are and what runs on them. */
@Component
class ModelVersions {

    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final OwnWork ownWork;

    ModelVersions(RepositoryService repository, RuntimeService runtime, ManagementService management, OwnWork ownWork) {
        this.repository = repository;
        this.runtime = runtime;
        this.management = management;
        this.ownWork = ownWork;
    }

    /** @return newest first, empty when there is no such model */
    List<ModelVersion> of(String key) {
        return ownWork.call(() -> repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .orderByProcessDefinitionVersion()
                .desc()
                .list()
                .stream()
                .map(this::version)
                .toList());
    }

    private ModelVersion version(ProcessDefinition model) {
        return new ModelVersion(
                model.getId(),
                model.getKey(),
                model.getName() == null ? model.getKey() : model.getName(),
                model.getVersion(),
                (int) runtime.createProcessInstanceQuery()
                        .processDefinitionId(model.getId())
                        .count());
    }

    /** @throws NoSuchElementException when there is no such version */
    ModelVersion get(String key, int version) {
        return of(key).stream()
                .filter(each -> each.version() == version)
                .findFirst()
                .orElseThrow();
    }

    /** @return step → how many instances have a token there */
    Map<String, Integer> standing(ModelVersion version) {
        return ownWork.call(() -> management.createActivityStatisticsQuery(version.id()).list().stream()
                .collect(Collectors.toMap(ActivityStatistics::getId, ActivityStatistics::getInstances)));
    }

    /** @return every instance that runs on the version, by id */
    List<MigrationRows.Instance> running(ModelVersion version) {
        return ownWork.call(
                () -> runtime.createProcessInstanceQuery().processDefinitionId(version.id()).unlimitedList().stream()
                        .sorted(Comparator.comparing(ProcessInstance::getId))
                        .map(each -> new MigrationRows.Instance(each.getId(), each.getBusinessKey()))
                        .toList());
    }
}
