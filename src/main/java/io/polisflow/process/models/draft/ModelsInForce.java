package io.polisflow.process.models.draft;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.gate.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.stereotype.Component;

/** The contents of the newest version of every model, whoever brought it: what an instance that starts now would run. */
@Component
public class ModelsInForce {

    private static final String FORM = ".form";

    private final RepositoryService repository;
    private final OwnWork ownWork;
    private final ObjectMapper json;

    /** A version never changes, so that it is read once: id of the definition → its files. */
    private final Map<String, List<ModelFile>> contents = new ConcurrentHashMap<>();

    ModelsInForce(RepositoryService repository, OwnWork ownWork, ObjectMapper json) {
        this.repository = repository;
        this.ownWork = ownWork;
        this.json = json;
    }

    /** @return every model, table and form in force by its path, in order of the paths */
    Map<String, ModelFile> files() {
        return ownWork.call(() -> {
            List<ResourceDefinition> latest = Stream.<ResourceDefinition>concat(
                            repository.createProcessDefinitionQuery().latestVersion().list().stream(),
                            repository.createDecisionDefinitionQuery().latestVersion().list().stream())
                    .toList();
            contents.keySet()
                    .retainAll(latest.stream().map(ResourceDefinition::getId).toList());
            Map<String, ModelFile> files = new TreeMap<>();
            latest.forEach(definition -> read(definition).forEach(file -> files.put(file.path(), file)));
            return files;
        });
    }

    /** @return what was deployed of these versions: each model with the forms that it shows, each table */
    List<ModelFile> filesOf(Collection<? extends ResourceDefinition> definitions) {
        return ownWork.call(() -> {
            Map<String, ModelFile> files = new LinkedHashMap<>();
            definitions.forEach(definition -> read(definition).forEach(file -> files.put(file.path(), file)));
            return List.copyOf(files.values());
        });
    }

    /**
     * @param process id of a version of a process, in force or not
     * @return the model and the forms that it shows
     */
    public List<ModelFile> filesOfProcess(String process) {
        return ownWork.call(() -> filesOf(List.of(repository.getProcessDefinition(process))));
    }

    private List<ModelFile> read(ResourceDefinition definition) {
        return contents.computeIfAbsent(definition.getId(), id -> {
            byte[] model = resource(definition, definition.getResourceName());
            List<ModelFile> files = new ArrayList<>();
            if (definition instanceof ProcessDefinition) {
                files.add(new ModelFile("bpmn/" + definition.getKey() + ".bpmn", model));
                files.addAll(forms(definition, ModelXml.formRefs(model)));
            } else if (definition instanceof DecisionDefinition) {
                files.add(new ModelFile("bpmn/" + last(definition.getResourceName()), model));
            }
            return List.copyOf(files);
        });
    }

    private List<ModelFile> forms(ResourceDefinition definition, Set<String> shown) {
        List<ModelFile> forms = new ArrayList<>();
        if (shown.isEmpty()) {
            return forms;
        }
        for (String name : repository.getDeploymentResourceNames(definition.getDeploymentId())) {
            if (name.endsWith(FORM)) {
                byte[] form = resource(definition, name);
                if (shown.contains(idOf(form))) {
                    // Camunda Modeler deploys bare names.
                    String path = name.contains("/") ? name : "forms/" + definition.getKey() + "/" + name;
                    forms.add(new ModelFile(path, form));
                }
            }
        }
        return forms;
    }

    /** @return the id that a form calls itself by, blank when it has none or cannot be read */
    String idOf(byte[] form) {
        try {
            return json.readTree(form).path("id").asText();
        } catch (IOException e) {
            return "";
        }
    }

    private byte[] resource(ResourceDefinition definition, String name) {
        try (InputStream content = repository.getResourceAsStream(definition.getDeploymentId(), name)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
