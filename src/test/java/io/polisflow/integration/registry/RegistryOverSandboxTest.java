package io.polisflow.integration.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.Requisites;
import io.polisflow.fixtures.TestWire;
import io.polisflow.sandbox.Mode;
import io.polisflow.sandbox.SandboxServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.Status;

/** Each adapter and its simulated registry against each other, over real HTTP. */
class RegistryOverSandboxTest {

    private static final int NO_LIMIT = 1000;
    private static SandboxServer sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(
                "--polisflow.sandbox.slow-delay=20s", "--polisflow.sandbox.registry.requests-per-second=" + NO_LIMIT);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void recover() {
        sandbox.behave("registry", Mode.OK);
    }

    private static CounterpartyRegistry registry(String provider) {
        return registry(provider, "sandbox");
    }

    private static CounterpartyRegistry registry(String provider, String key) {
        return Registries.adapter(
                Registries.sandbox(provider, sandbox.url("/sandbox/registry"), key, NO_LIMIT), TestWire.once());
    }

    private static Status health(String provider) {
        return Registries.health(Registries.sandbox(provider, sandbox.url("/sandbox/registry"), "sandbox", NO_LIMIT))
                .health()
                .getStatus();
    }

    private static HttpResponse<String> change(String inn, String news) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url("/sandbox/companies/" + inn)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(news))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({"kontur-focus,Контур.Фокус", "dadata,DaData", "spark,СПАРК"})
    void aRealCompanyComesWithItsRequisites(String provider, String source) {
        Requisites sberbank = registry(provider).findByInn("7707083893").orElseThrow();

        assertThat(sberbank.ogrn()).isEqualTo("1027700132195");
        assertThat(sberbank.kpp()).isEqualTo("773601001");
        assertThat(sberbank.shortName()).isEqualTo("ПАО «Сбербанк»");
        assertThat(sberbank.address()).isEqualTo("117312, г. Москва, ул. Вавилова, д. 19");
        assertThat(sberbank.okved()).isEqualTo("64.19");
        assertThat(sberbank.status()).isEqualTo(RegistryStatus.ACTIVE);
        assertThat(sberbank.sme()).isNull();
        assertThat(sberbank.registrationDate()).isEqualTo("1991-06-20");
        assertThat(sberbank.source()).isEqualTo(source);
        assertThat(sberbank.raw()).contains("1027700132195");
    }

    static Stream<Arguments> companiesInTrouble() {
        return Stream.of("kontur-focus", "dadata", "spark")
                .flatMap(provider -> Stream.of(
                        Arguments.of(provider, "0000000018", RegistryStatus.DISSOLVING),
                        Arguments.of(provider, "0000000025", RegistryStatus.DISSOLVED),
                        Arguments.of(provider, "0000000032", RegistryStatus.BANKRUPT),
                        Arguments.of(provider, "0000000040", RegistryStatus.REORGANIZING),
                        Arguments.of(provider, "0000000057", RegistryStatus.ACTIVE)));
    }

    @ParameterizedTest
    @MethodSource("companiesInTrouble")
    void companiesInTroubleAreRecognised(String provider, String inn, RegistryStatus status) {
        assertThat(registry(provider).findByInn(inn).orElseThrow().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kontur-focus", "dadata", "spark"})
    void aSoleTraderIsKnownToAll(String provider) {
        Requisites trader = registry(provider).findByInn("000000000184").orElseThrow();

        assertThat(trader.shortName()).isEqualTo("ИП Примеров Пример Примерович");
        assertThat(trader.headName()).isEqualTo("Примеров Пример Примерович");
    }

    @Test
    void bothShapesOfAnAddressReadWell() {
        assertThat(registry("kontur-focus")
                        .findByInn("0000000064")
                        .orElseThrow()
                        .address())
                .isEqualTo("140000, Московская обл, г Примерск, ул Примерная, дом 6");
    }

    @Test
    void branchesAreToldByTheirKpp() {
        assertThat(registry("kontur-focus")
                        .findByInn("0000000057")
                        .orElseThrow()
                        .branchKpps())
                .containsExactly("000043001", "000043002");
        assertThat(registry("kontur-focus")
                        .findByInn("7707083893")
                        .orElseThrow()
                        .branchKpps())
                .as("an answer without branches tells nothing of them")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kontur-focus", "dadata", "spark"})
    void anUnknownInnIsEmpty(String provider) {
        assertThat(registry(provider).findByInn("7728000006")).isEmpty();
    }

    @Test
    void anInnByWhichOnlyABranchIsKnownIsNoCompany() {
        assertThat(registry("spark").findByInn("0000000071")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kontur-focus,403", "dadata,403", "spark,Authentication error"})
    void aWrongKeyIsAFault(String provider, String reason) {
        assertThatThrownBy(() -> registry(provider, "wrong").findByInn("7707083893"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kontur-focus", "dadata", "spark"})
    void aWholeBatchIsAnsweredAlsoWhenASessionEndsInItsMiddle(String provider) {
        List<String> inns = new ArrayList<>(madeUp(45));
        inns.add("7728000006");

        var answers = registry(provider).findFresh(inns);

        assertThat(answers).hasSize(46);
        assertThat(answers.get("7728000006")).isEmpty();
        assertThat(answers.values().stream().filter(Optional::isPresent)).hasSize(45);
    }

    private static List<String> madeUp(int count) {
        return IntStream.rangeClosed(100, 99 + count)
                .mapToObj(Registries::madeUpInn)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"kontur-focus,210", "dadata,211", "spark,212"})
    void whatAPersonChangedInTheSandboxIsToldNext(String provider, int number) throws Exception {
        String inn = Registries.madeUpInn(number);
        Requisites before = registry(provider).findByInn(inn).orElseThrow();

        assertThat(change(inn, "{\"status\":\"dissolving\",\"headName\":\"Новиков Новик\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(change(inn, "{\"address\":\"630000, г. Новосибирск\"}").body())
                .contains("dissolving");

        Requisites after = registry(provider).findByInn(inn).orElseThrow();
        assertThat(before.status()).isEqualTo(RegistryStatus.ACTIVE);
        assertThat(after.status()).isEqualTo(RegistryStatus.DISSOLVING);
        assertThat(after.headName()).isEqualTo("Новиков Новик");
        assertThat(after.address()).isEqualTo("630000, г. Новосибирск");
        assertThat(after.fullName()).isEqualTo(before.fullName());
    }

    @Test
    void aChangeThatCannotBeIsRefused() throws Exception {
        assertThat(change("7728000006", "{}").statusCode()).isEqualTo(404);
        assertThat(change("7707083893", "{\"status\":\"gone\"}").statusCode()).isEqualTo(400);
        assertThat(change("7707083893", "{\"headName\":\"" + "я".repeat(400) + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    static Stream<Arguments> misbehaviours() {
        return Stream.of("kontur-focus", "dadata", "spark")
                .flatMap(provider -> Stream.of(Mode.DOWN, Mode.GARBAGE).map(mode -> Arguments.of(provider, mode)));
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void aMisbehavingRegistryIsAFaultAndUnhealthyUntilItRecovers(String provider, Mode mode) {
        sandbox.behave("registry", mode);
        assertThatThrownBy(() -> registry(provider).findByInn("7707083893")).isInstanceOf(UnavailableException.class);
        if (mode == Mode.DOWN) {
            assertThat(health(provider)).isEqualTo(Status.DOWN);
        }

        sandbox.behave("registry", Mode.OK);
        assertThat(registry(provider).findByInn("7707083893")).isPresent();
        assertThat(health(provider)).isEqualTo(Status.UP);
    }

    @Test
    void aSlowRegistryIsAFaultToo() {
        sandbox.behave("registry", Mode.SLOW);

        assertThatThrownBy(() -> Registries.adapter(
                                Registries.properties(
                                        "kontur-focus", sandbox.url("/sandbox/registry"), Duration.ofMillis(300)),
                                TestWire.once())
                        .findByInn("7707083893"))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void moreThanThirtyRequestsASecondAreRefusedAndOurOwnPaceIsNot() {
        try (SandboxServer strict = SandboxServer.start()) {
            String url = strict.url("/sandbox/registry");
            assertThat(Registries.ofSandbox("dadata", url, 25).findFresh(madeUp(40)))
                    .hasSize(40);
            assertThatThrownBy(
                            () -> Registries.ofSandbox("dadata", url, NO_LIMIT).findFresh(madeUp(200)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("429");
        }
    }
}
