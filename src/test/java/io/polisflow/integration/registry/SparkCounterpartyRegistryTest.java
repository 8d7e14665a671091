package io.polisflow.integration.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.Requisites;
import io.polisflow.crm.exchange.Exchange;
import io.polisflow.fixtures.TestWire;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkCounterpartyRegistryTest {

    private static final String INN = "6663003127";
    private static final String PATH = "/ifaxwebservice/";
    private static final String NAMED = "<INN>6663003127</INN><ShortNameRus>АО «А»</ShortNameRus>";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    private final TestWire test = new TestWire();
    private CounterpartyRegistry registry;

    @BeforeEach
    void connect() {
        registry = Registries.adapter(
                Registries.properties("spark", SERVER.baseUrl(), Duration.ofSeconds(5)), test.wire());
        says(
                "Authmethod",
                xml(SparkAnswers.done("Authmethod"))
                        .withHeader("Set-Cookie", "node=7; path=/", "ASP.NET_SessionId=abc123; path=/; HttpOnly"));
        says("End", xml(SparkAnswers.done("End")));
    }

    private static void says(String method, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlPathEqualTo(PATH))
                .withHeader("SOAPAction", equalTo("\"http://interfax.ru/ifax/" + method + "\""))
                .willReturn(answer));
    }

    private static void reports(String report) {
        says("GetCompanyShortReport", xml(SparkAnswers.report("<Report>" + report + "</Report>")));
    }

    private static ResponseDefinitionBuilder xml(String text) {
        return aResponse().withHeader("Content-Type", "text/xml; charset=utf-8").withBody(text);
    }

    private static void verify(int count, String method) {
        SERVER.verify(
                count,
                postRequestedFor(urlPathEqualTo(PATH))
                        .withHeader("SOAPAction", equalTo("\"http://interfax.ru/ifax/" + method + "\"")));
    }

    @Test
    void aCompanyIsReadFromTheTextWithinTheAnswer() {
        reports(
                """
                <SparkID>210</SparkID><Status Type="Действующее" Code="24"/><IsActing>1</IsActing>
                <DateFirstReg>1992-03-26</DateFirstReg><ShortNameRus>АО «ПФ &amp;quot;СКБ Контур&amp;quot;»</ShortNameRus>
                <FullNameRus>АКЦИОНЕРНОЕ ОБЩЕСТВО</FullNameRus><INN>6663003127</INN><KPP>668601001</KPP>
                <OGRN>1026605606620</OGRN><CharterCapital>10000</CharterCapital>
                <OKVED2List><OKVED Code="58.29" Name="Издание" IsMain="false"/>
                  <OKVED Code="62.01" Name="Разработка" IsMain="true"/></OKVED2List>
                <LeaderList><Leader ActualDate="2024-01-01" FIO="Иванов Иван Иванович" Position="Генеральный директор"/>
                  <Leader FIO="Петров Пётр Петрович" Position="Директор"/></LeaderList>
                <LegalAddresses><Address Address="620144, г. Екатеринбург, ул. Народной Воли, 19А" PostCode="620144"/>
                </LegalAddresses><IndexOfDueDiligence Index="5" IndexDesc="Низкий риск"/>""");

        Requisites requisites = registry.findByInn(INN).orElseThrow();

        assertThat(requisites)
                .usingRecursiveComparison()
                .ignoringFields("raw")
                .isEqualTo(new Requisites(
                        INN,
                        "668601001",
                        "1026605606620",
                        "АО «ПФ &quot;СКБ Контур&quot;»",
                        "АКЦИОНЕРНОЕ ОБЩЕСТВО",
                        "620144, г. Екатеринбург, ул. Народной Воли, 19А",
                        "62.01",
                        "Разработка",
                        "Иванов Иван Иванович",
                        "Генеральный директор",
                        LocalDate.of(1992, 3, 26),
                        RegistryStatus.ACTIVE,
                        null,
                        "СПАРК",
                        Registries.NOW,
                        ""));
        assertThat(requisites.raw()).startsWith("<?xml").contains("IndexOfDueDiligence");
    }

    @Test
    void aSessionIsOpenedAskedAndEnded() {
        reports(NAMED + "<IsActing>1</IsActing>");

        registry.findByInn(INN);

        SERVER.verify(postRequestedFor(urlPathEqualTo(PATH))
                .withHeader("Content-Type", equalTo("text/xml; charset=UTF-8"))
                .withRequestBody(containing("<Login>polis</Login><Password>s3cr3t-p4ss</Password>")));
        SERVER.verify(postRequestedFor(urlPathEqualTo(PATH))
                .withHeader("Cookie", equalTo("node=7; ASP.NET_SessionId=abc123"))
                .withRequestBody(containing("<inn>6663003127</inn>")));
        verify(1, "End");
    }

    @Test
    void whatTheRegistryDoesNotTellStaysUnknown() {
        reports(NAMED + "<IsActing>1</IsActing><LeaderList/><LegalAddresses/><OKVED2List/><KPP/>");

        Requisites requisites = registry.findByInn(INN).orElseThrow();

        assertThat(requisites)
                .extracting(
                        Requisites::kpp,
                        Requisites::address,
                        Requisites::okved,
                        Requisites::headName,
                        Requisites::registrationDate,
                        Requisites::sme,
                        Requisites::size,
                        Requisites::branchKpps)
                .containsOnlyNulls();
        assertThat(requisites.fullName()).isEqualTo("АО «А»");
    }

    @ParameterizedTest
    @CsvSource({
        "Действующее,1,ACTIVE",
        "В процессе реорганизации в форме присоединения,1,REORGANIZING",
        "Находится в стадии ликвидации,1,DISSOLVING",
        "Юридическое лицо ликвидировано,0,DISSOLVED",
        "Прекратило деятельность при присоединении,0,DISSOLVED",
        "Открыто конкурсное производство,1,BANKRUPT",
        "Новое слово,1,ACTIVE",
        "Новое слово,0,DISSOLVED"
    })
    void wordsBecomeAStatus(String words, String acting, RegistryStatus status) {
        reports(NAMED + "<Status Type=\"" + words + "\"/><IsActing>" + acting + "</IsActing>");

        assertThat(registry.findByInn(INN).orElseThrow().status()).isEqualTo(status);
    }

    @Test
    void aSoleTraderIsAskedByAMethodOfTheirOwn() {
        says(
                "GetEntrepreneurShortReport",
                xml(SparkAnswers.report("<Report><FIO>Иванов Иван Иванович</FIO><INN>784806113663</INN>"
                                + "<OGRNIP>304500116000157</OGRNIP><IsActing>true</IsActing></Report>")
                        .replace("GetCompanyShortReport", "GetEntrepreneurShortReport")));

        Requisites requisites = registry.findByInn("784806113663").orElseThrow();

        assertThat(requisites.shortName()).isEqualTo("ИП Иванов Иван Иванович");
        assertThat(requisites.headName()).isEqualTo("Иванов Иван Иванович");
        assertThat(requisites.ogrn()).isEqualTo("304500116000157");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Data not found", "Company is branch"})
    void anUnknownCompanyIsEmptyAndTheSessionEndsAllTheSame(String words) {
        says("GetCompanyShortReport", xml(SparkAnswers.said("GetCompanyShortReport", words)));

        assertThat(registry.findByInn(INN)).isEmpty();
        verify(1, "End");
    }

    @Test
    void aWrongPasswordIsAFaultThatNamesIt() {
        says("Authmethod", xml(SparkAnswers.said("Authmethod", "Authentication error")));

        assertUnavailable("Authmethod answered «Authentication error»");
        verify(0, "GetCompanyShortReport");
    }

    @Test
    void aSessionThatEndedIsOpenedAnew() {
        SERVER.stubFor(post(urlPathEqualTo(PATH))
                .inScenario("session")
                .withHeader("SOAPAction", containing("GetCompanyShortReport"))
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(xml(SparkAnswers.said("GetCompanyShortReport", "Authentication error")))
                .willSetStateTo("new"));
        SERVER.stubFor(post(urlPathEqualTo(PATH))
                .inScenario("session")
                .withHeader("SOAPAction", containing("GetCompanyShortReport"))
                .whenScenarioStateIs("new")
                .willReturn(xml(SparkAnswers.report("<Report>" + NAMED + "<IsActing>1</IsActing></Report>"))));

        assertThat(registry.findByInn(INN)).isPresent();
        verify(2, "Authmethod");
        verify(2, "GetCompanyShortReport");
    }

    @Test
    void aSessionThatNeverHoldsIsAFaultAndNoLoop() {
        says("GetCompanyShortReport", xml(SparkAnswers.said("GetCompanyShortReport", "Authentication error")));

        assertUnavailable("GetCompanyShortReport answered «Authentication error»");
        verify(2, "Authmethod");
    }

    @Test
    void aLogInWithoutACookieIsAFault() {
        says("Authmethod", xml(SparkAnswers.done("Authmethod")));

        assertUnavailable("a log-in without a session");
    }

    @Test
    void anEndThatFailsCostsNothing() {
        reports(NAMED + "<IsActing>1</IsActing>");
        says("End", aResponse().withStatus(500));

        assertThat(registry.findByInn(INN)).isPresent();
    }

    @Test
    void aBatchNeedsOneSessionAndLeavesOutWhatCannotBeUsed() {
        reports(NAMED + "<IsActing>1</IsActing>");

        assertThat(registry.findFresh(List.of(INN, "7707083893"))).containsOnlyKeys(INN);
        verify(1, "Authmethod");
        verify(1, "End");
        assertThat(test.kept())
                .as("a nightly round is not kept call by call")
                .extracting(Exchange::operation)
                .isEmpty();
    }

    @Test
    void aSingleLookIsKeptWithoutThePassword() {
        reports(NAMED + "<IsActing>1</IsActing>");

        registry.findByInn(INN);

        assertThat(test.kept()).hasSize(1).allSatisfy(exchange -> assertThat(exchange.toString())
                .doesNotContain(Registries.PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Response><Data><Report><INN>6663003127</INN>"
                        + "<ShortNameRus>&x;</ShortNameRus><IsActing>1</IsActing></Report></Data></Response>",
                "<!DOCTYPE a [<!ENTITY x \"aaaa\"><!ENTITY y \"&x;&x;\">]><Response><Data><Report>&y;</Report></Data>"
                        + "</Response>",
                "<Response><Data><Report><INN>6663003127</INN></Report></Data></Response>",
                "<Response><Data><Report><INN>6663003127</INN><ShortNameRus>А</ShortNameRus></Report></Data></Response>",
                "<Response><Data><Report><INN>6663003127</INN><ShortNameRus>А</ShortNameRus><IsActing>1</IsActing>"
                        + "<DateFirstReg>вчера</DateFirstReg></Report></Data></Response>",
                "<Response><Data><Report><INN>7707083893</INN><ShortNameRus>А</ShortNameRus></Report></Data></Response>",
                "<Response><Data/></Response>",
                "<Response><Data><Rep",
                "нет"
            })
    void aReportThatCannotBeUsedIsAFaultAndOpensNoFile(String xml) {
        says("GetCompanyShortReport", xml(SparkAnswers.withXml(xml)));

        assertUnavailable("");
        verify(1, "End");
    }

    @Test
    void aDocumentTypeInTheEnvelopeIsRefused() {
        says(
                "GetCompanyShortReport",
                xml("<!DOCTYPE a SYSTEM \"http://localhost:1/a.dtd\">"
                        + SparkAnswers.done("GetCompanyShortReport").replaceFirst("<\\?xml[^>]*>", "")));

        assertUnavailable("broken XML");
    }

    @Test
    void aSoapFaultIsAFault() {
        says("GetCompanyShortReport", aResponse().withStatus(500).withBody("<soap:Fault/>"));

        assertUnavailable("HTTP 500 to GetCompanyShortReport");
    }

    private void assertUnavailable(String message) {
        assertThatThrownBy(() -> registry.findByInn(INN))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(message);
    }
}
