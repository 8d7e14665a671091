package io.polisflow.integration.underwriting;

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
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.proposal.Underwriting.Coefficient;
import io.polisflow.crm.proposal.Underwriting.Quote;
import io.polisflow.crm.proposal.Underwriting.QuoteLine;
import io.polisflow.crm.proposal.Underwriting.QuoteRequest;
import io.polisflow.crm.proposal.Underwriting.QuotedLine;
import io.polisflow.fixtures.TestWire;
import io.polisflow.integration.wire.Wire;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
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
class HttpUnderwritingTest {

    private static final String TOKEN = "s3cr3t-t0k3n";
    private static final QuoteRequest REQUEST = new QuoteRequest(
            "KP-2026-000012/1",
            "7707083893",
            "ПАО «Сбербанк»",
            "64.19",
            LocalDate.of(2026, 6, 1),
            12,
            List.of(new QuoteLine(
                    1,
                    "property",
                    "Офис",
                    new BigDecimal("1000000.00"),
                    new BigDecimal("0.00"),
                    new BigDecimal("5"),
                    Map.of("objectType", "office"))));
    private static final String ACCEPTED =
            """
            {"quoteId":"q-1","quoteType":"quick","state":"accepted","proposalNumber":"KP-2026-000012/1","currency":"RUB",
             "createdAt":"2026-05-01T09:00:00Z","premium":1140.5,"unheard-of":true,
             "items":[{"position":1,"productCode":"property","tariffRate":0.12005,"premium":1140.5,
               "coefficients":[{"name":"Франшиза","value":1.0}],"flags":["Требуется осмотр объекта"]}]}""";

    @RegisterExtension
    static final WireMockExtension SYSTEM = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    private static final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void nothingIsRatedYet() {
        found("{\"quotes\":[]}");
    }

