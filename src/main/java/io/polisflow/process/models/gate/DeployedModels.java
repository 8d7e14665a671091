package io.polisflow.process.models.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.management.ProcessDefinitionStatistics;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.Resource;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.stereotype.Component;

/** Reads the newest versions in force, so that models which are handed in may refer to what stays as it is. */
@Component
class DeployedModels {

    private final EngineInUse engine;
    private final ObjectMapper json;

    DeployedModels(EngineInUse engine, ObjectMapper json) {
        this.engine = engine;
        this.json = json;
    }

    /** Adds to the maps each model, decision and form in force whose key is not among those handed in. */
    void addTo(
            Map<String, BpmnModelInstance> models,
            Map<String, DmnModelInstance> decisions,
            Map<String, JsonNode> forms) {
        engine.ask(configuration -> {
            RepositoryService repository = configuration.getRepositoryService();
            addDecisions(repository, decisions);
            addModels(repository, models, forms);
            return null;
        });
    }

    /**
     * @param newest what will be in force
     * @return by process and task, what only older versions have on which instances run
     */
    List<OldTask> oldTasks(Collection<BpmnModelInstance> newest) {
        Map<String, Set<String>> current = new HashMap<>();
        newest.forEach(model -> model.getModelElementsByType(Process.class)
                .forEach(process -> model.getModelElementsByType(UserTask.class)
                        .forEach(task -> current.computeIfAbsent(process.getId(), key -> new HashSet<>())
                                .add(task.getId()))));
        Map<List<String>, OldTask> old = new TreeMap<>(Comparator.comparing(Object::toString));
        engine.ask(configuration -> {
            for (ProcessDefinitionStatistics version : configuration
                    .getManagementService()
                    .createProcessDefinitionStatisticsQuery()
                    .unlimitedList()) {
                if (version.getInstances() > 0) {
                    configuration
                            .getRepositoryService()
                            .getBpmnModelInstance(version.getId())
                            .getModelElementsByType(UserTask.class)
                            .stream()
                            .filter(task -> !current.getOrDefault(version.getKey(), Set.of())
                                    .contains(task.getId()))
                            .map(task -> new OldTask(
                                    version.getKey(),
                                    task.getId(),
                                    task.getName() == null ? task.getId() : task.getName(),
                                    version.getInstances()))
                            .forEach(task ->
                                    old.merge(List.of(task.process(), task.task()), task, DeployedModels::together));
                }
            }
            return null;
        });
        return List.copyOf(old.values());
    }

    private static OldTask together(OldTask one, OldTask other) {
        return new OldTask(one.process(), one.task(), other.name(), one.instances() + other.instances());
    }

    private void addModels(
            RepositoryService repository, Map<String, BpmnModelInstance> models, Map<String, JsonNode> forms) {
        Set<String> replaced = models.values().stream().map(ModelKeys::keyOf).collect(Collectors.toSet());
        Set<String> known =
                forms.values().stream().map(form -> form.path("id").asText()).collect(Collectors.toSet());
        Map<String, Map<String, JsonNode>> byDeployment = new HashMap<>();
        for (ProcessDefinition definition :
                repository.createProcessDefinitionQuery().latestVersion().list()) {
            if (replaced.contains(definition.getKey())) {
                continue;
            }
            BpmnModelInstance model = repository.getBpmnModelInstance(definition.getId());
            models.putIfAbsent("bpmn/" + definition.getKey() + ".bpmn", model);
            // A form is bound to the deployment of its model: those of a replaced model are not in force for its
            // successor.
            Map<String, JsonNode> deployed = byDeployment.computeIfAbsent(
                    definition.getDeploymentId(), deployment -> forms(repository, deployment));
            for (String id : formsOf(model)) {
                JsonNode form = deployed.get(id);
                if (form != null && known.add(id)) {
                    forms.putIfAbsent(path(definition.getKey(), id), form);
                }
            }
        }
    }

    private static String path(String key, String id) {
        return "forms/" + key + "/" + (id.startsWith(key + "-") ? id.substring(key.length() + 1) : id) + ".form";
    }

    private static Set<String> formsOf(BpmnModelInstance model) {
        return Stream.of(UserTask.class, StartEvent.class)
                .flatMap(type -> model.getModelElementsByType(type).stream())
                .map(element -> element.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "formRef"))
                .filter(form -> form != null)
                .collect(Collectors.toSet());
    }

    private Map<String, JsonNode> forms(RepositoryService repository, String deployment) {
        Map<String, JsonNode> forms = new HashMap<>();
        for (Resource resource : repository.getDeploymentResources(deployment)) {
            if (!resource.getName().endsWith(".form")) {
                continue;
            }
            try (InputStream content = repository.getResourceAsStreamById(deployment, resource.getId())) {
                JsonNode form = json.readTree(content);
                forms.put(form.path("id").asText(), form);
            } catch (JsonProcessingException e) {
                // It went into force before there was a gate; whoever needs it will miss it.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return forms;
    }

    private static void addDecisions(RepositoryService repository, Map<String, DmnModelInstance> decisions) {
        Set<String> replaced = decisions.values().stream()
                .flatMap(model -> model.getModelElementsByType(Decision.class).stream())
                .map(Decision::getId)
                .collect(Collectors.toSet());
        for (DecisionDefinition definition :
                repository.createDecisionDefinitionQuery().latestVersion().list()) {
            if (!replaced.contains(definition.getKey())) {
                decisions.putIfAbsent(
                        "bpmn/" + definition.getKey() + ".dmn", repository.getDmnModelInstance(definition.getId()));
            }
        }
    }
}
