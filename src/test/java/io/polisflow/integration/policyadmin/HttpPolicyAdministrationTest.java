package io.polisflow.integration.policyadmin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.policy.PolicyAdministration.Answer;
import io.polisflow.crm.policy.PolicyAdministration.IssueOrder;
import io.polisflow.fixtures.TestWire;
import io.polisflow.integration.wire.Wire;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@Timeout(30)
class HttpPolicyAdministrationTest {

    private static final String TOKEN = "s3cr3t-t0k3n";
    private static final IssueOrder ORDER = new IssueOrder(
            "deal:issue:1",
            "C-2026-000001",
            2,
            "7707083893",
            "ПАО «Сбербанк»",
            "property",
            "Офис",
            new BigDecimal("1000000.00"),
            new BigDecimal("0.00"),
            new BigDecimal("1140.50"),
            LocalDate.of(2026, 6, 1),
            LocalDate.of(2027, 5, 31),
            Map.of("objectType", "office"));
    private static final String ISSUED =
            """
            {"reference":"r-1","idempotencyKey":"deal:issue:1","state":"issued","contractNumber":"C-2026-000001","line":2,
             "policyNumber":" PF-1 ","startsOn":"2026-06-01","endsOn":"2027-05-31","unheard-of":true}""";
    private static final Answer.Issued POLICY =
            new Answer.Issued("PF-1", LocalDate.of(2026, 6, 1), LocalDate.of(2027, 5, 31));

