package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.template.Template;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;

/** What models may name, without an application: the codes as the migrations fill them in, and one bean. */
final class PlainVocabulary extends NoVocabulary {

    static final String BEAN = "recordDataDelegate";

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration/common");
    private static final Pattern ENTRY = Pattern.compile("\\('([A-Z_]+)', '([a-z-]+)', '");
    private static final Pattern PRODUCT = Pattern.compile("\\('([a-z-]+)', '[^']+', '[^']+', \\d+, date ");

    private final Map<String, Set<String>> dictionaries = new HashMap<>();

    PlainVocabulary() {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            files.sorted().map(PlainVocabulary::read).forEach(sql -> {
                ENTRY.matcher(sql).results().forEach(entry -> add(entry.group(1), entry.group(2)));
                PRODUCT.matcher(sql).results().forEach(entry -> add("PRODUCT", entry.group(1)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String dictionary, String code) {
        dictionaries
                .computeIfAbsent(dictionary.toLowerCase().replace('_', '-'), key -> new TreeSet<>())
                .add(code);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The product's own files as they would be deployed together. */
    static ModelSet product() {
        Map<String, BpmnModelInstance> models = new TreeMap<>();
        Map<String, DmnModelInstance> decisions = new TreeMap<>();
        Map<String, JsonNode> forms = new TreeMap<>();
        Set<String> examined = new TreeSet<>();
        for (ModelFile file : ProductModels.all()) {
            examined.add(file.path());
            ByteArrayInputStream content = new ByteArrayInputStream(file.content());
            if (file.path().endsWith(".bpmn")) {
                models.put(file.path(), Bpmn.readModelFromStream(content));
            } else if (file.path().endsWith(".dmn")) {
                decisions.put(file.path(), Dmn.readModelFromStream(content));
            } else {
                forms.put(file.path(), json(file));
            }
        }
        return new ModelSet(models, decisions, forms, examined);
    }

    private static JsonNode json(ModelFile file) {
        try {
            return new ObjectMapper().readTree(file.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, Class<?>> beans() {
        return Map.of(BEAN, Object.class);
    }

    @Override
    public boolean belongsTo(String bean, String processKey) {
        return true;
    }

    @Override
    public Set<String> groups() {
        return Set.of("sales", "lawyers");
    }

    @Override
    public Set<String> stages() {
        return Arrays.stream(Stage.values()).map(Stage::code).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Set<String> dictionary(String code) {
        return dictionaries.getOrDefault(code, Set.of());
    }

    @Override
    public Set<String> templates() {
        return Arrays.stream(Template.values()).map(Template::code).collect(Collectors.toCollection(TreeSet::new));
    }
}
