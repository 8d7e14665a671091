package io.polisflow.integration.policyadmin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Speaks HTTP with the Policy Admin System and lets through only whole UTF-8 answers of a sane size. */
class PolicyApi {

    static final String SYSTEM = "policy";

    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final RestClient http;
    private final ObjectMapper json;

    PolicyApi(PolicyAdminProperties properties, Duration connectTimeout, Duration readTimeout, ObjectMapper json) {
        // A redirect would carry the client's data to wherever it points, so it is not followed and counts as a fault.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
        factory.setReadTimeout(readTimeout);
        this.http = RestClient.builder()
                .requestFactory(factory)
                .baseUrl(properties.baseUrl().replaceAll("/+$", ""))
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + properties.token())
                .defaultHeader(
                        HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .build();
        this.json = json.copy()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    record Answer(int status, String body) {}

    /** @throws UnavailableException when nothing or nothing readable came back */
    Answer issue(PolicyMessages.IssueOrder order, String idempotencyKey) {
        byte[] body;
        try {
            body = json.writeValueAsBytes(order);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order that cannot be written as JSON", e);
        }
        return exchange(http.post()
                .uri("/policies")
                .header("Idempotency-Key", idempotencyKey)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body));
    }

    /** @throws UnavailableException when nothing or nothing readable came back */
    Answer find(String idempotencyKey) {
        return exchange(http.get().uri("/policies?idempotencyKey={key}", idempotencyKey));
    }

    /** @throws UnavailableException when nothing or nothing readable came back */
    Answer health() {
        return exchange(http.get().uri("/health"));
    }

    /** @throws UnavailableException when the body is no whole JSON of this type */
    <T> T read(Answer answer, Class<T> type) {
        try {
            T value = json.readValue(answer.body(), type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // The parser's message would quote the body, which holds the client's data.
            throw new UnavailableException(SYSTEM, "broken JSON", null);
        }
        throw new UnavailableException(SYSTEM, "an empty answer", null);
    }

    private static Answer exchange(RestClient.RequestHeadersSpec<?> request) {
        try {
            return request.exchange((sent, response) -> read(response));
        } catch (UnavailableException e) {
            throw e;
        } catch (ResourceAccessException e) {
            throw new UnavailableException(SYSTEM, "no answer", e.getCause());
        } catch (RuntimeException e) {
            throw new UnavailableException(SYSTEM, "cannot ask (" + e.getClass().getSimpleName() + ")", null);
        }
    }

    private static Answer read(ClientHttpResponse response) throws IOException {
        byte[] body;
        try (InputStream stream = response.getBody()) {
            body = stream.readNBytes(LARGEST_ANSWER + 1);
        }
        if (body.length > LARGEST_ANSWER) {
            throw new UnavailableException(SYSTEM, "oversized answer", null);
        }
        try {
            return new Answer(
                    response.getStatusCode().value(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
        } catch (IOException e) {
            throw new UnavailableException(SYSTEM, "the answer is not in UTF-8", e);
        }
    }
}
