package io.polisflow.integration.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.CompanySize;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.Requisites;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DadataCounterpartyRegistryTest {

    private static final String INN = "7707083893";
    private static final String PATH = "/suggestions/api/4_1/rs/findById/party";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    private CounterpartyRegistry registry;

    @BeforeEach
    void connect() {
        registry = Registries.adapter("dadata", SERVER.baseUrl());
    }

    private static void answers(String data) {
        SERVER.stubFor(post(urlPathEqualTo(PATH))
                .willReturn(okJson(
                        "{\"suggestions\":[{\"value\":\"АО «А»\",\"data\":{\"inn\":\"" + INN + "\"," + data + "}}]}")));
    }

    @Test
    void aCompanyIsMappedWithAllThatAPaidPlanTells() {
        answers(
                """
                "kpp":"773601001","ogrn":"1027700132195","ogrn_date":1029456000000,
                "name":{"full_with_opf":"ПУБЛИЧНОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО «СБЕРБАНК РОССИИ»",
                        "short_with_opf":"ПАО «Сбербанк»"},
                "management":{"name":"Греф Герман Оскарович","post":"Президент"},
                "okved":"64.19","okved_type":"2014",
                "okveds":[{"main":false,"code":"62.01","name":"Разработка"},
                          {"main":true,"code":"64.19","name":"Денежное посредничество прочее"}],
                "address":{"value":"г Москва, ул Вавилова, д 19",
                           "unrestricted_value":"117312, г Москва, ул Вавилова, д 19"},
                "state":{"status":"ACTIVE","registration_date":677376000000,"liquidation_date":null},
                "documents":{"smb":{"category":"MEDIUM","issue_date":1700000000000}}""");

        Requisites requisites = registry.findByInn(INN).orElseThrow();

        assertThat(requisites)
                .usingRecursiveComparison()
                .ignoringFields("raw")
                .isEqualTo(new Requisites(
                        INN,
                        "773601001",
                        "1027700132195",
                        "ПАО «Сбербанк»",
                        "ПУБЛИЧНОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО «СБЕРБАНК РОССИИ»",
                        "117312, г Москва, ул Вавилова, д 19",
                        "64.19",
                        "Денежное посредничество прочее",
                        "Греф Герман Оскарович",
                        "Президент",
                        LocalDate.of(1991, 6, 20),
                        RegistryStatus.ACTIVE,
                        true,
                        CompanySize.MEDIUM,
                        null,
                        "DaData",
                        Registries.NOW,
                        ""));
        assertThat(requisites.raw()).contains("liquidation_date", "issue_date");
        SERVER.verify(postRequestedFor(urlPathEqualTo(PATH))
                .withHeader("Authorization", equalTo("Token " + Registries.KEY))
                .withRequestBody(equalToJson(
                        "{\"query\":\"7707083893\",\"branch_type\":\"MAIN\",\"type\":\"LEGAL\",\"count\":1}")));
    }

    @Test
    void nullIsNotTold() {
        answers("\"kpp\":null,\"name\":{\"short_with_opf\":\"АО «А»\"},\"management\":null,\"okved\":null,"
                + "\"okveds\":null,\"address\":null,\"documents\":null,\"finance\":null,\"employee_count\":null,"
                + "\"state\":{\"status\":\"ACTIVE\",\"registration_date\":null}");

        Requisites requisites = registry.findByInn(INN).orElseThrow();

        assertThat(requisites)
                .extracting(
                        Requisites::kpp,
                        Requisites::address,
                        Requisites::okved,
                        Requisites::okvedName,
                        Requisites::headName,
                        Requisites::registrationDate,
                        Requisites::sme,
                        Requisites::size,
                        Requisites::branchKpps)
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,ACTIVE",
        "REORGANIZING,REORGANIZING",
        "LIQUIDATING,DISSOLVING",
        "LIQUIDATED,DISSOLVED",
        "BANKRUPT,BANKRUPT"
    })
    void theStatusIsTranslated(String told, RegistryStatus status) {
        answers("\"state\":{\"status\":\"" + told + "\"}");

        assertThat(registry.findByInn(INN).orElseThrow().status()).isEqualTo(status);
    }

    @Test
    void aDayBefore1970IsANegativeNumberOfMilliseconds() {
        answers("\"state\":{\"status\":\"ACTIVE\",\"registration_date\":-86400000}");

        assertThat(registry.findByInn(INN).orElseThrow().registrationDate()).isEqualTo(LocalDate.of(1969, 12, 31));
    }

    @Test
    void aSoleTraderIsTheirOwnHead() {
        SERVER.stubFor(post(urlPathEqualTo(PATH))
                .withRequestBody(matchingJsonPath("$.type", equalTo("INDIVIDUAL")))
                .willReturn(okJson(
                        "{\"suggestions\":[{\"value\":\"ИП Иванов Иван Иванович\",\"data\":{\"inn\":\"784806113663\","
                                + "\"fio\":{\"surname\":\"Иванов\",\"name\":\"Иван\",\"patronymic\":null},"
                                + "\"state\":{\"status\":\"LIQUIDATED\"}}}]}")));

        Requisites requisites = registry.findByInn("784806113663").orElseThrow();

        assertThat(requisites.shortName()).isEqualTo("ИП Иванов Иван Иванович");
        assertThat(requisites.headName()).isEqualTo("Иванов Иван");
        assertThat(requisites.status()).isEqualTo(RegistryStatus.DISSOLVED);
    }

    @Test
    void anUnknownTaxpayerIsEmpty() {
        SERVER.stubFor(post(urlPathEqualTo(PATH)).willReturn(okJson("{\"suggestions\":[]}")));

        assertThat(registry.findByInn(INN)).isEmpty();
    }

    @Test
    void anActivityOfTheOldClassifierIsNotTaken() {
        answers("\"okved\":\"65.12\",\"okved_type\":\"2001\",\"state\":{\"status\":\"ACTIVE\"}");

        assertThat(registry.findByInn(INN).orElseThrow().okved()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"state\":{}",
                "\"state\":{\"status\":\"WHATEVER\"}",
                "\"state\":null",
                "\"inn\":\"7736050003\",\"state\":{\"status\":\"ACTIVE\"}"
            })
    void anEntryWithoutAKnownStatusOrOfAnotherIsAFault(String data) {
        answers(data);

        assertThatThrownBy(() -> registry.findByInn(INN)).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 413, 429, 500, 503})
    void everyDocumentedErrorIsNamedByItsStatus(int status) {
        SERVER.stubFor(post(urlPathEqualTo(PATH)).willReturn(aResponse().withStatus(status)));

        assertThatThrownBy(() -> registry.findByInn(INN))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("HTTP " + status + " to findById");
    }

    @Test
    void aBatchAsksOneByOneAndLeavesOutWhatCannotBeUsed() {
        answers("\"state\":{\"status\":\"ACTIVE\"}");
        SERVER.stubFor(post(urlPathEqualTo(PATH))
                .withRequestBody(matchingJsonPath("$.query", equalTo("7736050003")))
                .willReturn(okJson("{\"suggestions\":[]}")));
        SERVER.stubFor(post(urlPathEqualTo(PATH))
                .withRequestBody(matchingJsonPath("$.query", equalTo("6663003127")))
                .willReturn(okJson("{\"suggestions\":[{\"data\":{\"inn\":\"6663003127\"}}]}")));

        var answers = registry.findFresh(List.of(INN, "7736050003", "6663003127"));

        assertThat(answers).containsOnlyKeys(INN, "7736050003");
        assertThat(answers.get(INN)).isPresent();
        assertThat(answers.get("7736050003")).isEmpty();
    }
}
