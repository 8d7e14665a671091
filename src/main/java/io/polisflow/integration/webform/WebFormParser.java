package io.polisflow.integration.webform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.polisflow.crm.request.RequestInbox.FieldProblem;
import io.polisflow.crm.request.RequestInbox.RawMessage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a submitted form without judging it: site builders send the same field as text, number, or list. */
class WebFormParser {

    private static final String JSON = "application/json";

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws JsonProcessingException when the body is no JSON object */
    WebForm json(byte[] body) throws JsonProcessingException {
        JsonNode root = mapper.readTree(new String(body, StandardCharsets.UTF_8));
        if (!root.isObject()) {
            throw MismatchedInputException.from((JsonParser) null, Map.class, "a form is a JSON object");
        }
        Map<String, String> values = new LinkedHashMap<>();
        List<FieldProblem> problems = new ArrayList<>();
        root.properties()
                .forEach(field -> values.put(field.getKey(), text(field.getKey(), field.getValue(), problems)));
        return new WebForm(values, problems, new RawMessage("webform.json", JSON, body));
    }

    WebForm form(byte[] body) {
        Map<String, String> values = new LinkedHashMap<>();
        List<FieldProblem> problems = new ArrayList<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            String[] parts = pair.split("=", 2);
            try {
                String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
                String value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
                // Ticked boxes of one name come one by one.
                values.merge(name, value, (first, next) -> first + ", " + next);
            } catch (IllegalArgumentException e) {
                problems.add(new FieldProblem(null, "Часть формы закодирована неверно: отправьте форму ещё раз."));
            }
        }
        return new WebForm(values, problems, new RawMessage("webform.txt", "application/x-www-form-urlencoded", body));
    }

    WebForm unreadable(byte[] body) {
        List<FieldProblem> problems =
                List.of(new FieldProblem(null, "Тело запроса не читается: нужен объект JSON с полями формы."));
        return new WebForm(Map.of(), problems, new RawMessage("webform.json", JSON, body));
    }

    private static String text(String name, JsonNode node, List<FieldProblem> problems) {
        if (node.isNull()) {
            return null;
        }
        if (node.isNumber()) {
            // Written out, an exponent such as 1e999999999 would fill the memory.
            return Math.abs(node.decimalValue().scale()) > 50
                    ? node.asText()
                    : node.decimalValue().toPlainString();
        }
        if (node.isValueNode()) {
            return node.asText();
        }
        WebFormField field = WebFormField.of(name).orElse(null);
        List<String> parts = new ArrayList<>();
        boolean list = field == WebFormField.RISKS && node.isArray();
        node.forEach(part -> parts.add(part.isNull() ? "" : part.asText()));
        if (list && parts.stream().noneMatch(String::isEmpty)) {
            return String.join(", ", parts);
        }
        if (field != null) {
            problems.add(new FieldProblem(field.wireName(), "Поле должно быть строкой."));
        }
        return null;
    }
}
