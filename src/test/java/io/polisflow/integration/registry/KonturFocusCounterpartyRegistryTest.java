package io.polisflow.integration.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
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
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.Requisites;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
class KonturFocusCounterpartyRegistryTest {

    private static final String KEY = "s3cr3t-k3y";
    private static final Instant NOW = Instant.parse("2026-05-01T09:00:00Z");
    private static final String INN = "6663003127";

    @RegisterExtension
    static final WireMockExtension FOCUS = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    private final ObjectMapper json = new ObjectMapper();
    private KonturFocusCounterpartyRegistry registry;

    @BeforeEach
    void connect() {
        registry = new KonturFocusCounterpartyRegistry(api(FOCUS.baseUrl()), json, Clock.fixed(NOW, ZoneOffset.UTC));
        FOCUS.stubFor(get(urlPathEqualTo("/api3/egrDetails")).willReturn(okJson("[]")));
        FOCUS.stubFor(get(urlPathEqualTo("/api3/analytics")).willReturn(okJson("[]")));
    }

    private KonturFocusApi api(String baseUrl) {
        return api(baseUrl, Duration.ofSeconds(10));
    }

    private KonturFocusApi api(String baseUrl, Duration timeout) {
        return new KonturFocusApi(
                new RegistryProperties("kontur-focus", baseUrl, KEY, timeout, timeout), timeout, timeout, json);
    }

    @Test
    void aCompanyIsMappedWithItsOkvedAndSmeMark() {
        answerReq(
                """
                [{"inn":"6663003127","ogrn":"1026605606620","UL":{"kpp":"668601001",
                  "legalName":{"short":"АО «ПФ «СКБ Контур»","full":"АКЦИОНЕРНОЕ ОБЩЕСТВО «ПФ «СКБ КОНТУР»"},
                  "legalAddress":{"parsedAddressRF":{"zipCode":"620144",
                    "regionName":{"topoShortName":"обл","topoFullName":"область","topoValue":"Свердловская"},
                    "city":{"topoShortName":"г","topoFullName":"город","topoValue":"Екатеринбург"},
                    "street":{"topoShortName":"ул","topoFullName":"улица","topoValue":"Народной Воли"},
                    "house":{"topoShortName":"стр","topoFullName":"строение","topoValue":"19А"}}},
                  "status":{"statusString":"Действующее"},"registrationDate":"1992-03-26",
                  "branches":[{"kpp":"772543001"},{"date":"2020-01-01"},{"kpp":"784143002"}],
                  "heads":[{"fio":"Иванов Иван Иванович","innfl":"1","position":"Генеральный директор"},
                           {"fio":"Петров Пётр Петрович","position":"Директор"}]},
                  "briefReport":{"summary":{"greenStatements":true}}}]""");
        FOCUS.stubFor(get(urlPathEqualTo("/api3/egrDetails"))
                .willReturn(okJson("[{\"inn\":\"6663003127\",\"UL\":{\"activities\":{\"principalActivity\":"
                        + "{\"code\":\"62.01\",\"text\":\"Разработка\"},\"okvedVersion\":\"2\"}}}]")));
        FOCUS.stubFor(get(urlPathEqualTo("/api3/analytics"))
                .willReturn(okJson("[{\"inn\":\"6663003127\",\"analytics\":{\"isMSP\":false}}]")));

        Requisites requisites = registry.findByInn(INN).orElseThrow();

        assertThat(requisites)
                .usingRecursiveComparison()
                .ignoringFields("raw")
                .isEqualTo(new Requisites(
                        INN,
                        "668601001",
                        "1026605606620",
                        "АО «ПФ «СКБ Контур»",
                        "АКЦИОНЕРНОЕ ОБЩЕСТВО «ПФ «СКБ КОНТУР»",
                        "620144, Свердловская обл, г Екатеринбург, ул Народной Воли, стр 19А",
                        "62.01",
                        "Разработка",
                        "Иванов Иван Иванович",
                        "Генеральный директор",
                        LocalDate.of(1992, 3, 26),
                        RegistryStatus.ACTIVE,
                        false,
                        null,
                        List.of("772543001", "784143002"),
                        "Контур.Фокус",
                        NOW,
                        ""));
        assertThat(requisites.raw()).contains("briefReport", "principalActivity", "isMSP");
        FOCUS.verify(getRequestedFor(urlPathEqualTo("/api3/req"))
                .withQueryParam("key", equalTo(KEY))
                .withQueryParam("inn", equalTo(INN)));
    }

