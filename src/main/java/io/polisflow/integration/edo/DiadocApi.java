package io.polisflow.integration.edo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/** Speaks HTTP with Diadoc and lets through only whole answers of a sane size. */
class DiadocApi {

    static final String SYSTEM = "edo";

    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

    private final RestClient http;
    private final String baseUrl;
    private final ObjectMapper json;

    DiadocApi(EdoProperties properties, Duration connectTimeout, Duration readTimeout, ObjectMapper json) {
        // A redirect would carry the contract to wherever it points, so it is not followed and counts as a fault.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
        factory.setReadTimeout(readTimeout);
        this.baseUrl = properties.baseUrl().replaceAll("/+$", "");
        this.http = RestClient.builder()
                .requestFactory(factory)
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + properties.token())
                .build();
        this.json = json.copy()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** @param retryAfter the operator's wish in seconds, or null */
    record Answer(int status, MediaType type, String retryAfter, byte[] body) {}

    /** @throws UnavailableException when nothing or nothing whole came back */
    Answer get(String method, Map<String, String> parameters) {
        return exchange(method, parameters, uri -> http.get().uri(uri));
    }

    /** @throws UnavailableException when nothing or nothing whole came back */
    Answer post(String method, Map<String, String> parameters, Object body) {
        byte[] written;
        try {
            written = json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message that cannot be written as JSON", e);
        }
        return exchange(method, parameters, uri -> http.post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .body(written));
    }

    /** @throws UnavailableException when the body is no whole JSON of this type */
    <T> T read(Answer answer, Class<T> type) {
        try {
            T value = json.readValue(text(answer), type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // The parser's message would quote the body, which holds the client's data.
            throw new UnavailableException(SYSTEM, "broken JSON", null);
        }
        throw new UnavailableException(SYSTEM, "an empty answer", null);
    }

    /** @throws UnavailableException when the body is not in UTF-8 */
    static String text(Answer answer) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(answer.body()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnavailableException(SYSTEM, "the answer is not in UTF-8", e);
        }
    }

    private interface Request {
        RestClient.RequestHeadersSpec<?> to(URI address);
    }

    private Answer exchange(String method, Map<String, String> parameters, Request request) {
        try {
            UriComponentsBuilder address = UriComponentsBuilder.fromUriString(baseUrl + "/" + method);
            // Encoded by value: an index key holds signs such as + and / that have a meaning of their own.
            parameters.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
            return request.to(address.encode().buildAndExpand(parameters).toUri())
                    .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM, MediaType.ALL)
                    .exchange((sent, response) -> whole(response));
        } catch (UnavailableException e) {
            throw e;
        } catch (ResourceAccessException e) {
            throw new UnavailableException(SYSTEM, "no answer to " + method, e.getCause());
        } catch (RuntimeException e) {
            throw new UnavailableException(
                    SYSTEM, "cannot ask " + method + " (" + e.getClass().getSimpleName() + ")", null);
        }
    }

    private static Answer whole(ClientHttpResponse response) throws IOException {
        byte[] body;
        try (InputStream stream = response.getBody()) {
            body = stream.readNBytes(LARGEST_ANSWER + 1);
        }
        if (body.length > LARGEST_ANSWER) {
            throw new UnavailableException(SYSTEM, "oversized answer", null);
        }
        MediaType type;
        try {
            type = response.getHeaders().getContentType();
        } catch (IllegalArgumentException e) {
            type = null;
        }
        return new Answer(
                response.getStatusCode().value(), type, response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER), body);
    }
}
