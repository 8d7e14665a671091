package io.polisflow.process.models.draft;

import io.polisflow.process.engine.DeliveredModels;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.draft.ModelReleases.Releases;
import io.polisflow.process.models.gate.ModelFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells who brought which version of which model into force, when and why, whichever way it came. */
@Service
@Transactional(readOnly = true)
public class ReleaseHistory {

    /** How the ids of releases begin that brought nothing but wordings. */
    static final String ONLY_TEXTS = "texts-";

    private final RepositoryService repository;
    private final HistoryService history;
    private final ModelsInForce inForce;
    private final Releases releases;
    private final WordingReleases wordings;
    private final OwnWork ownWork;

    ReleaseHistory(
            RepositoryService repository,
            HistoryService history,
            ModelsInForce inForce,
            Releases releases,
            WordingReleases wordings,
            OwnWork ownWork) {
        this.repository = repository;
        this.history = history;
        this.inForce = inForce;
        this.releases = releases;
        this.wordings = wordings;
        this.ownWork = ownWork;
    }

    /**
     * A version of a model.
     *
     * @param definition its id
     * @param table whether it is a decision table and no process
     * @param latest whether it is in force
     */
    public record ModelVersion(
            String definition, String key, String name, int version, boolean table, boolean latest, boolean first) {}

    /** A version of a letter's or document's wording. @param number in the template's own history */
    public record WordingVersion(String template, String label, int number) {}

    /**
     * What was put into force together: a deployment, or wordings alone.
     *
     * @param user who brought it, null when the system did so at its start
     * @param note why, null when nobody said so
     * @param draft the draft it came from, or null
     * @param undoes the deployment whose predecessors it brought back, or null
     * @param latest whether all its versions are in force
     */
    public record Past(
            String deployment,
            String title,
            String source,
            Instant at,
            String user,
            String note,
            Long draft,
            String undoes,
            List<ModelVersion> models,
            List<WordingVersion> wordings,
            boolean latest) {

        /** @return whether the models came with the system */
        public boolean withSystem() {
            return DeliveredModels.STARTER.equals(title);
        }

        /** @return whether what it replaced can be brought back */
        public boolean reversible() {
            return latest && (models.stream().anyMatch(model -> !model.first()) || !wordings.isEmpty());
        }
    }

    /** @return the latest deployments that brought models, the newest first */
    public List<Past> latest(int most) {
        return ownWork.call(() -> {
            Map<String, List<ModelVersion>> models = models();
            List<Deployment> deployments =
                    repository.createDeploymentQuery().orderByDeploymentTime().desc().listPage(0, most).stream()
                            .filter(deployment -> models.containsKey(deployment.getId()))
                            .toList();
            List<Past> past = new ArrayList<>(told(deployments, models));
            List<ModelRelease> texts = releases.findByDeploymentIdStartingWithOrderByIdDesc(ONLY_TEXTS, Limit.of(most));
            if (!texts.isEmpty()) {
                texts.forEach(release -> past.add(past(release.deploymentId(), null, release, List.of())));
                past.sort(Comparator.comparing(Past::at).reversed());
            }
            return past.stream().limit(most).toList();
        });
    }

    /** @return each model's version in force with the deployment that brought it, by name */
    public Map<ModelVersion, Past> inForce() {
        return ownWork.call(() -> {
            Map<String, List<ModelVersion>> models = models();
            models.values().removeIf(versions -> versions.stream().noneMatch(ModelVersion::latest));
            List<Deployment> deployments = models.isEmpty()
                    ? List.of()
                    : models.keySet().stream().map(this::deployment).toList();
            Map<ModelVersion, Past> inForce = new LinkedHashMap<>();
            told(deployments, models).stream()
                    .flatMap(past ->
                            past.models().stream().filter(ModelVersion::latest).map(model -> Map.entry(model, past)))
                    .sorted(Comparator.comparing((Map.Entry<ModelVersion, Past> entry) ->
                                    entry.getKey().table())
                            .thenComparing(entry -> entry.getKey().name()))
                    .forEach(entry -> inForce.put(entry.getKey(), entry.getValue()));
            return inForce;
        });
    }

    private Deployment deployment(String id) {
        return repository.createDeploymentQuery().deploymentId(id).singleResult();
    }

    /** @return keys of the processes that the draft changed when it was put into force; empty before */
    public List<String> processesOf(long draftId) {
        return releases.findByDraftId(draftId).flatMap(release -> find(release.deploymentId())).stream()
                .flatMap(past -> past.models().stream())
                .filter(model -> !model.table())
                .map(ModelVersion::key)
                .toList();
    }

