package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.springframework.stereotype.Component;

/** Reads what is handed in; what cannot be read is told and left out. */
@Component
class ModelSetReader {

    private static final String RULE = "unreadable-file";

    private final ObjectMapper json;

    ModelSetReader(ObjectMapper json) {
        this.json = json;
    }

    ModelSet read(Collection<ModelFile> files, Findings findings) {
        Map<String, BpmnModelInstance> models = new LinkedHashMap<>();
        Map<String, DmnModelInstance> decisions = new LinkedHashMap<>();
        Map<String, JsonNode> forms = new LinkedHashMap<>();
        Set<String> examined = new LinkedHashSet<>();
        for (ModelFile file : files) {
            examined.add(file.path());
            try {
                if (file.path().endsWith(".bpmn")) {
                    models.put(file.path(), Bpmn.readModelFromStream(new ByteArrayInputStream(file.content())));
                } else if (file.path().endsWith(".dmn")) {
                    decisions.put(file.path(), Dmn.readModelFromStream(new ByteArrayInputStream(file.content())));
                } else if (file.path().endsWith(".form")) {
                    forms.put(file.path(), json.readTree(file.content()));
                }
            } catch (RuntimeException | IOException e) {
                findings.error(
                        RULE,
                        Place.of(file.path()),
                        "Файл не читается: " + e.getMessage(),
                        "Откройте файл в Camunda Modeler и сохраните его заново.");
            }
        }
        return new ModelSet(models, decisions, forms, examined);
    }
}
