package io.polisflow.integration.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
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

/** Speaks HTTP with Kontur.Focus and lets through only whole, well-formed UTF-8 JSON of a sane size. */
class KonturFocusApi {

    static final String SYSTEM = "registry";

    /** A company with thousands of branches answers with some hundred kilobytes; more than this is not an answer. */
    private static final int LARGEST_ANSWER = 2 * 1024 * 1024;

    private final RestClient http;
    private final String apiKey;
    private final ObjectMapper json;

    KonturFocusApi(RegistryProperties properties, Duration connectTimeout, Duration readTimeout, ObjectMapper json) {
        // A redirect would carry the key to wherever it points, so it is not followed and counts as a fault.
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
                .build();
        this.apiKey = properties.apiKey();
        this.json = json.copy().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * @param body parsed when the status is 200, else null
     */
    record Answer(int status, JsonNode body) {}

    /**
     * Asks one method of the API about one taxpayer.
     *
     * @param method {@code req}, {@code egrDetails} or {@code analytics}
     * @param inn 10 or 12 digits; an empty text only tries the key
     * @return the status, with the JSON array that came with it when it is 200
     * @throws UnavailableException when nothing or nothing readable came back
     */
    Answer get(String method, String inn) {
        try {
            return http.get()
                    .uri("/api3/{method}?key={key}&inn={inn}", method, apiKey, inn)
                    .accept(MediaType.APPLICATION_JSON)
                    .exchange((request, response) -> read(method, response));
        } catch (UnavailableException e) {
            throw e;
        } catch (ResourceAccessException e) {
            // Its own message holds the address; the cause under it does not.
            throw new UnavailableException(SYSTEM, "no answer to " + method, e.getCause());
        } catch (RuntimeException e) {
            // Such as an address that is no address: the message could quote it together with the key.
            throw new UnavailableException(
                    SYSTEM, "cannot ask " + method + " (" + e.getClass().getSimpleName() + ")", null);
        }
    }

    private Answer read(String method, ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        if (status != 200) {
            return new Answer(status, null);
        }
        byte[] body;
        try (InputStream stream = response.getBody()) {
            body = stream.readNBytes(LARGEST_ANSWER + 1);
        }
        if (body.length > LARGEST_ANSWER) {
            throw new UnavailableException(SYSTEM, "oversized answer to " + method, null);
        }
        try {
            refuseForeignCharset(response.getHeaders());
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JsonNode tree = json.readTree(text);
            if (tree == null || !tree.isArray()) {
                throw new UnavailableException(SYSTEM, "the answer to " + method + " is no JSON array", null);
            }
            return new Answer(status, tree);
        } catch (JsonProcessingException e) {
            throw new UnavailableException(SYSTEM, "broken JSON in the answer to " + method, null);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnavailableException(SYSTEM, "the answer to " + method + " is not in UTF-8", e);
        }
    }

    private static void refuseForeignCharset(HttpHeaders headers) throws IOException {
        MediaType type = headers.getContentType();
        if (type != null && type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
            throw new IOException("charset " + type.getCharset());
        }
    }
}
