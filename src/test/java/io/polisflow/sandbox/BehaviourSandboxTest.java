package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

class BehaviourSandboxTest {

    private static final String CARD = "/sandbox/registry/api3/req?key=sandbox&inn=7707083893";

    private static SandboxServer sandbox;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start("--polisflow.sandbox.slow-delay=1m");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void recover() {
        Behaviours.SYSTEMS.forEach(system -> sandbox.behave(system, Mode.OK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry", "underwriting", "telephony", "edo", "policy", "mail"})
    void everySystemCanBeSwitchedAndShowsIt(String system) throws Exception {
        String address = "/sandbox/" + system + "/behaviour";

        assertThat(get(address).body()).isEqualTo("{\"system\":\"" + system + "\",\"mode\":\"ok\"}");
        for (String mode : List.of("down", "slow", "garbage")) {
            assertThat(switchTo(system, mode).statusCode()).isEqualTo(200);
            assertThat(get(address).body()).contains("\"mode\":\"" + mode + "\"");
        }
    }

    @Test
    void oneSystemDownLeavesTheOthersUp() throws Exception {
        switchTo("registry", "down");

        assertThat(get(CARD).statusCode()).isEqualTo(503);
        assertThat(get("/sandbox/underwriting/health").statusCode()).isEqualTo(401);
    }

    @Test
    void garbageIsNeitherJsonNorUtf8() throws Exception {
        switchTo("registry", "garbage");

        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url(CARD))).build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("\uFFFD")
                .doesNotEndWith("]");
    }

    @Test
    void aSlowSystemAnswersAsSoonAsItIsWellAgain() throws Exception {
        switchTo("registry", "slow");
        CompletableFuture<HttpResponse<String>> pending = http.sendAsync(
                HttpRequest.newBuilder(URI.create(sandbox.url(CARD))).build(), HttpResponse.BodyHandlers.ofString());
        assertThatThrownBy(() ->
                        pending.copy().orTimeout(500, TimeUnit.MILLISECONDS).join())
                .hasCauseInstanceOf(TimeoutException.class);

        switchTo("registry", "ok");

        assertThat(pending.orTimeout(20, TimeUnit.SECONDS).join().body()).contains("7707083893");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"mode\":\"asleep\"}", "{\"mode\":\"DOWN\"}", "{\"mode\":1}", "{}", "[]", "{", "", "null"})
    void aWrongModeIsRefusedInRussian(String body) throws Exception {
        HttpResponse<String> response = post("/sandbox/registry/behaviour", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(response.body()).contains("Поле «mode» должно быть одним из: ok, down, slow, garbage.");
        assertThat(get(CARD).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownSystemIsNotFound() throws Exception {
        assertThat(post("/sandbox/weather/behaviour", "{\"mode\":\"ok\"}").statusCode())
                .isEqualTo(404);
        assertThat(get("/sandbox/weather/behaviour").body()).contains("Песочница не имитирует систему «weather»");
    }

    @Test
    void aChangeIsToldToTheSystemsThatDoNotSpeakHttp() throws Exception {
        List<Object> told = new ArrayList<>();
        ApplicationListener<PayloadApplicationEvent<?>> listener = event -> told.add(event.getPayload());
        sandbox.context().addApplicationListener(listener);

        switchTo("mail", "down");

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(told)
                .contains(new BehaviourChanged("mail", Mode.DOWN)));
        assertThat(sandbox.context().getBean(Behaviours.class).of("mail")).isEqualTo(Mode.DOWN);
    }

    @Test
    void theKeyAndTheInnAreCheckedAsTheRealRegistryDoes() throws Exception {
        assertThat(get("/sandbox/registry/api3/req?key=x&inn=7707083893").statusCode())
                .isEqualTo(403);
        assertThat(get("/sandbox/registry/api3/req?key=sandbox&inn=12").statusCode())
                .isEqualTo(400);
        assertThat(get("/sandbox/registry/api3/req?key=sandbox").statusCode()).isEqualTo(400);
        assertThat(get("/sandbox/registry/api3/req?key=sandbox&inn=7728000006").body())
                .isEqualTo("[]");
        assertThat(get("/sandbox/registry/api3/analytics?key=sandbox&inn=12,7707083893,7736050003")
                        .body())
                .contains("7707083893", "7736050003");
    }

    @Test
    void productionHasNoSandbox() {
        new ApplicationContextRunner()
                .withUserConfiguration(SandboxProcess.Systems.class)
                .withPropertyValues("spring.profiles.active=sandbox,production")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(Behaviours.class)
                        .doesNotHaveBean(BehaviourConfiguration.class)
                        .doesNotHaveBean(WireLogSandbox.class)
                        .doesNotHaveBean(HookCourier.class)
                        .doesNotHaveBean(RegistrySandbox.class)
                        .doesNotHaveBean(UnderwritingSandbox.class));
    }

    @Test
    void aDelayBeyondTwoMinutesStopsTheStart() {
        assertThatThrownBy(() -> Forgetful.behaviours(Duration.ofHours(1)))
                .hasMessageContaining("polisflow.sandbox.slow-delay");
    }

    private HttpResponse<String> switchTo(String system, String mode) throws Exception {
        return post("/sandbox/" + system + "/behaviour", "{\"mode\":\"" + mode + "\"}");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url(path)))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url(path))).build(), HttpResponse.BodyHandlers.ofString());
    }
}