    Optional<Past> find(String deploymentId) {
        return ownWork.call(() -> {
            Map<String, List<ModelVersion>> models = models();
            if (deploymentId.startsWith(ONLY_TEXTS)) {
                return releases.findByDeploymentId(deploymentId)
                        .map(release -> past(deploymentId, null, release, List.of()));
            }
            Deployment deployment = models.containsKey(deploymentId) ? deployment(deploymentId) : null;
            return deployment == null
                    ? Optional.empty()
                    : told(List.of(deployment), models).stream().findFirst();
        });
    }

    /** @return the contents of the versions before those of the deployment; a model that was new then has none */
    List<ModelFile> replacedBy(Past past) {
        List<ModelFile> replaced = new ArrayList<>(modelsReplacedBy(past));
        past.wordings()
                .forEach(wording ->
                        replaced.add(wordings.former(new ReleasedWording(wording.template(), wording.number()))));
        return replaced;
    }

    private List<ModelFile> modelsReplacedBy(Past past) {
        return ownWork.call(() -> inForce.filesOf(past.models().stream()
                .flatMap(model -> definitions()
                        .filter(definition -> definition.getKey().equals(model.key())
                                && definition instanceof ProcessDefinition != model.table()
                                && definition.getVersion() < model.version())
                        .max(Comparator.comparingInt(ResourceDefinition::getVersion))
                        .stream())
                .toList()));
    }

    private Stream<ResourceDefinition> definitions() {
        return Stream.concat(
                repository.createProcessDefinitionQuery().list().stream(),
                repository.createDecisionDefinitionQuery().list().stream());
    }

    /** Of each deployment its versions of models. */
    private Map<String, List<ModelVersion>> models() {
        List<ResourceDefinition> all = definitions().toList();
        Map<String, List<ResourceDefinition>> byModel =
                all.stream().collect(Collectors.groupingBy(ReleaseHistory::model));
        return all.stream()
                .sorted(Comparator.comparing(ResourceDefinition::getKey))
                .collect(Collectors.groupingBy(
                        ResourceDefinition::getDeploymentId,
                        Collectors.mapping(
                                definition -> version(definition, byModel.get(model(definition))),
                                Collectors.toList())));
    }

    private static String model(ResourceDefinition definition) {
        return (definition instanceof ProcessDefinition) + definition.getKey();
    }

    private static ModelVersion version(ResourceDefinition definition, List<ResourceDefinition> versions) {
        return new ModelVersion(
                definition.getId(),
                definition.getKey(),
                definition.getName() == null ? definition.getKey() : definition.getName(),
                definition.getVersion(),
                !(definition instanceof ProcessDefinition),
                versions.stream().noneMatch(other -> other.getVersion() > definition.getVersion()),
                versions.stream().noneMatch(other -> other.getVersion() < definition.getVersion()));
    }

    private List<Past> told(List<Deployment> deployments, Map<String, List<ModelVersion>> models) {
        List<String> ids = deployments.stream().map(Deployment::getId).toList();
        Map<String, ModelRelease> known = releases.findByDeploymentIdIn(ids).stream()
                .collect(Collectors.toMap(ModelRelease::deploymentId, Function.identity()));
        return deployments.stream()
                .map(deployment -> past(
                        deployment.getId(), deployment, known.get(deployment.getId()), models.get(deployment.getId())))
                .toList();
    }

    /** @param deployment null for wordings alone @param release null for what came past our pages */
    private Past past(String id, Deployment deployment, ModelRelease release, List<ModelVersion> models) {
        boolean latest = models.stream().allMatch(ModelVersion::latest);
        if (release == null) {
            return new Past(
                    id,
                    title(deployment),
                    deployment.getSource(),
                    deployment.getDeploymentTime().toInstant(),
                    whoDeployed(deployment),
                    null,
                    null,
                    null,
                    models,
                    List.of(),
                    latest);
        }
        return new Past(
                id,
                deployment == null ? release.title() : title(deployment),
                ModelDeployer.SOURCE,
                release.at(),
                release.actor(),
                release.note(),
                release.draftId(),
                release.undoes(),
                models,
                release.wordings().stream().map(ReleaseHistory::wording).toList(),
                latest && release.wordings().stream().allMatch(wordings::isNewest));
    }

    private static String title(Deployment deployment) {
        return deployment.getName() == null ? deployment.getId() : deployment.getName();
    }

    private static WordingVersion wording(ReleasedWording released) {
        return new WordingVersion(
                released.template(), WordingReleases.template(released).label(), released.number());
    }

    /** Camunda Modeler and programs deploy past our pages; the engine's own log names who. */
    private String whoDeployed(Deployment deployment) {
        return history
                .createUserOperationLogQuery()
                .entityType(EntityTypes.DEPLOYMENT)
                .operationType(UserOperationLogEntry.OPERATION_TYPE_CREATE)
                .deploymentId(deployment.getId())
                .list()
                .stream()
                .map(UserOperationLogEntry::getUserId)
                .findFirst()
                .orElse(null);
    }
}
