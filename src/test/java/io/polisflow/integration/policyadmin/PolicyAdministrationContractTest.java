package io.polisflow.integration.policyadmin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.jayway.jsonpath.JsonPath;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.policy.PolicyAdministration.Answer;
import io.polisflow.crm.policy.PolicyAdministration.IssueOrder;
import io.polisflow.fixtures.PublishedContract;
import io.polisflow.fixtures.TestWire;
import io.polisflow.sandbox.Mode;
import io.polisflow.sandbox.SandboxServer;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.actuate.health.Status;

/** Adapter, simulated Policy Admin System, its clerk and the published contract against one another, over real HTTP. */
class PolicyAdministrationContractTest {

    private static final String BASE = "/sandbox/policy/api";

    @RegisterExtension
    static final WireMockExtension CRM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    /** Stands between the two and sees what each sends. */
    @RegisterExtension
    static final WireMockExtension WIRE = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    private static SandboxServer sandbox;
    private static PublishedContract contract;

    private String base = WIRE.baseUrl();
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        sandbox = SandboxServer.start(
                "--polisflow.sandbox.slow-delay=20s",
                "--polisflow.sandbox.policy.hook-url=" + CRM.baseUrl() + "/hooks/policy",
                "--polisflow.sandbox.policy.hook-pause=50ms");
        contract = PublishedContract.of("policy-administration.yaml");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void listen() {
        WIRE.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(sandbox.url(""))));
        CRM.stubFor(post(urlPathEqualTo("/hooks/policy")).willReturn(aResponse().withStatus(200)));
    }

    @AfterEach
    void recover() throws Exception {
        sandbox.behave("policy", Mode.OK);
        clerk("issuing", "{\"mode\":\"at-once\"}");
    }

    @AfterEach
    void whatWentOverTheWireConformsToTheContract() {
        assertThat(WIRE.getAllServeEvents())
                .allSatisfy(event -> assertThat(contract.breaches(event, BASE)).isEmpty());
    }

    @Test
    void whatTheAdapterSendsAndTheSandboxAnswersConformsToTheContract() throws Exception {
        String key = key();
        String body = json.writeValueAsString(PolicyMessages.IssueOrder.of(order(key)));

        HttpResponse<String> issued = order(body, key, "sandbox");

        assertConforms("IssueOrder", body);
        assertThat(issued.statusCode()).isEqualTo(201);
        assertConforms("Policy", issued.body());
        assertConforms("PolicyList", get("/sandbox/policy/api/policies?idempotencyKey=" + key));
        assertConforms("PolicyList", get("/sandbox/policy/api/policies?idempotencyKey=unknown"));
        assertConforms("Health", get("/sandbox/policy/api/health"));
        clerk("issuing", "{\"mode\":\"later\"}");
        HttpResponse<String> accepted = order(body, key(), "sandbox");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertConforms("Policy", accepted.body());
    }

    @Test
    void everyErrorIsAProblemOfTheContract() throws Exception {
        String key = key();
        String body = json.writeValueAsString(PolicyMessages.IssueOrder.of(order(key)));
        order(body, key, "sandbox");

        assertProblem(order(body, key, "sandbox"), 409);
        assertProblem(order(body, key(), "wrong"), 401);
        assertProblem(order("{", key(), "sandbox"), 400);
        assertProblem(order("null", key(), "sandbox"), 400);
        assertProblem(order("{}", key(), "sandbox"), 422);
        assertProblem(order(body.replace("1000000.00", "1e-999999"), key(), "sandbox"), 422);
        assertProblem(order(body.replace("1000000.00", "1e999999"), key(), "sandbox"), 422);
        assertProblem(order(body.replace("2027-05-31", "2026-05-31"), key(), "sandbox"), 422);
    }

    @Test
    void theContractTellsARightAnswerFromAWrongOne() {
        assertThat(contract.breaches("Policy", "{\"state\":\"perhaps\",\"line\":0}"))
                .hasSizeGreaterThan(3);
        assertThat(contract.breaches("PolicyEvent", "{\"type\":\"policy.lost\"}"))
                .hasSize(2);
    }

    @Test
    void aBreachOnTheWireIsNoticed() throws Exception {
        WIRE.stubFor(WireMock.get(anyUrl()).willReturn(okJson("{\"status\":\"up\",\"version\":7}")));
        get("/sandbox/policy/api/health");
        WIRE.stubFor(WireMock.get(anyUrl()).willReturn(aResponse().withStatus(418)));
        get("/sandbox/policy/api/health");
        http.send(
                HttpRequest.newBuilder(URI.create(WIRE.url(BASE + "/quotes")))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        http.send(
                HttpRequest.newBuilder(URI.create(WIRE.url(BASE + "/elsewhere")))
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(WIRE.getAllServeEvents().stream().flatMap(event -> contract.breaches(event, BASE).stream()))
                .anyMatch(breach -> breach.contains("version"))
                .anyMatch(breach -> breach.contains("418: no such status"))
                .anyMatch(breach -> breach.contains("elsewhere") && breach.contains("no such operation"));
        WIRE.resetRequests();
    }

    @Test
    void anOrderRepeatedManyTimesIssuesOnePolicy() throws Exception {
        String key = key();

        Answer first = administration().issue(order(key));
        for (int i = 0; i < 4; i++) {
            assertThat(administration().issue(order(key))).isEqualTo(first);
        }

        assertThat(administration().find(key)).contains(first);
        List<Integer> attempts =
                JsonPath.read(get("/sandbox/policy/policies"), "$[?(@.idempotencyKey=='" + key + "')].attempts");
        assertThat(attempts).containsExactly(5);
        assertThat(administration().find(key())).isEmpty();
    }

    @Test
    void aRefusalIsTheClerksReasonAndStaysOne() throws Exception {
        clerk("issuing", "{\"mode\":\"refuse\",\"reason\":\"Лимит по клиенту исчерпан.\"}");
        String key = key();

        assertThat(administration().issue(order(key))).isEqualTo(new Answer.Refused("Лимит по клиенту исчерпан."));
        assertThat(administration().issue(order(key))).isEqualTo(new Answer.Refused("Лимит по клиенту исчерпан."));
        assertThat(get("/sandbox/policy/policies")).doesNotContain(key);
        assertThat(get("/sandbox/policy/policies?all=true")).contains(key);
    }

    @Test
    void aLateOrderIsIssuedByTheClerkAndToldToTheCrm() throws Exception {
        clerk("issuing", "{\"mode\":\"later\"}");
        String key = key();
        Answer.Accepted accepted = (Answer.Accepted) administration().issue(order(key));

        assertThat(clerk("policies/" + accepted.reference() + "/issue", "").statusCode())
                .isEqualTo(200);
        assertThat(clerk("policies/" + accepted.reference() + "/issue", "").statusCode())
                .isEqualTo(409);

        String event = onlyEvent(key);
        assertConforms("PolicyEvent", event);
        assertThat(JsonPath.<String>read(event, "$.type")).isEqualTo("policy.issued");
        Answer.Issued issued = (Answer.Issued) administration().find(key).orElseThrow();
        assertThat(JsonPath.<String>read(event, "$.policyNumber")).isEqualTo(issued.policyNumber());
        CRM.verify(postRequestedFor(urlPathEqualTo("/hooks/policy"))
                .withHeader("Authorization", equalTo("Bearer sandbox")));
    }

    @Test
    void aLateOrderMayBeRefusedToo() throws Exception {
        clerk("issuing", "{\"mode\":\"later\"}");
        String key = key();
        Answer.Accepted accepted = (Answer.Accepted) administration().issue(order(key));

        clerk("policies/" + accepted.reference() + "/refuse", "{\"reason\":\"Нет осмотра.\"}");

        assertThat(JsonPath.<String>read(onlyEvent(key), "$.reason")).isEqualTo("Нет осмотра.");
        assertThat(administration().find(key)).contains(new Answer.Refused("Нет осмотра."));
    }

    @Test
    void aPolicyIsChangedAndCancelledFromThePageAndTheCrmHearsOfBoth() throws Exception {
        String key = key();
        Answer.Issued issued = (Answer.Issued) administration().issue(order(key));
        String path = "policies/" + issued.policyNumber();

        assertThat(clerk(path + "/change", "{\"endsOn\":\"2026-01-01\"}").statusCode())
                .isEqualTo(400);
        assertThat(clerk(path + "/change", "{\"endsOn\":\"2027-11-30\"}").statusCode())
                .isEqualTo(200);
        String changed = onlyEvent(key);
        CRM.resetRequests();
        assertThat(clerk(path + "/cancel", "{\"cancelledOn\":\"2026-09-01\",\"reason\":\"Продажа объекта.\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(clerk(path + "/cancel", "").statusCode()).isEqualTo(409);
        String cancelled = onlyEvent(key);

        assertConforms("PolicyEvent", changed);
        assertThat(JsonPath.<String>read(changed, "$.endsOn")).isEqualTo("2027-11-30");
        assertConforms("PolicyEvent", cancelled);
        assertThat(JsonPath.<String>read(cancelled, "$.cancelledOn")).isEqualTo("2026-09-01");
        assertThat(JsonPath.<String>read(cancelled, "$.reason")).isEqualTo("Продажа объекта.");
        assertThat(clerk("policies/none/cancel", "").statusCode()).isEqualTo(404);
    }

    @Test
    void newsThatNobodyTookAreToldAgainWithTheSameId() throws Exception {
        Answer.Issued issued = (Answer.Issued) administration().issue(order(key()));
        CRM.stubFor(post(urlPathEqualTo("/hooks/policy"))
                .inScenario("away")
                .whenScenarioStateIs(STARTED)
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("back"));
        CRM.stubFor(post(urlPathEqualTo("/hooks/policy"))
                .inScenario("away")
                .whenScenarioStateIs("back")
                .willReturn(aResponse().withStatus(202)));

        HttpResponse<String> done = clerk("policies/" + issued.policyNumber() + "/cancel", "");

        assertThat(JsonPath.<Boolean>read(done.body(), "$.told")).isFalse();
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(told())
                .hasSize(2));
        assertThat(told().stream()
                        .map(event -> JsonPath.<String>read(event.getBodyAsString(), "$.eventId"))
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DOWN", "SLOW", "GARBAGE"})
    void aMisbehavingSystemIsAFaultAndTheRetryStillIssuesOnce(Mode mode) throws Exception {
        String key = key();
        // A system out of order keeps no contract, and a proxy would wait with us.
        base = sandbox.url("");
        sandbox.behave("policy", mode);
        assertThatThrownBy(() -> administration().issue(order(key))).isInstanceOf(UnavailableException.class);
        assertThat(health()).isEqualTo(Status.DOWN);
        // The clerk's window stays open while the system is down.
        assertThat(get("/sandbox/policy/policies")).startsWith("[");

        sandbox.behave("policy", Mode.OK);
        Answer issued = administration().issue(order(key));
        assertThat(administration().issue(order(key))).isEqualTo(issued);
        assertThat(health()).isEqualTo(Status.UP);
    }

    private static List<LoggedRequest> told() {
        return CRM.findAll(postRequestedFor(urlPathEqualTo("/hooks/policy")));
    }

    private static String onlyEvent(String key) {
        List<String> events = told().stream()
                .map(LoggedRequest::getBodyAsString)
                .filter(body -> body.contains(key))
                .toList();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private Status health() {
        return PolicyAdminConfiguration.health(api()).health().getStatus();
    }

    private void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertConforms("Problem", response.body());
    }

    private static void assertConforms(String schema, String body) {
        assertThat(contract.breaches(schema, body)).as(body).isEmpty();
    }

    private HttpResponse<String> order(String body, String key, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(WIRE.url(BASE + "/policies")))
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> clerk(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url("/sandbox/policy/" + path)))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String get(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(path.startsWith(BASE) ? WIRE.url(path) : sandbox.url(path)))
                                .header("Authorization", "Bearer sandbox")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpPolicyAdministration administration() {
        return new HttpPolicyAdministration(api());
    }

    private PolicyApi api() {
        Duration timeout = Duration.ofSeconds(4);
        return new PolicyApi(
                new TestWire()
                        .wire()
                        .to(
                                PolicyApi.SYSTEM,
                                new PolicyAdminProperties(base + BASE, "sandbox", "", timeout, timeout).wire()),
                "sandbox",
                json);
    }

    private static String key() {
        return "issue-" + UUID.randomUUID();
    }

    private static IssueOrder order(String key) {
        return new IssueOrder(
                key,
                "C-2026-000001",
                1,
                "7707083893",
                "ПАО «Сбербанк»",
                "property",
                null,
                new BigDecimal("1000000.00"),
                new BigDecimal("0.00"),
                new BigDecimal("1140.50"),
                LocalDate.of(2026, 6, 1),
                LocalDate.of(2027, 5, 31),
                Map.of("objectType", "office"));
    }
}
