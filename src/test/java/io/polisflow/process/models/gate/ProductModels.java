package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;

/** The product's own models, tables and forms as they lie on disk. */
final class ProductModels {

    private ProductModels() {}

    static ModelSet all() {
        Map<String, BpmnModelInstance> models = new TreeMap<>();
        Map<String, DmnModelInstance> decisions = new TreeMap<>();
        Map<String, JsonNode> forms = new TreeMap<>();
        each("bpmn", ".bpmn", file -> models.put(file.toString(), Bpmn.readModelFromFile(file.toFile())));
        each("bpmn", ".dmn", file -> decisions.put(file.toString(), Dmn.readModelFromFile(file.toFile())));
        each("forms", ".form", file -> forms.put(file.toString(), new ObjectMapper().readTree(file.toFile())));
        Set<String> examined = new HashSet<>(models.keySet());
        examined.addAll(decisions.keySet());
        examined.addAll(forms.keySet());
        return new ModelSet(models, decisions, forms, examined);
    }

    private interface Reader {
        void read(Path file) throws IOException;
    }

    private static void each(String folder, String ending, Reader reader) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(ending)).toList()) {
                reader.read(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
