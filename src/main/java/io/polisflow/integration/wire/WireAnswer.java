package io.polisflow.integration.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.polisflow.crm.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** A whole answer of an outside system, whatever its status; reading it lets through only what is well-formed. */
public final class WireAnswer {

    /** Of the header as it came, because a charset that Java does not know is no media type to it either. */
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    private final String system;
    private final String operation;
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final ObjectMapper json;

    WireAnswer(
            String system, String operation, int status, Map<String, String> headers, byte[] body, ObjectMapper json) {
        this.system = system;
        this.operation = operation;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.json = json;
    }

    /** The HTTP status, a redirect's included. */
    public int status() {
        return status;
    }

    /** @return the first header of that name, in any case */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** @return the cookies that the answer sets, by name, in its order */
    public Map<String, String> cookies() {
        Map<String, String> cookies = new LinkedHashMap<>();
        header("Set-Cookie").stream()
                .flatMap(String::lines)
                .map(cookie -> cookie.split(";", 2)[0].split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> cookies.put(pair[0].strip(), pair[1].strip()));
        return cookies;
    }

    /** @return empty when none was told or it is no media type */
    public Optional<MediaType> type() {
        return mediaType(headers.get("Content-Type"));
    }

    /** @param told a Content-Type header, or null */
    static Optional<MediaType> mediaType(String told) {
        try {
            return Optional.ofNullable(told).map(MediaType::parseMediaType);
        } catch (InvalidMediaTypeException e) {
            return Optional.empty();
        }
    }

    public boolean isEmpty() {
        return body.length == 0;
    }

    /** The bytes themselves, for reading only: a recording is not copied to have its size told. */
    byte[] body() {
        return body;
    }

    /** The bytes as they came. */
    public byte[] bytes() {
        return body.clone();
    }

    /** @throws UnavailableException when the body is not in UTF-8 */
    public String text() {
        try {
            if (foreignCharset()) {
                throw fault("is not in UTF-8");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw fault("is not in UTF-8");
        }
    }

    /** @throws UnavailableException when the body is no single whole JSON value in UTF-8 */
    public JsonNode tree() {
        return read(JsonNode.class);
    }

    /** @throws UnavailableException when the body is no single whole JSON value of this type in UTF-8 */
    public <T> T read(Class<T> type) {
        try {
            T value = strict().forType(type).readValue(text());
            if (value == null || value instanceof JsonNode node && (node.isMissingNode() || node.isNull())) {
                throw fault("is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            // The parser's message would quote the body, which holds the client's data.
            throw fault("is broken JSON");
        }
    }

    /**
     * Judges by the form alone what must be JSON; whether it makes sense is the adapter's to judge.
     *
     * @param expected whether the caller wants JSON, whatever the answer calls itself
     * @return what is wrong with the answer, or empty
     */
    Optional<UnavailableException> flaw(boolean expected) {
        boolean json = expected
                || type().filter(told -> told.getSubtype().endsWith("json")).isPresent();
        if (!json || status >= 300 || isEmpty()) {
            return Optional.empty();
        }
        try (JsonParser parser = this.json.createParser(text())) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null ? Optional.empty() : Optional.of(fault("is broken JSON"));
        } catch (UnavailableException e) {
            return Optional.of(e);
        } catch (IOException e) {
            return Optional.of(fault("is broken JSON"));
        }
    }

    /** A status that the contract does not know. */
    public UnavailableException unexpected() {
        return new UnavailableException(system, "HTTP " + status + " to " + operation, null);
    }

    /** @param what ends the sentence «the answer to … », without quoting the answer */
    public UnavailableException fault(String what) {
        return new UnavailableException(system, "the answer to " + operation + " " + what, null);
    }

    private ObjectReader strict() {
        return json.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    private boolean foreignCharset() {
        return header("Content-Type")
                .map(CHARSET::matcher)
                .filter(told -> told.find() && !told.group(1).equalsIgnoreCase("UTF-8"))
                .isPresent();
    }
}
