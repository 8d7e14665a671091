package io.polisflow.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.test.util.TestSocketUtils;

/** A real Keycloak as a process of its own, its data in memory, with the realm that the README offers for a trial. */
final class Keycloak implements AutoCloseable {

    private static final String ADMINISTRATOR = "of-the-walk";
    private static final Duration START = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String root;
    private final Process process;

    /** @param home of the unpacked distribution @param application the address of the one application that people sign on to */
    Keycloak(Path home, String application) {
        int port = TestSocketUtils.findAvailableTcpPort();
        this.root = "http://localhost:" + port;
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(), "start-dev", "--db=dev-mem", "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "keycloak.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR, "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMINISTRATOR));
        try {
            this.process = builder.start();
            Awaitility.await().atMost(START).pollInterval(Duration.ofSeconds(1)).until(this::answers);
            String realm = Files.readString(Path.of("docs/keycloak/company-realm.json"))
                    .replace("http://localhost:8080", application);
            administer("POST", "", realm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String issuer() {
        return root + "/realms/company";
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak did not start, see target/keycloak.log");
        }
        try {
            return send(HttpRequest.newBuilder(URI.create(root + "/realms/master")))
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** A token for a program that works in that person's name. */
    String token(String user) {
        return token(
                "company",
                Map.of(
                        "grant_type", "password",
                        "client_id", "polisflow",
                        "client_secret", "of-a-trial",
                        "scope", "openid",
                        "username", user,
                        "password", user));
    }

    /** A token of the same provider and person that is not meant for us. */
    String tokenForSomethingElse(String user) {
        return token(
                "company",
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", user, "password", user));
    }

    private String token(String realm, Map<String, String> question) {
        String form = question.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(root + "/realms/" + realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
        return read(answer).path("access_token").asText();
    }

    /** The administrator ends all sessions of that person, as when somebody leaves the company. */
    void signOff(String user) {
        JsonNode found = read(administer("GET", "/company/users?exact=true&username=" + user, ""));
        administer("POST", "/company/users/" + found.get(0).path("id").asText() + "/logout", "");
    }

    private HttpResponse<String> administer(String method, String path, String body) {
        String token = token(
                "master",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        ADMINISTRATOR,
                        "password",
                        ADMINISTRATOR));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(root + "/admin/realms" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("Keycloak: " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode read(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroy);
    }
}
