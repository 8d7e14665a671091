package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;

/** Models, decisions and forms below a folder, to be broken one by one before the rules see them. */
final class ModelFolder {

    /** Rules only read, so that a file which nobody has broken needs to be parsed once. */
    private static final Map<String, Object> PARSED = new ConcurrentHashMap<>();

    private final Map<String, String> files = new TreeMap<>();

    private ModelFolder() {}

    static ModelFolder at(Path root) {
        ModelFolder folder = new ModelFolder();
        for (String part : List.of("bpmn", "forms")) {
            try (Stream<Path> walk = Files.walk(root.resolve(part))) {
                for (Path file : walk.filter(Files::isRegularFile).toList()) {
                    folder.files.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folder;
    }

    ModelFolder without(String file) {
        if (files.remove(file) == null) {
            throw new IllegalArgumentException("There is no " + file);
        }
        return this;
    }

    ModelFolder replace(String file, String good, String bad) {
        if (!files.get(file).contains(good)) {
            throw new IllegalArgumentException(file + " does not contain " + good);
        }
        files.put(file, files.get(file).replace(good, bad));
        return this;
    }

    ModelFolder cut(String file, String from, String to) {
        String text = files.get(file);
        files.put(file, text.substring(0, text.indexOf(from)) + text.substring(text.lastIndexOf(to)));
        return this;
    }

    Set<String> paths() {
        return files.keySet();
    }

    /** @param inForce what is there already and not examined */
    List<Finding> examine(List<ModelRule> rules, String... inForce) {
        Map<String, BpmnModelInstance> models = new TreeMap<>();
        Map<String, DmnModelInstance> decisions = new TreeMap<>();
        Map<String, JsonNode> forms = new TreeMap<>();
        files.forEach((path, text) -> {
            Object parsed = PARSED.computeIfAbsent(text, unknown -> parse(path, text));
            if (parsed instanceof BpmnModelInstance model) {
                models.put(path, model);
            } else if (parsed instanceof DmnModelInstance decision) {
                decisions.put(path, decision);
            } else {
                forms.put(path, (JsonNode) parsed);
            }
        });
        Set<String> examined = new TreeSet<>(files.keySet());
        examined.removeAll(Set.of(inForce));
        Findings findings = new Findings();
        ModelSet set = new ModelSet(models, decisions, forms, examined);
        rules.forEach(rule -> rule.check(set, findings));
        return findings.all();
    }

    private static Object parse(String path, String text) {
        ByteArrayInputStream content = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return path.endsWith(".bpmn")
                ? Bpmn.readModelFromStream(content)
                : path.endsWith(".dmn") ? Dmn.readModelFromStream(content) : json(text);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