    @Test
    void whatTheRegistryDoesNotTellStaysUnknown() {
        answerReq("[{\"inn\":\"6663003127\",\"UL\":{\"legalName\":{\"short\":\"АО «А»\"},\"status\":{}}}]");

        Requisites requisites = registry.findByInn(INN).orElseThrow();

        assertThat(requisites.sme()).isNull();
        assertThat(requisites.size()).isNull();
        assertThat(requisites.branchKpps()).isNull();
        assertThat(requisites.okved()).isNull();
        assertThat(requisites.address()).isNull();
        assertThat(requisites.headName()).isNull();
        assertThat(requisites.registrationDate()).isNull();
        assertThat(requisites.fullName()).isEqualTo("АО «А»");
    }

    @ParameterizedTest
    @CsvSource({"reorganizing,REORGANIZING", "bankrupting,BANKRUPT", "dissolving,DISSOLVING", "dissolved,DISSOLVED"})
    void aFlagBecomesAStatus(String flag, RegistryStatus status) {
        answerReq("[{\"inn\":\"6663003127\",\"UL\":{\"legalName\":{\"short\":\"А\"},\"status\":{\"" + flag
                + "\":true}}}]");

        assertThat(registry.findByInn(INN).orElseThrow().status()).isEqualTo(status);
    }

    @Test
    void theGravestOfSeveralFlagsWins() {
        answerReq("[{\"inn\":\"6663003127\",\"UL\":{\"legalName\":{\"short\":\"А\"},\"status\":"
                + "{\"reorganizing\":true,\"bankrupting\":true,\"dissolving\":true}}}]");

        assertThat(registry.findByInn(INN).orElseThrow().status()).isEqualTo(RegistryStatus.BANKRUPT);
    }

    @Test
    void aSoleTraderIsTheirOwnHead() {
        answerReq("[{\"inn\":\"784806113663\",\"ogrn\":\"304500116000157\",\"IP\":{\"fio\":\"Иванов Иван Иванович\","
                + "\"status\":{\"dissolved\":true},\"registrationDate\":\"2020-01-02\"}}]");

        Requisites requisites = registry.findByInn("784806113663").orElseThrow();

        assertThat(requisites.shortName()).isEqualTo("ИП Иванов Иван Иванович");
        assertThat(requisites.headName()).isEqualTo("Иванов Иван Иванович");
        assertThat(requisites.kpp()).isNull();
        assertThat(requisites.status()).isEqualTo(RegistryStatus.DISSOLVED);
    }

    @Test
    void anAddressInOneLineIsTakenAsItIs() {
        answerReq("[{\"inn\":\"6663003127\",\"UL\":{\"legalName\":{\"short\":\"А\"},\"status\":{},\"legalAddress\":"
                + "{\"parsedAddressRFFias\":{\"oneLineFormatOfAddressFias\":\"101000, г. Москва\"}}}}]");

        assertThat(registry.findByInn(INN).orElseThrow().address()).isEqualTo("101000, г. Москва");
    }

