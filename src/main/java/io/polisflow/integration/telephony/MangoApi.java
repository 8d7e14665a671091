package io.polisflow.integration.telephony;

import io.polisflow.crm.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Speaks HTTP with Mango Office: signed forms there, answers of a sane size back, redirects left to the caller. */
class MangoApi {

    static final String SYSTEM = "telephony";

    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final RestClient http;
    private final MangoSign sign;
    private final String base;

    MangoApi(TelephonyProperties properties, Duration connectTimeout, Duration readTimeout) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                // A recording's address is good for one use and for no key of ours: it is followed by hand.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
        factory.setReadTimeout(readTimeout);
        this.http = RestClient.builder().requestFactory(factory).build();
        this.sign = new MangoSign(properties.apiKey(), properties.salt());
        this.base = properties.baseUrl().replaceAll("/+$", "");
    }

    /** @param location where the answer points to, or null */
    record Answer(int status, byte[] body, MediaType type, String location) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * @param service e.g. {@code commands/callback}
     * @throws UnavailableException when nothing came back
     */
    Answer post(String service, String json) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("vpbx_api_key", sign.key());
        form.add("sign", sign.of(json));
        form.add("json", json);
        try {
            return exchange(
                    http.post()
                            .uri(URI.create(base + "/vpbx/" + service))
                            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                            .body(form),
                    LARGEST_ANSWER);
        } catch (IllegalArgumentException e) {
            throw new UnavailableException(SYSTEM, "cannot ask (address)", null);
        }
    }

    /** @param largest bytes; one more is read of a larger answer, so that it shows */
    Answer get(URI address, int largest) {
        return exchange(http.get().uri(address), largest + 1);
    }

    private static Answer exchange(RestClient.RequestHeadersSpec<?> request, int largest) {
        try {
            return request.exchange((sent, response) -> read(response, largest));
        } catch (UnavailableException e) {
            throw e;
        } catch (ResourceAccessException e) {
            throw new UnavailableException(SYSTEM, "no answer", e.getCause());
        } catch (RuntimeException e) {
            throw new UnavailableException(SYSTEM, "cannot ask (" + e.getClass().getSimpleName() + ")", null);
        }
    }

    private static Answer read(ClientHttpResponse response, int largest) throws IOException {
        byte[] body;
        try (InputStream stream = response.getBody()) {
            body = stream.readNBytes(largest);
        }
        HttpHeaders headers = response.getHeaders();
        MediaType type;
        try {
            type = headers.getContentType();
        } catch (IllegalArgumentException e) {
            type = null;
        }
        return new Answer(response.getStatusCode().value(), body, type, headers.getFirst(HttpHeaders.LOCATION));
    }
}
