package io.polisflow.load;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** One person's browser window: cookies of its own, connections shared with all others. */
final class Desk {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CSRF_COOKIE = "POLISFLOW-CSRF";

    private final HttpClient http;
    private final URI product;
    private final String user;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    Desk(HttpClient http, URI product, String user) {
        this.http = http;
        this.product = product;
        this.user = user;
    }

    String user() {
        return user;
    }

    boolean signedOn() {
        return cookies.containsKey("SESSION");
    }

    HttpResponse<String> signOn(String password) throws IOException, InterruptedException {
        cookies.clear();
        get("/login");
        String form = "username=" + encoded(user) + "&password=" + encoded(password) + "&_csrf="
                + encoded(cookies.getOrDefault(CSRF_COOKIE, ""));
        HttpResponse<String> signedOn = post("/login", "application/x-www-form-urlencoded", form);
        // The page of Tasklist brings the sign that its own changes need.
        return signedOn.statusCode() == 302 ? get("/camunda/app/tasklist/default/") : signedOn;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(product.resolve(path))
                .timeout(PATIENCE)
                .header(
                        "Accept",
                        path.startsWith("/crm") || path.startsWith("/login") ? "text/html" : "application/json")
                // A person is at work in this window.
                .header("X-Polisflow-Idle", "0");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
            request.header("X-POLISFLOW-CSRF", cookies.getOrDefault(CSRF_COOKIE, ""));
            request.header("X-XSRF-TOKEN", cookies.getOrDefault("XSRF-TOKEN", ""));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(this::keep);
        return response;
    }

    private void keep(String cookie) {
        String pair = cookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        String value = pair.substring(equals + 1);
        if (value.isEmpty()) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), value);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