    @Test
    void anUnknownTaxpayerIsEmptyAndAsksNothingMore() {
        answerReq("[]");

        assertThat(registry.findByInn(INN)).isEmpty();
        FOCUS.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void aSubscriptionWithoutAnalyticsTellsTheRest() {
        answerReq("[{\"inn\":\"6663003127\",\"UL\":{\"legalName\":{\"short\":\"А\"},\"status\":{}}}]");
        FOCUS.stubFor(get(urlPathEqualTo("/api3/analytics"))
                .willReturn(aResponse().withStatus(403).withBody("No access")));

        assertThat(registry.findByInn(INN).orElseThrow().sme()).isNull();
    }

    @Test
    void aFaultOfASecondMethodIsAFaultOfTheWhole() {
        answerReq("[{\"inn\":\"6663003127\",\"UL\":{\"legalName\":{\"short\":\"А\"},\"status\":{}}}]");
        FOCUS.stubFor(
                get(urlPathEqualTo("/api3/analytics")).willReturn(aResponse().withStatus(500)));

        assertUnavailable("HTTP 500 to analytics");
    }

    static Stream<Arguments> unusableAnswers() {
        String card = "[{\"inn\":\"6663003127\",\"UL\":{\"legalName\":{\"short\":\"АО «Ромашка»\"},\"status\":{}}}]";
        return Stream.of(
                arguments("400", aResponse().withStatus(400).withBody("inn/ogrn param is not specified")),
                arguments("403", aResponse().withStatus(403).withBody("No valid key specified")),
                arguments("429", aResponse().withStatus(429)),
                arguments("500", aResponse().withStatus(500)),
                arguments("204", aResponse().withStatus(204)),
                arguments("redirect", aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
                arguments("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                arguments("empty", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                arguments("malformed", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                arguments("truncated", okJson(card.substring(0, card.length() - 3))),
                arguments("two documents", okJson(card + card)),
                arguments("page", aResponse().withBody("<html>Ведутся работы</html>")),
                arguments("object", okJson("{}")),
                arguments("nothing", aResponse().withStatus(200)),
                arguments("another taxpayer", okJson(card.replace(INN, "7707083893"))),
                arguments("no status", okJson(card.replace(",\"status\":{}", ""))),
                arguments("no name", okJson("[{\"inn\":\"6663003127\",\"UL\":{\"status\":{}}}]")),
                arguments("bad date", okJson(card.replace("\"status\"", "\"registrationDate\":\"вчера\",\"status\""))),
                arguments(
                        "undeclared windows-1251",
                        aResponse()
                                .withHeader("Content-Type", "application/json;charset=UTF-8")
                                .withBody(card.getBytes(Charset.forName("windows-1251")))),
                arguments(
                        "declared windows-1251",
                        aResponse()
                                .withHeader("Content-Type", "application/json;charset=windows-1251")
                                .withBody(card.getBytes(Charset.forName("windows-1251")))),
                arguments("megabytes", aResponse().withBody("[" + " ".repeat(5 * 1024 * 1024) + "]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusableAnswers")
    void anUnusableAnswerIsAFaultAndTheKeyStaysSecret(
            String name, ResponseDefinitionBuilder answer, CapturedOutput output) {
        FOCUS.stubFor(get(urlPathEqualTo("/api3/req")).willReturn(answer));

        assertUnavailable("");
        assertThat(output.getAll()).doesNotContain(KEY);
        FOCUS.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    static Stream<Arguments> slowAnswers() {
        return Stream.of(
                arguments("nothing in time", okJson("[]").withFixedDelay(3000)),
                arguments("a trickle", okJson("[      ]").withChunkedDribbleDelay(8, 5000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowAnswers")
    void anAnswerThatTakesTooLongIsAFault(String name, ResponseDefinitionBuilder answer) {
        FOCUS.stubFor(get(urlPathEqualTo("/api3/req")).willReturn(answer));
        registry = new KonturFocusCounterpartyRegistry(
                api(FOCUS.baseUrl(), Duration.ofMillis(500)), json, Clock.systemUTC());

        assertUnavailable("no answer");
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:1", "''", "not an address", "http://no-such-host.invalid"})
    void aMissingServerIsAFaultToo(String baseUrl) {
        registry = new KonturFocusCounterpartyRegistry(api(baseUrl), json, Clock.systemUTC());

        assertUnavailable("");
    }

    @ParameterizedTest
    @CsvSource({"400,UP", "403,DOWN", "503,DOWN", "302,DOWN"})
    void healthAsksForNobodyAndJudgesByTheStatus(int status, String health) {
        FOCUS.stubFor(get(urlPathEqualTo("/api3/req")).willReturn(aResponse().withStatus(status)));

        assertThat(new KonturFocusHealth(api(FOCUS.baseUrl())).health().getStatus())
                .isEqualTo(new Status(health));
        FOCUS.verify(getRequestedFor(urlPathEqualTo("/api3/req")).withQueryParam("inn", equalTo("")));
    }

    @Test
    void theProviderChoosesTheAdapter() {
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withUserConfiguration(RegistryConfiguration.class)
                .withBean(ObjectMapper.class)
                .withBean(Clock.class, Clock::systemUTC)
                .withPropertyValues("polisflow.registry.api-key=" + KEY);

        runner.run(context -> {
            assertThat(context)
                    .hasSingleBean(KonturFocusCounterpartyRegistry.class)
                    .hasBean("registryHealthIndicator");
            assertThat(context.getBean(RegistryProperties.class).toString()).doesNotContain(KEY);
        });
        runner.withPropertyValues("polisflow.registry.provider=other")
                .run(context -> assertThat(context).doesNotHaveBean(KonturFocusCounterpartyRegistry.class));
    }

    private void answerReq(String body) {
        FOCUS.stubFor(get(urlPathEqualTo("/api3/req")).willReturn(okJson(body)));
    }

    private void assertUnavailable(String message) {
        assertThatThrownBy(() -> registry.findByInn(INN))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(message)
                .satisfies(fault -> {
                    assertThat(((UnavailableException) fault).system()).isEqualTo("registry");
                    StringWriter trace = new StringWriter();
                    fault.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(KEY);
                });
    }
}