    @Test
    void anAcceptedQuoteComesBackWithRatePremiumCoefficientsAndFlags() {
        answer(aResponse()
                .withStatus(201)
                .withHeader("Content-Type", "application/json")
                .withBody(ACCEPTED));

        Quote quote = underwriting(SYSTEM.baseUrl()).quote(REQUEST, "key-1");

        assertThat(quote)
                .isEqualTo(new Quote(
                        "q-1",
                        true,
                        null,
                        List.of(new QuotedLine(
                                1,
                                new BigDecimal("0.12005"),
                                new BigDecimal("1140.50"),
                                List.of(new Coefficient("Франшиза", new BigDecimal("1.0"))),
                                List.of("Требуется осмотр объекта")))));
        SYSTEM.verify(
                postRequestedFor(urlPathEqualTo("/quotes"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withHeader("Idempotency-Key", equalTo("key-1"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withRequestBody(
                                equalToJson(
                                        """
                                {"proposalNumber":"KP-2026-000012/1","startsOn":"2026-06-01","termMonths":12,
                                 "client":{"inn":"7707083893","name":"ПАО «Сбербанк»","okved":"64.19"},
                                 "items":[{"position":1,"productCode":"property","object":"Офис","sumInsured":1000000.00,
                                   "deductible":0.00,"discountPercent":5,"parameters":{"objectType":"office"}}]}""")));
    }

    @Test
    void aDeclinedRiskIsAnAnswer() {
        answer(okJson("{\"quoteId\":\"q-2\",\"state\":\"declined\",\"refusalReason\":\"Риск не принимается.\","
                + "\"items\":[]}"));

        assertThat(underwriting(SYSTEM.baseUrl()).quote(REQUEST, "key-2"))
                .isEqualTo(new Quote("q-2", false, "Риск не принимается.", List.of()));
    }

    @ParameterizedTest
    @CsvSource({"400", "422"})
    void aRequestThatCannotBeRatedIsRefusedInTheSystemsWords(int status) {
        answer(aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody("{\"title\":\"Нельзя\",\"status\":422,\"detail\":\" Не указана площадь. \","
                        + "\"field\":\"items[0].parameters.area\"}"));

        assertThat(underwriting(SYSTEM.baseUrl()).quote(REQUEST, "key"))
                .isEqualTo(new Quote(null, false, "Не указана площадь.", List.of()));
    }

    @Test
    void aRefusalIsNoLongerThanAPageKeeps() {
        answer(aResponse().withStatus(422).withBody("{\"detail\":\"" + "я".repeat(5000) + "\"}"));

        assertThat(underwriting(SYSTEM.baseUrl()).quote(REQUEST, "key").refusalReason())
                .hasSize(2000);
    }

    @Test
    void afterAnUnknownOutcomeTheSystemIsAskedBeforeTheRequestIsRepeated() {
        answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertUnavailable(underwriting(SYSTEM.baseUrl()));
        SYSTEM.verify(1, postRequestedFor(urlPathEqualTo("/quotes")));

        found("{\"quotes\":[" + ACCEPTED + "]}");
        assertThat(underwriting(SYSTEM.baseUrl()).quote(REQUEST, "key").quoteId())
                .isEqualTo("q-1");
        SYSTEM.verify(1, postRequestedFor(urlPathEqualTo("/quotes")));
        SYSTEM.verify(2, getRequestedFor(urlPathEqualTo("/quotes")).withQueryParam("idempotencyKey", equalTo("key")));

        found("{\"quotes\":[]}");
        answer(aResponse().withStatus(201).withBody(ACCEPTED));
        assertThat(underwriting(SYSTEM.baseUrl()).quote(REQUEST, "key").quoteId())
                .isEqualTo("q-1");
        SYSTEM.verify(2, postRequestedFor(urlPathEqualTo("/quotes")).withHeader("Idempotency-Key", equalTo("key")));
    }

    @Test
    void aRequestAlreadyExecutedIsDone() {
        SYSTEM.stubFor(get(urlPathEqualTo("/quotes"))
                .inScenario("meanwhile")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(okJson("{\"quotes\":[]}"))
                .willSetStateTo("rated"));
        SYSTEM.stubFor(get(urlPathEqualTo("/quotes"))
                .inScenario("meanwhile")
                .whenScenarioStateIs("rated")
                .willReturn(okJson("{\"quotes\":[" + ACCEPTED + "]}")));
        answer(aResponse().withStatus(409).withBody("{\"title\":\"AlreadyExecuted\"}"));

        assertThat(underwriting(SYSTEM.baseUrl()).quote(REQUEST, "key").quoteId())
                .isEqualTo("q-1");
        SYSTEM.verify(1, postRequestedFor(urlPathEqualTo("/quotes")));
    }

    static Stream<Arguments> uselessLookUps() {
        return Stream.of(
                arguments("two quotes", okJson("{\"quotes\":[" + ACCEPTED + "," + ACCEPTED + "]}")),
                arguments("no list", okJson("{}")),
                arguments("nothing in the list", okJson("{\"quotes\":[null]}")),
                arguments(
                        "another proposal's",
                        okJson("{\"quotes\":[" + ACCEPTED.replace("KP-2026-000012/1", "KP-2026-000012/2") + "]}")),
                arguments("other lines", okJson("{\"quotes\":[" + ACCEPTED.replace(":1,", ":2,") + "]}")),
                arguments("404", aResponse().withStatus(404)),
                arguments("401", aResponse().withStatus(401)),
                arguments("truncated", okJson("{\"quotes\":[")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uselessLookUps")
    void aLookUpThatTellsNothingClearIsAFaultAndNothingIsAskedFor(String name, ResponseDefinitionBuilder answer) {
        SYSTEM.stubFor(get(urlPathEqualTo("/quotes")).willReturn(answer));

        assertUnavailable(underwriting(SYSTEM.baseUrl()));
        SYSTEM.verify(0, postRequestedFor(urlPathEqualTo("/quotes")));
    }

    static Stream<Arguments> unusableAnswers() {
        return Stream.of(
                arguments("400 without a reason", aResponse().withStatus(400).withBody("{}")),
                arguments("400 as a page", aResponse().withStatus(400).withBody("<html>Bad Request</html>")),
                arguments("401", aResponse().withStatus(401)),
                arguments("403", aResponse().withStatus(403)),
                arguments("404", aResponse().withStatus(404)),
                arguments("409", aResponse().withStatus(409)),
                arguments("429", aResponse().withStatus(429)),
                arguments("500", aResponse().withStatus(500)),
                arguments("503", aResponse().withStatus(503)),
                arguments("redirect", aResponse().withStatus(307).withHeader("Location", "/elsewhere")),
                arguments("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                arguments("truncated", okJson(ACCEPTED.substring(0, ACCEPTED.length() - 2))),
                arguments("two documents", okJson(ACCEPTED + ACCEPTED)),
                arguments("null", okJson("null")),
                arguments("no body", aResponse().withStatus(200)),
                arguments("array", okJson("[]")),
                arguments("no id", okJson(ACCEPTED.replace("q-1", ""))),
                arguments("endless id", okJson(ACCEPTED.replace("q-1", "q".repeat(101)))),
                arguments("no state", okJson(ACCEPTED.replace("accepted", "maybe"))),
                arguments("declined without a reason", okJson(ACCEPTED.replace("accepted", "declined"))),
                arguments("another line", okJson(ACCEPTED.replace("\"position\":1", "\"position\":2"))),
                arguments("no lines", okJson("{\"quoteId\":\"q\",\"state\":\"accepted\",\"items\":[]}")),
                arguments("no premium", okJson(ACCEPTED.replace("\"premium\":1140.5", "\"premium\":null"))),
                arguments("zero premium", okJson(ACCEPTED.replace("1140.5", "0"))),
                arguments("split kopeck", okJson(ACCEPTED.replace("1140.5", "1140.505"))),
                arguments("endless number", okJson(ACCEPTED.replace("1140.5", "1e999999"))),
                arguments("endless rate", okJson(ACCEPTED.replace("0.12005", "1e-999999"))),
                arguments("premium in words", okJson(ACCEPTED.replace("1140.5", "\"тысяча\""))),
                arguments("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                arguments(
                        "declared windows-1251",
                        okJson(ACCEPTED).withHeader("Content-Type", "application/json;charset=windows-1251")),
                arguments(
                        "windows-1251",
                        aResponse()
                                .withHeader("Content-Type", "application/json")
                                .withBody(ACCEPTED.getBytes(Charset.forName("windows-1251")))),
                arguments("megabytes", aResponse().withBody(" ".repeat(5 * 1024 * 1024) + ACCEPTED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusableAnswers")
    void anUnusableAnswerIsAFaultAndTheTokenStaysSecret(
            String name, ResponseDefinitionBuilder answer, CapturedOutput output) {
        answer(answer);

        assertUnavailable(underwriting(SYSTEM.baseUrl()));
        assertThat(output.getAll()).doesNotContain(TOKEN);
        SYSTEM.verify(0, postRequestedFor(urlPathEqualTo("/elsewhere")));
        SYSTEM.verify(1, postRequestedFor(urlPathEqualTo("/quotes")));
        SYSTEM.stubFor(any(anyUrl()).willReturn(answer));
        assertUnavailable(underwriting(SYSTEM.baseUrl()));
        SYSTEM.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    static Stream<Arguments> slowAnswers() {
        return Stream.of(
                arguments("nothing in time", okJson(ACCEPTED).withFixedDelay(3000)),
                arguments("a trickle", okJson(ACCEPTED).withChunkedDribbleDelay(20, 5000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowAnswers")
    void anAnswerThatTakesTooLongIsAFault(String name, ResponseDefinitionBuilder answer) {
        answer(answer);
        HttpUnderwriting impatient = new HttpUnderwriting(api(SYSTEM.baseUrl(), Duration.ofMillis(500)));

        assertUnavailable(impatient);
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:1", "''", "not an address"})
    void aMissingServerIsAFaultToo(String baseUrl) {
        assertUnavailable(underwriting(baseUrl));
    }

    @ParameterizedTest
    @CsvSource({"200,'{\"status\":\"up\"}',UP", "200,'{',DOWN", "200,'{}',DOWN", "401,'{}',DOWN", "503,'',DOWN"})
    void healthAsksTheContractsProbe(int status, String body, String health) {
        SYSTEM.stubFor(get(urlPathEqualTo("/health"))
                .willReturn(aResponse().withStatus(status).withBody(body)));

        assertThat(UnderwritingConfiguration.health(api(SYSTEM.baseUrl()))
                        .health()
                        .getStatus())
                .isEqualTo(new Status(health));
    }

    @Test
    void theConfigurationOffersThePortAndItsHealth() {
        new ApplicationContextRunner()
                .withUserConfiguration(UnderwritingConfiguration.class)
                .withBean(ObjectMapper.class)
                .withBean(Wire.class, TestWire::once)
                .withPropertyValues("polisflow.underwriting.token=" + TOKEN)
                .run(context -> {
                    assertThat(context).hasSingleBean(HttpUnderwriting.class).hasBean("underwritingHealthIndicator");
                    assertThat(context.getBean(UnderwritingProperties.class).toString())
                            .doesNotContain(TOKEN);
                });
    }

    private static void found(String quotes) {
        SYSTEM.stubFor(get(urlPathEqualTo("/quotes")).willReturn(okJson(quotes)));
    }

    private static void answer(ResponseDefinitionBuilder answer) {
        SYSTEM.stubFor(post(urlPathEqualTo("/quotes")).willReturn(answer));
    }

    private static void assertUnavailable(HttpUnderwriting underwriting) {
        assertThatThrownBy(() -> underwriting.quote(REQUEST, "key"))
                .isInstanceOf(UnavailableException.class)
                .satisfies(fault -> {
                    assertThat(((UnavailableException) fault).system()).isEqualTo("underwriting");
                    StringWriter trace = new StringWriter();
                    fault.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(TOKEN);
                });
    }

    private HttpUnderwriting underwriting(String baseUrl) {
        return new HttpUnderwriting(api(baseUrl));
    }

    private static UnderwritingApi api(String baseUrl) {
        return api(baseUrl, Duration.ofSeconds(10));
    }

    private static UnderwritingApi api(String baseUrl, Duration timeout) {
        return new UnderwritingApi(
                TestWire.once()
                        .to(
                                UnderwritingApi.SYSTEM,
                                new UnderwritingProperties(baseUrl, TOKEN, timeout, timeout).wire()),
                TOKEN,
                json);
    }
}
