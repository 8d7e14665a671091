package io.polisflow.integration.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriComponentsBuilder;

/** One call of an outside system, as an adapter describes it. */
public final class WireCall {

    private final String operation;
    private final String method;
    private final String path;
    private final Object[] variables;
    private final URI absolute;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final List<String> secrets = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    private byte[] body;
    private MediaType bodyType;
    private boolean repeatable;
    private boolean recorded = true;
    private int cutAt;

    private WireCall(String operation, String method, String path, Object[] variables, URI absolute) {
        this.operation = operation;
        this.method = method;
        this.path = path;
        this.variables = variables.clone();
        this.absolute = absolute;
        this.repeatable = method.equals("GET");
    }

    /**
     * @param operation stable short name for the journal, the metrics and faults, e.g. {@code findById}
     * @param path appended to the base address; names in braces are filled in, encoded, from the variables
     */
    public static WireCall get(String operation, String path, Object... variables) {
        return new WireCall(operation, "GET", path, variables, null);
    }

    /** A call that changes something; not repeated unless it is said to be {@link #repeatable}. */
    public static WireCall post(String operation, String path, Object... variables) {
        return new WireCall(operation, "POST", path, variables, null);
    }

    /** Any other method of HTTP. */
    public static WireCall of(String method, String operation, String path, Object... variables) {
        return new WireCall(operation, method, path, variables, null);
    }

    /** Fetches from an address that the outside system gave, such as a one-time link; it is kept out of the journal. */
    public static WireCall getFrom(String operation, URI address) {
        return new WireCall(operation, "GET", null, new Object[0], address);
    }

    public WireCall query(String name, String value) {
        query.put(name, value);
        return this;
    }

    /** A parameter that the journal must not show. */
    public WireCall secretQuery(String name, String value) {
        secrets.add(name);
        return query(name, value);
    }

    public WireCall header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public WireCall bearer(String token) {
        return header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }

    public WireCall body(byte[] content, MediaType type) {
        this.body = content.clone();
        this.bodyType = type;
        return this;
    }

    /** @throws IllegalStateException when the message cannot be written, which is a fault of ours */
    public WireCall json(Object message, ObjectMapper mapper) {
        try {
            return body(mapper.writeValueAsBytes(message), MediaType.APPLICATION_JSON);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message that cannot be written as JSON", e);
        }
    }

    /** Sends fields as a browser's form does, in UTF-8. */
    public WireCall form(Map<String, String> fields) {
        String written = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return body(written.getBytes(StandardCharsets.US_ASCII), MediaType.APPLICATION_FORM_URLENCODED);
    }

    /** The other side does it once however often it hears of it (a reading, or a write with an idempotency key). */
    public WireCall repeatable() {
        repeatable = true;
        return this;
    }

    /** A look whether anything is there or new: counted, but not kept, or it would bury what happened. */
    public WireCall unrecorded() {
        recorded = false;
        return this;
    }

    /** A longer answer is cut here instead of being a fault: the caller tells a person that it is too large. */
    public WireCall cutAt(int bytes) {
        cutAt = bytes;
        return this;
    }

    /** @return 0 when a longer answer than the settings allow is a fault */
    int cutAt() {
        return cutAt;
    }

    String operation() {
        return operation;
    }

    String method() {
        return method;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    MediaType bodyType() {
        return bodyType;
    }

    /** Whether nothing but JSON is an answer to it. */
    boolean wantsJson() {
        return headers.getOrDefault(HttpHeaders.ACCEPT, "").contains("json");
    }

    boolean isRepeatable() {
        return repeatable;
    }

    boolean isRecorded() {
        return recorded;
    }

    /** @throws IllegalArgumentException when the base address is no address */
    URI address(String baseUrl) {
        if (absolute != null) {
            return absolute;
        }
        UriComponentsBuilder address = UriComponentsBuilder.fromUriString(baseUrl.replaceAll("/+$", "") + path);
        List<Object> values = new ArrayList<>(List.of(variables));
        // Encoded by value: an index key holds signs such as + and / that have a meaning of their own.
        query.forEach((name, value) -> {
            address.queryParam(name, "{" + name + "}");
            values.add(value);
        });
        return address.encode().buildAndExpand(values.toArray()).toUri();
    }

    /** Method, path and query as the journal shows them. */
    String shown() {
        if (absolute != null) {
            return method + " (" + absolute.getHost() + ")";
        }
        String filled = UriComponentsBuilder.fromUriString(path)
                .buildAndExpand(variables)
                .toUriString();
        String asked = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + (secrets.contains(entry.getKey()) ? "***" : entry.getValue()))
                .collect(Collectors.joining("&"));
        return method + " " + filled + (asked.isEmpty() ? "" : (filled.contains("?") ? "&" : "?") + asked);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
