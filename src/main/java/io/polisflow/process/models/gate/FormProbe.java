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

/** Looks at a form file before any rule does: whether it is a form at all, and where its fields begin. */
final class FormProbe {

    static final String BROKEN = "unreadable-file";

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
        return form;
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
