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

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.Requisites;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KonturFocusCounterpartyRegistryTest {

    private static final String KEY = Registries.KEY;
    private static final String INN = "6663003127";

    @RegisterExtension
    static final WireMockExtension FOCUS = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    private CounterpartyRegistry registry;

    @BeforeEach
    void connect() {
        registry = Registries.adapter("kontur-focus", FOCUS.baseUrl());
        FOCUS.stubFor(get(urlPathEqualTo("/api3/egrDetails")).willReturn(okJson("[]")));
        FOCUS.stubFor(get(urlPathEqualTo("/api3/analytics")).willReturn(okJson("[]")));
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
                        Registries.NOW,
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

    @ParameterizedTest
    @CsvSource({"status,", "legalName,", "registrationDate,вчера"})
    void anEntryThatCannotBeUsedIsAFault(String field, String value) {
        String card = "[{\"inn\":\"6663003127\",\"UL\":{\"legalName\":{\"short\":\"А\"},\"status\":{}}}]";
        answerReq(
                value == null
                        ? card.replace("\"" + field + "\"", "\"other\"")
                        : card.replace("\"status\"", "\"" + field + "\":\"" + value + "\",\"status\""));

        assertUnavailable("");
    }

    @Test
    void anAnswerAboutAnotherTaxpayerIsAFault() {
        answerReq("[{\"inn\":\"7707083893\",\"UL\":{\"legalName\":{\"short\":\"А\"},\"status\":{}}}]");

        assertUnavailable("another taxpayer");
    }

    @Test
    void aHundredAreAskedForInThreeRequests() {
        answerReq(
                "[{\"inn\":\"6663003127\",\"UL\":{\"legalName\":{\"short\":\"А\"},\"status\":{\"dissolving\":true}}},"
                        + "{\"inn\":\"7707083893\",\"UL\":{\"legalName\":{\"short\":\"Б\"},\"status\":{}}},"
                        + "{\"inn\":\"5029069967\",\"UL\":{}},{\"inn\":\"7736050003\",\"UL\":{\"legalName\":{\"short\":\"В\"}}}]");
        FOCUS.stubFor(get(urlPathEqualTo("/api3/analytics"))
                .willReturn(okJson("[{\"inn\":\"7707083893\",\"analytics\":{\"isMSP\":true}}]")));

        var answers = registry.findFresh(List.of(INN, "7707083893", "7736050003", "7702038150"));

        assertThat(registry.batchSize()).isEqualTo(100);
        assertThat(answers.keySet())
                .as("an entry without a status tells nothing")
                .containsExactlyInAnyOrder(INN, "7707083893", "7702038150");
        assertThat(answers.get(INN).orElseThrow().status()).isEqualTo(RegistryStatus.DISSOLVING);
        assertThat(answers.get(INN).orElseThrow().sme()).isNull();
        assertThat(answers.get("7707083893").orElseThrow().sme()).isTrue();
        assertThat(answers.get("7702038150")).as("dropped silently: unknown").isEmpty();
        FOCUS.verify(3, getRequestedFor(anyUrl()));
        FOCUS.verify(getRequestedFor(urlPathEqualTo("/api3/analytics"))
                .withQueryParam("inn", equalTo("6663003127,7707083893,7736050003")));
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
