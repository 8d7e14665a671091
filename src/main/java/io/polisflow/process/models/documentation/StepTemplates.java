package io.polisflow.process.models.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.process.models.documentation.ModelDocument.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What the element templates, which are made from the code and come along with it, say of steps and variables. */
@Component
class StepTemplates {

    private static final String FILES = "classpath*:element-templates/*.json";
    private static final String PREFIX = "io.polisflow.";

    /** Descriptions say of each variable what it holds: «policyId (полис)». */
    private static final Pattern VARIABLE = Pattern.compile("\\b([a-z]\\w*) \\(([^()]+)\\)");

    private final ObjectMapper json;
    private final Supplier<Map<String, Template>> templates = SingletonSupplier.of(this::read);
    private final Supplier<Map<String, String>> meanings = SingletonSupplier.of(this::variables);

    StepTemplates(ObjectMapper json) {
        this.json = json;
    }

    private Map<String, Template> read() {
        Map<String, Template> byId = new HashMap<>();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver(StepTemplates.class.getClassLoader()).getResources(FILES)) {
                try (InputStream content = file.getInputStream()) {
                    for (JsonNode template : json.readTree(content)) {
                        byId.put(
                                template.path("id").asText(),
                                new Template(
                                        template.path("name").asText(),
                                        template.path("description").asText()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byId;
    }

    private Map<String, String> variables() {
        Map<String, String> byName = new HashMap<>();
        for (Template template : templates.get().values()) {
            Matcher variable = VARIABLE.matcher(template.description());
            while (variable.find()) {
                byName.putIfAbsent(variable.group(1), variable.group(2));
            }
        }
        return byName;
    }

    /**
     * @param id that the step names, or null
     * @param kindsAndNames what the step is bound to, by which templates are called: «form», its id, «delegate», its bean …
     */
    Template of(String id, List<Map.Entry<String, String>> kindsAndNames) {
        Template named = id == null ? null : templates.get().get(id);
        return named != null
                ? named
                : kindsAndNames.stream()
                        .map(each -> templates.get().get(PREFIX + each.getKey() + '.' + each.getValue()))
                        .filter(template -> template != null)
                        .findFirst()
                        .orElse(null);
    }

    /** @return what the variable holds, in Russian; empty when no template speaks of it */
    Optional<String> meaning(String variable) {
        return Optional.ofNullable(meanings.get().get(variable));
    }
}