    @RegisterExtension
    static final WireMockExtension SYSTEM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void anOrderGoesOutWithItsKeyAndComesBackAsAPolicy() {
        answer(aResponse().withStatus(201).withBody(ISSUED));

        assertThat(administration().issue(ORDER)).isEqualTo(POLICY);

        SYSTEM.verify(
                postRequestedFor(urlPathEqualTo("/policies"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withHeader("Idempotency-Key", equalTo("deal:issue:1"))
                        .withRequestBody(
                                equalToJson(
                                        """
                                {"contractNumber":"C-2026-000001","line":2,"policyholder":{"inn":"7707083893","name":"ПАО «Сбербанк»"},
                                 "productCode":"property","object":"Офис","sumInsured":1000000.00,"deductible":0.00,"premium":1140.50,
                                 "startsOn":"2026-06-01","endsOn":"2027-05-31","parameters":{"objectType":"office"}}""")));
    }

    @Test
    void anOrderMayBeAcceptedForLater() {
        answer(aResponse().withStatus(202).withBody(ISSUED.replace("\"issued\"", "\"accepted\"")));

        assertThat(administration().issue(ORDER)).isEqualTo(new Answer.Accepted("r-1"));
    }

    @ParameterizedTest
    @CsvSource({"400", "422"})
    void aRefusalComesInTheSystemsWords(int status) {
        answer(aResponse().withStatus(status).withBody("{\"title\":\"Нельзя\",\"detail\":\"Объект на проверке.\"}"));

        assertThat(administration().issue(ORDER)).isEqualTo(new Answer.Refused("Объект на проверке."));
    }

    @Test
    void anOrderAlreadyExecutedIsLookedUp() {
        answer(aResponse().withStatus(409).withBody("{\"title\":\"AlreadyExecuted\"}"));
        found("{\"policies\":[" + ISSUED + "]}");

        assertThat(administration().issue(ORDER)).isEqualTo(POLICY);

        SYSTEM.verify(
                getRequestedFor(urlPathEqualTo("/policies")).withQueryParam("idempotencyKey", equalTo("deal:issue:1")));
    }

    @Test
    void anOrderAlreadyExecutedForAnotherContractIsAFault() {
        answer(aResponse().withStatus(409));
        found("{\"policies\":[" + ISSUED.replace("C-2026-000001", "C-2026-000009") + "]}");

        assertUnavailable(() -> administration().issue(ORDER));
    }

    @Test
    void anOrderAlreadyExecutedThatNobodyFindsIsAFault() {
        answer(aResponse().withStatus(409));
        found("{\"policies\":[]}");

        assertUnavailable(() -> administration().issue(ORDER));
    }

    @Test
    void aLookUpTellsWhatBecameOfTheOrder() {
        found("{\"policies\":[]}");
        assertThat(administration().find("deal:issue:1")).isEmpty();
        found("{\"policies\":[" + ISSUED + "]}");
        assertThat(administration().find("deal:issue:1")).contains(POLICY);
        found("{\"policies\":[" + ISSUED.replace("\"issued\"", "\"cancelled\"") + "]}");
        assertThat(administration().find("deal:issue:1")).contains(POLICY);
        found("{\"policies\":[{\"reference\":\"r\",\"idempotencyKey\":\"deal:issue:1\",\"state\":\"refused\","
                + "\"refusalReason\":\"Нельзя.\"}]}");
        assertThat(administration().find("deal:issue:1")).contains(new Answer.Refused("Нельзя."));
    }

    @Test
    void aKeyWithSignsOfItsOwnArrivesWhole() {
        found("{\"policies\":[]}");

        administration().find("a+b&c=д {x}");

        SYSTEM.verify(
                getRequestedFor(urlPathEqualTo("/policies")).withQueryParam("idempotencyKey", equalTo("a+b&c=д {x}")));
    }

    static Stream<Arguments> unusableAnswers() {
        return Stream.of(
                arguments("400 without a reason", aResponse().withStatus(400).withBody("{}")),
                arguments("422 as a page", aResponse().withStatus(422).withBody("<html>")),
                arguments("401", aResponse().withStatus(401)),
                arguments("403", aResponse().withStatus(403)),
                arguments("404", aResponse().withStatus(404)),
                arguments("429", aResponse().withStatus(429)),
                arguments("500", aResponse().withStatus(500)),
                arguments("503", aResponse().withStatus(503)),
                arguments("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                arguments("redirect", aResponse().withStatus(307).withHeader("Location", "/elsewhere")),
                arguments("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                arguments("truncated", okJson(ISSUED.substring(0, ISSUED.length() - 2))),
                arguments("two documents", okJson(ISSUED + ISSUED)),
                arguments("null", okJson("null")),
                arguments("no body", aResponse().withStatus(201)),
                arguments("array", okJson("[]")),
                arguments("no state", okJson(ISSUED.replace("\"issued\"", "\"perhaps\""))),
                arguments("another line", okJson(ISSUED.replace("\"line\":2", "\"line\":1"))),
                arguments("no number", okJson(ISSUED.replace(" PF-1 ", " "))),
                arguments("endless number", okJson(ISSUED.replace("PF-1", "9".repeat(61)))),
                arguments("no dates", okJson(ISSUED.replace("startsOn", "since"))),
                arguments("a day that is none", okJson(ISSUED.replace("2027-05-31", "2027-02-30"))),
                arguments("a day that nobody means", okJson(ISSUED.replace("2027-05-31", "+999999999-12-31"))),
                arguments("an end before the start", okJson(ISSUED.replace("2027-05-31", "2026-05-31"))),
                arguments(
                        "accepted without a reference",
                        okJson(ISSUED.replace("issued", "accepted").replace("r-1", ""))),
                arguments("refused without a reason", okJson(ISSUED.replace("\"issued\"", "\"refused\""))),
                arguments(
                        "declared windows-1251",
                        okJson(ISSUED).withHeader("Content-Type", "application/json;charset=windows-1251")),
                arguments(
                        "windows-1251",
                        aResponse().withBody(ISSUED.replace("PF-1", "Ж").getBytes(Charset.forName("windows-1251")))),
                arguments("megabytes", aResponse().withBody(" ".repeat(5 * 1024 * 1024) + ISSUED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusableAnswers")
    void anUnusableAnswerIsAFaultAndTheTokenStaysSecret(
            String name, ResponseDefinitionBuilder answer, CapturedOutput output) {
        SYSTEM.stubFor(any(anyUrl()).willReturn(answer));

        assertUnavailable(() -> administration().issue(ORDER));
        assertUnavailable(() -> administration().find("deal:issue:1"));
        assertThat(output.getAll()).doesNotContain(TOKEN);
        SYSTEM.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void aLookUpThatFoundAnotherOrderOrTwoIsAFault() {
        found("{\"policies\":[" + ISSUED + "," + ISSUED + "]}");
        assertUnavailable(() -> administration().find("deal:issue:1"));
        found("{\"policies\":[" + ISSUED + "]}");
        assertUnavailable(() -> administration().find("another"));
    }

    static Stream<Arguments> slowAnswers() {
        return Stream.of(
                arguments("nothing in time", okJson(ISSUED).withFixedDelay(3000)),
                arguments("a trickle", okJson(ISSUED).withChunkedDribbleDelay(20, 5000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowAnswers")
    void anAnswerThatTakesTooLongIsAFaultAndTheOrderIsSentOnce(String name, ResponseDefinitionBuilder answer) {
        answer(answer);
        Duration timeout = Duration.ofMillis(300);

        assertUnavailable(() -> new HttpPolicyAdministration(api(SYSTEM.baseUrl(), timeout)).issue(ORDER));
        SYSTEM.verify(1, postRequestedFor(urlPathEqualTo("/policies")));
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:1", "''", "not an address"})
    void aMissingServerIsAFaultToo(String baseUrl) {
        assertUnavailable(() -> new HttpPolicyAdministration(api(baseUrl, Duration.ofSeconds(5))).issue(ORDER));
    }

    @ParameterizedTest
    @CsvSource({"200,'{\"status\":\"up\"}',UP", "200,'{',DOWN", "200,'{}',DOWN", "401,'{}',DOWN", "503,'',DOWN"})
    void healthAsksTheContractsProbe(int status, String body, String health) {
        SYSTEM.stubFor(get(urlPathEqualTo("/health"))
                .willReturn(aResponse().withStatus(status).withBody(body)));

        assertThat(PolicyAdminConfiguration.health(api(SYSTEM.baseUrl(), Duration.ofSeconds(5)))
                        .health()
                        .getStatus())
                .isEqualTo(new Status(health));
    }

    @Test
    void theConfigurationOffersThePortAndItsHealth() {
        new ApplicationContextRunner()
                .withUserConfiguration(PolicyAdminConfiguration.class)
                .withBean(ObjectMapper.class)
                .withBean(Wire.class, TestWire::once)
                .withPropertyValues("polisflow.policy.token=" + TOKEN, "polisflow.policy.hook-token=h00k")
                .run(context -> {
                    assertThat(context)
                            .hasSingleBean(HttpPolicyAdministration.class)
                            .hasBean("policyHealthIndicator");
                    assertThat(context.getBean(PolicyAdminProperties.class).toString())
                            .doesNotContain(TOKEN, "h00k");
                });
    }

    private static void answer(ResponseDefinitionBuilder answer) {
        SYSTEM.stubFor(post(urlPathEqualTo("/policies")).willReturn(answer));
    }

    private static void found(String body) {
        SYSTEM.stubFor(get(urlPathEqualTo("/policies")).willReturn(okJson(body)));
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(UnavailableException.class).satisfies(fault -> {
            assertThat(((UnavailableException) fault).system()).isEqualTo("policy");
            StringWriter trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(TOKEN);
        });
    }

    private HttpPolicyAdministration administration() {
        return new HttpPolicyAdministration(api(SYSTEM.baseUrl(), Duration.ofSeconds(10)));
    }

    private PolicyApi api(String baseUrl, Duration timeout) {
        return new PolicyApi(
                TestWire.once()
                        .to(
                                PolicyApi.SYSTEM,
                                new PolicyAdminProperties(baseUrl, TOKEN, "h00k", timeout, timeout).wire()),
                TOKEN,
                json);
    }
}
