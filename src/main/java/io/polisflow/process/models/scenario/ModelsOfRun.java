package io.polisflow.process.models.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.process.models.gate.ModelFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;

/** The files that stories run against: a draft, and of what is in force whatever the draft does not replace. */
final class ModelsOfRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ModelFile> files = new ArrayList<>();
    private final ModelLabels labels = new ModelLabels();
    private final Map<String, JsonNode> forms = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** A file that nobody can read. */
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unreadable(ModelFile file, Exception cause) {
            super("Файл " + file.path() + " не читается: " + cause.getMessage(), cause);
        }
    }

    /** @throws Unreadable when a file of the draft cannot be read */
    ModelsOfRun(Collection<ModelFile> draft, Collection<ModelFile> inForce) {
        draft.forEach(file -> add(file, identities(file)));
        Set<String> replaced = Set.copyOf(taken);
        for (ModelFile file : inForce) {
            Map<String, Object> content = identities(file);
            if (content.keySet().stream().noneMatch(replaced::contains)) {
                add(file, content);
            }
        }
    }

    List<ModelFile> files() {
        return files;
    }

    ModelLabels labels() {
        return labels;
    }

    /** The forms by their ids. */
    Map<String, JsonNode> forms() {
        return forms;
    }

    private void add(ModelFile file, Map<String, Object> content) {
        taken.addAll(content.keySet());
        files.add(file);
        content.values().stream().distinct().forEach(read -> {
            if (read instanceof BpmnModelInstance model) {
                labels.add(model);
            } else if (read instanceof JsonNode form) {
                forms.put(form.path("id").asText(), form);
            }
        });
    }

    /** What a file defines, by kind and key, whatever the file is called. */
    private static Map<String, Object> identities(ModelFile file) {
        Map<String, Object> found = new HashMap<>();
        try {
            ByteArrayInputStream content = new ByteArrayInputStream(file.content());
            if (file.path().endsWith(".bpmn")) {
                BpmnModelInstance model = Bpmn.readModelFromStream(content);
                model.getModelElementsByType(Process.class)
                        .forEach(process -> found.put("process " + process.getId(), model));
            } else if (file.path().endsWith(".dmn")) {
                Dmn.readModelFromStream(content)
                        .getModelElementsByType(Decision.class)
                        .forEach(decision -> found.put("decision " + decision.getId(), decision.getId()));
            } else if (file.path().endsWith(".form")) {
                JsonNode form = JSON.readTree(file.content());
                found.put("form " + form.path("id").asText(), form);
            }
        } catch (RuntimeException | IOException e) {
            throw new Unreadable(file, e);
        }
        return found;
    }
}
