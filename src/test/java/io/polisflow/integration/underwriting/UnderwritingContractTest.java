package io.polisflow.integration.underwriting;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.proposal.Underwriting.Quote;
import io.polisflow.crm.proposal.Underwriting.QuoteLine;
import io.polisflow.crm.proposal.Underwriting.QuoteRequest;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.actuate.health.Status;

/** Adapter, simulated system and published contract against one another, over real HTTP. */
class UnderwritingContractTest {

    private static final String BASE = "/sandbox/underwriting";

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
        sandbox = SandboxServer.start("--polisflow.sandbox.slow-delay=20s");
        contract = PublishedContract.of("underwriting.yaml");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void listen() {
        WIRE.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(sandbox.url(""))));
    }

    @AfterEach
    void whatWentOverTheWireConformsToTheContract() {
        assertThat(WIRE.getAllServeEvents())
                .allSatisfy(event -> assertThat(contract.breaches(event, BASE)).isEmpty());
    }

    @AfterEach
    void recover() {
        sandbox.behave("underwriting", Mode.OK);
    }

    @Test
    void whatTheAdapterSendsAndTheSandboxAnswersConformsToTheContract() throws Exception {
        String body = json.writeValueAsString(QuoteMessages.Request.of(request("office", "1000000.00", "true")));
        HttpResponse<String> rated = post(body, "contract-1", "sandbox");
        HttpResponse<String> again = post(body, "contract-1", "sandbox");

        assertConforms("QuoteRequest", body);
        assertThat(rated.statusCode()).isEqualTo(201);
        assertConforms("Quote", rated.body());
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(rated.body());
        HttpResponse<String> read =
                get(URI.create(WIRE.url(rated.headers().firstValue("Location").orElseThrow())));
        assertThat(read.body()).isEqualTo(rated.body());
        String found = get(URI.create(WIRE.url(BASE + "/quotes?idempotencyKey=contract-1")))
                .body();
        assertConforms("QuoteList", found);
        assertThat(found).isEqualTo("{\"quotes\":[" + rated.body() + "]}");
        assertThat(get(URI.create(WIRE.url(BASE + "/quotes?idempotencyKey=never")))
                        .body())
                .isEqualTo("{\"quotes\":[]}");
        assertConforms("Health", get(URI.create(WIRE.url(BASE + "/health"))).body());
    }

    @Test
    void aDeclinedQuoteConformsToTheContract() throws Exception {
        String body = json.writeValueAsString(QuoteMessages.Request.of(request("warehouse", "1000000000.01", "false")));

        HttpResponse<String> declined = post(body, "contract-2", "sandbox");

        assertThat(declined.statusCode()).isEqualTo(201);
        assertConforms("Quote", declined.body());
        assertThat(declined.body()).contains("\"declined\"");
    }

    @Test
    void everyErrorIsAProblemOfTheContract() throws Exception {
        String body = json.writeValueAsString(QuoteMessages.Request.of(request("office", "1000000.00", "true")));
        post(body, "contract-3", "sandbox");

        assertProblem(post(body, "contract-4", "wrong"), 401);
        assertProblem(post("{", "contract-4", "sandbox"), 400);
        assertProblem(post("null", "contract-4", "sandbox"), 400);
        assertProblem(post("{\"items\":{}}", "contract-4", "sandbox"), 400);
        assertProblem(post("{}", "contract-4", "sandbox"), 422);
        assertProblem(post(body.replace("office", "castle"), "contract-4", "sandbox"), 422);
        assertProblem(post(body.replace("1000000.00", "1e-999999"), "contract-4", "sandbox"), 422);
        assertProblem(post(body.replace("1000000.00", "1e999999"), "contract-4", "sandbox"), 422);
        assertProblem(post(body.replace("1000000.00", "2000000.00"), "contract-3", "sandbox"), 409);
        assertProblem(get(URI.create(WIRE.url(BASE + "/quotes/none"))), 404);
        assertProblem(get(URI.create(WIRE.url(BASE + "/quotes?idempotencyKey="))), 400);
    }

    @Test
    void theContractTellsARightAnswerFromAWrongOne() {
        assertThat(contract.breaches("Quote", "{\"state\":\"perhaps\"}")).isNotEmpty();
        assertThat(contract.breaches("Item", "{\"premium\":-1}")).hasSizeGreaterThan(5);
    }

    @Test
    void aBreachOnTheWireIsNoticed() throws Exception {
        WIRE.stubFor(WireMock.get(anyUrl()).willReturn(okJson("{\"status\":\"up\",\"version\":7}")));
        get(URI.create(WIRE.url(BASE + "/health")));
        WIRE.stubFor(WireMock.get(anyUrl()).willReturn(aResponse().withStatus(418)));
        get(URI.create(WIRE.url(BASE + "/health")));
        http.send(
                HttpRequest.newBuilder(URI.create(WIRE.url(BASE + "/policies")))
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
    void theAdapterUnderstandsAcceptedDeclinedAndRefused() {
        Quote accepted = underwriting().quote(request("office", "1000000.00", "true"), "adapter-1");
        Quote repeated = underwriting().quote(request("office", "1000000.00", "true"), "adapter-1");
        Quote declined = underwriting().quote(request("warehouse", "2000000000.00", "false"), "adapter-2");

        // 0.15 × 0.8 × 1.05 × 0.9 × 1 × 1 per cent of a million, less 10 %.
        assertThat(accepted.lines().get(0).premium()).isEqualTo("1020.60");
        assertThat(repeated).isEqualTo(accepted);
        assertThat(declined.accepted()).isFalse();
        assertThat(declined.refusalReason())
                .isEqualTo("Риск не принимается: склад без пожарной сигнализации при страховой сумме свыше 1 млрд ₽.");
        Quote refused = underwriting().quote(request("castle", "1000000.00", "true"), "adapter-3");
        assertThat(refused.accepted()).isFalse();
        assertThat(refused.refusalReason()).contains("Тип объекта");
    }

    @Test
    void aRequestWhoseAnswerWasLostIsRatedOnceAlsoWhenTheClientsNameHasChangedSince() throws Exception {
        base = sandbox.url("");
        QuoteRequest first = request("office", "1000000.00", "true");
        behaveOnce("lost");
        assertThatThrownBy(() -> underwriting().quote(first, "lost-1")).isInstanceOf(UnavailableException.class);

        Quote found = underwriting().quote(renamed(first), "lost-1");

        assertThat(found.lines().get(0).premium()).isEqualTo("1020.60");
        behaveOnce("409");
        assertThat(underwriting().quote(first, "done-1").accepted())
                .as("already executed means done")
                .isTrue();
    }

    private void behaveOnce(String fault) throws Exception {
        String behaviour = "{\"mode\":\"ok\",\"fault\":\"" + fault + "\",\"for\":{\"calls\":1}}";
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(sandbox.url(BASE + "/behaviour")))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(behaviour))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private static QuoteRequest renamed(QuoteRequest request) {
        return new QuoteRequest(
                request.proposalNumber(),
                request.clientInn(),
                "ПАО «Новое имя»",
                request.okved(),
                request.startsOn(),
                request.termMonths(),
                request.lines());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DOWN", "SLOW", "GARBAGE"})
    void aMisbehavingSystemIsAFaultAndTheRetryStillGetsOneQuote(Mode mode) {
        QuoteRequest request = request("office", "1000000.00", "true");
        // A system out of order keeps no contract, and a proxy would wait with us.
        base = sandbox.url("");
        sandbox.behave("underwriting", mode);
        assertThatThrownBy(() -> underwriting().quote(request, "retry-" + mode))
                .isInstanceOf(UnavailableException.class);
        assertThat(health()).isEqualTo(Status.DOWN);

        sandbox.behave("underwriting", Mode.OK);
        Quote quote = underwriting().quote(request, "retry-" + mode);
        assertThat(underwriting().quote(request, "retry-" + mode)).isEqualTo(quote);
        assertThat(health()).isEqualTo(Status.UP);
    }

    private Status health() {
        return UnderwritingConfiguration.health(api()).health().getStatus();
    }

    private void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertConforms("Problem", response.body());
    }

    private static void assertConforms(String schema, String body) {
        assertThat(contract.breaches(schema, body)).as(body).isEmpty();
    }

    private HttpResponse<String> post(String body, String key, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(WIRE.url(BASE + "/quotes")))
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer sandbox")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpUnderwriting underwriting() {
        return new HttpUnderwriting(api());
    }

    private UnderwritingApi api() {
        Duration timeout = Duration.ofSeconds(4);
        return new UnderwritingApi(
                new TestWire()
                        .wire()
                        .to(
                                UnderwritingApi.SYSTEM,
                                new UnderwritingProperties(base + BASE, "sandbox", timeout, timeout).wire()),
                "sandbox",
                json);
    }

    private static QuoteRequest request(String objectType, String sum, String fireAlarm) {
        return new QuoteRequest(
                "KP-2026-000012/1",
                "7707083893",
                "ПАО «Сбербанк»",
                null,
                LocalDate.of(2026, 6, 1),
                12,
                List.of(new QuoteLine(
                        1,
                        "property",
                        "Объект",
                        new BigDecimal(sum),
                        new BigDecimal("0.00"),
                        new BigDecimal("10"),
                        Map.of(
                                "objectType",
                                objectType,
                                "area",
                                "5000",
                                "buildYear",
                                "2010",
                                "fireAlarm",
                                fireAlarm))));
    }
}
