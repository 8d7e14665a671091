package io.polisflow.integration.underwriting;

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

/** Speaks HTTP with the underwriting system and lets through only whole UTF-8 answers of a sane size. */
class UnderwritingApi {

    static final String SYSTEM = "underwriting";

    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final RestClient http;

    UnderwritingApi(UnderwritingProperties properties, Duration connectTimeout, Duration readTimeout) {
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
    }

    record Answer(int status, String body) {}

    /** @throws UnavailableException when nothing or nothing readable came back */
    Answer post(String path, byte[] body, String idempotencyKey) {
        return exchange(http.post()
                .uri(path)
                .header("Idempotency-Key", idempotencyKey)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body));
    }

    /** @throws UnavailableException when nothing or nothing readable came back */
    Answer get(String path) {
        return exchange(http.get().uri(path));
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
            MediaType type = response.getHeaders().getContentType();
            if (type != null && type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
                throw new IOException("charset " + type.getCharset());
            }
            return new Answer(
                    response.getStatusCode().value(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
        } catch (IOException | IllegalArgumentException e) {
            throw new UnavailableException(SYSTEM, "the answer is not in UTF-8", e);
        }
    }
}
