package io.polisflow.process.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.spin.json.SpinJsonNode;
import org.camunda.spin.plugin.variable.SpinValues;
import org.camunda.spin.plugin.variable.value.JsonValue;

/**
 * Turns what the engine stores for a form (text, numbers, Spin JSON) into plain Java values and back.
 *
 * <p>In JSON a number is a BigDecimal, written without an exponent, and a date is written as people read it.
 */
final class PlainValues {

    static final DateTimeFormatter DISPLAYED_DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature(), true)
            .findAndRegisterModules()
            .registerModule(new SimpleModule().addSerializer(LocalDate.class, new DisplayedDate()));

    private PlainValues() {}

    /** Maps, lists, text, numbers and booleans only; anything unknown comes back as it is. */
    static Object of(Object value) {
        if (value instanceof SpinJsonNode spin) {
            return of(spin.unwrap());
        }
        if (value instanceof JsonNode node) {
            return node.isMissingNode() ? null : JSON.convertValue(node, Object.class);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, inner) -> plain.put(String.valueOf(key), of(inner)));
            return plain;
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(PlainValues::of).collect(Collectors.toList());
        }
        return value;
    }

    /** What to store: maps and lists as a JSON variable, the rest as it is. */
    static Object toVariable(Object value) {
        return value instanceof Map || value instanceof Collection ? json(value) : value;
    }

    /** @throws IllegalArgumentException when the value cannot be written as JSON */
    static JsonValue json(Object value) {
        try {
            return SpinValues.jsonValue(JSON.writeValueAsString(value)).create();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not to be written as JSON: " + value.getClass(), e);
        }
    }

    /** The rows of a dynamic list; numbers as BigDecimal; empty when there are none. */
    static List<Map<String, Object>> rows(Object value) {
        if (value == null) {
            return List.of();
        }
        List<Map<String, Object>> rows =
                JSON.convertValue(of(value), new TypeReference<List<Map<String, Object>>>() {});
        rows.forEach(row -> row.replaceAll((key, cell) -> decimals(cell)));
        return rows;
    }

    private static Object decimals(Object cell) {
        if (cell instanceof Number number) {
            return decimal(number);
        }
        if (cell instanceof Map<?, ?> map) {
            Map<String, Object> inner = new LinkedHashMap<>();
            map.forEach((key, value) -> inner.put(String.valueOf(key), decimals(value)));
            return inner;
        }
        if (cell instanceof List<?> list) {
            return list.stream().map(PlainValues::decimals).toList();
        }
        return cell;
    }

    /** Exactly the decimal digits that were entered, not the binary fraction behind them. */
    static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    /**
     * Reads a number as a person types it: blanks between thousands, comma or point.
     *
     * @throws NumberFormatException when it is none
     */
    static BigDecimal decimal(String text) {
        return new BigDecimal(text.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.'));
    }

    /** One text for equal values, whatever client wrote them: 1, 1.0 and «1» are the same choice. */
    static String canonical(Object value) {
        if (value instanceof Number number) {
            return decimal(number).stripTrailingZeros().toPlainString();
        }
        if (value instanceof Map || value instanceof Collection) {
            return JSON.valueToTree(value).toString();
        }
        return String.valueOf(value).strip();
    }

    private static final class DisplayedDate extends JsonSerializer<LocalDate> {

        @Override
        public void serialize(LocalDate date, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(DISPLAYED_DATE.format(date));
        }
    }
}
