package io.polisflow.process.models.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Looks at a form file: whether it is a form that the Tasklist of this engine can show at all, and where its fields begin. */
final class FormProbe {

    static final String BROKEN = "unreadable-file";
    static final String CAMUNDA_8 = "camunda-8";
    static final String VERSION = "form-schema-version";

    /** What form-js 1.8.7 of Tasklist 7.24 reads; Modeler writes the newest it knows unless the form says its platform. */
    private static final int NEWEST = 16;

    private final ModelFile file;
    private final ObjectReader json;
    private final Findings findings;

    private FormProbe(ModelFile file, ObjectMapper json, Findings findings) {
        this.file = file;
        this.json = json.readerFor(JsonNode.class)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        this.findings = findings;
    }

    /** @return the form, or null when it cannot be used, which the findings then say */
    static JsonNode look(ModelFile file, ObjectMapper json, Findings findings) {
        return new FormProbe(file, json, findings).form();
    }

    private JsonNode form() {
        JsonNode form;
        try {
            form = json.readTree(file.content());
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            return unreadable(
                    line,
                    line > 0
                            ? "Это не JSON или файл повреждён: чтение остановилось в строке " + line
                            : "Это не JSON или файл повреждён");
        } catch (IOException e) {
            return unreadable(0, "Файл формы не читается");
        }
        if (form == null || form.isMissingNode()) {
            return unreadable(0, "Файл пуст");
        }
        if (!form.isObject() || !form.path("components").isArray()) {
            return unreadable(1, "Это не форма: в файле нет списка её полей (components)");
        }
        return isForThisEngine(form) & isOfKnownVersion(form) & hasId(form) ? form : null;
    }

    private boolean isForThisEngine(JsonNode form) {
        String platform = form.path("executionPlatform").asText("");
        if (platform.isEmpty() || platform.equals("Camunda Platform")) {
            return true;
        }
        findings.error(
                CAMUNDA_8,
                Place.of(file.path()),
                "Форма сделана для «%s», а здесь работает Camunda 7".formatted(platform),
                "Создайте в Camunda Modeler форму «Camunda 7» и перенесите в неё поля.");
        return false;
    }

    private boolean isOfKnownVersion(JsonNode form) {
        JsonNode version = form.path("schemaVersion");
        // A form without a version is one of the first, which every Tasklist reads.
        if (version.isMissingNode() || version.isInt() && version.asInt() >= 1 && version.asInt() <= NEWEST) {
            return true;
        }
        findings.error(
                VERSION,
                Place.of(file.path()),
                "Версия схемы формы — %s, а Tasklist 7.24 показывает версии от 1 до %d"
                        .formatted(version.asText("«пусто»"), NEWEST),
                "Выберите для формы в Camunda Modeler платформу Camunda 7.24 и сохраните её заново.");
        return false;
    }

    private boolean hasId(JsonNode form) {
        if (form.path("id").isTextual() && !form.path("id").asText().isBlank()) {
            return true;
        }
        findings.error(
                ModelKeys.RULE,
                Place.of(file.path()),
                "У формы нет id, поэтому ни один шаг не может её показать",
                "Задайте id вида «ключ-процесса-задача» в свойствах формы.");
        return false;
    }

    private JsonNode unreadable(int line, String problem) {
        findings.error(
                BROKEN,
                new Place(file.path(), null, null, line),
                problem,
                "Откройте форму в Camunda Modeler и сохраните её заново.");
        return null;
    }

    /** @return where the components of a form that could be read begin, by id and by key */
    static Map<String, Integer> lines(ModelFile file, ObjectMapper json) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = json.createParser(file.content())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME
                        && (parser.currentName().equals("id")
                                || parser.currentName().equals("key"))
                        && parser.nextToken() == JsonToken.VALUE_STRING) {
                    lines.putIfAbsent(
                            parser.getText(), parser.currentTokenLocation().getLineNr());
                }
            }
        } catch (IOException e) {
            // It has been read before: a finding without a line is still a finding.
        }
        return lines;
    }
}
