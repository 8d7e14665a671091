package io.polisflow.integration.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.Requisites;
import io.polisflow.sandbox.Mode;
import io.polisflow.sandbox.SandboxServer;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.actuate.health.Status;

/** Adapter and simulated registry against each other, over real HTTP. */
class KonturFocusOverSandboxTest {

    private static SandboxServer sandbox;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start("--polisflow.sandbox.slow-delay=20s");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void recover() {
        sandbox.behave("registry", Mode.OK);
    }

    @Test
    void aRealCompanyComesWithItsRequisites() {
        Requisites sberbank = registry("sandbox").findByInn("7707083893").orElseThrow();

        assertThat(sberbank.ogrn()).isEqualTo("1027700132195");
        assertThat(sberbank.kpp()).isEqualTo("773601001");
        assertThat(sberbank.shortName()).isEqualTo("ПАО «Сбербанк»");
        assertThat(sberbank.address()).isEqualTo("117312, г. Москва, ул. Вавилова, д. 19");
        assertThat(sberbank.okved()).isEqualTo("64.19");
        assertThat(sberbank.status()).isEqualTo(RegistryStatus.ACTIVE);
        assertThat(sberbank.sme()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0000000018,DISSOLVING",
        "0000000025,DISSOLVED",
        "0000000032,BANKRUPT",
        "0000000040,REORGANIZING",
        "0000000057,ACTIVE"
    })
    void companiesInTroubleAreRecognised(String inn, RegistryStatus status) {
        assertThat(registry("sandbox").findByInn(inn).orElseThrow().status()).isEqualTo(status);
    }

    @Test
    void bothShapesOfAnAddressReadWell() {
        assertThat(registry("sandbox").findByInn("0000000064").orElseThrow().address())
                .isEqualTo("140000, Московская обл, г Примерск, ул Примерная, дом 6");
        assertThat(registry("sandbox").findByInn("000000000184").orElseThrow().shortName())
                .isEqualTo("ИП Примеров Пример Примерович");
    }

    @Test
    void branchesAreToldByTheirKpp() {
        assertThat(registry("sandbox").findByInn("0000000057").orElseThrow().branchKpps())
                .containsExactly("000043001", "000043002");
        assertThat(registry("sandbox").findByInn("7707083893").orElseThrow().branchKpps())
                .as("an answer without branches tells nothing of them")
                .isNull();
    }

    @Test
    void anUnknownInnIsEmpty() {
        assertThat(registry("sandbox").findByInn("7728000006")).isEmpty();
    }

    @Test
    void aWrongKeyIsAFault() {
        assertThatThrownBy(() -> registry("wrong").findByInn("7707083893"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("403");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DOWN", "SLOW", "GARBAGE"})
    void aMisbehavingRegistryIsAFaultAndUnhealthyUntilItRecovers(Mode mode) {
        sandbox.behave("registry", mode);
        assertThatThrownBy(() -> registry("sandbox").findByInn("7707083893")).isInstanceOf(UnavailableException.class);
        assertThat(new KonturFocusHealth(api("sandbox")).health().getStatus()).isEqualTo(Status.DOWN);

        sandbox.behave("registry", Mode.OK);
        assertThat(registry("sandbox").findByInn("7707083893")).isPresent();
        assertThat(new KonturFocusHealth(api("sandbox")).health().getStatus()).isEqualTo(Status.UP);
    }

    private KonturFocusCounterpartyRegistry registry(String key) {
        return new KonturFocusCounterpartyRegistry(api(key), json, Clock.systemUTC());
    }

    private KonturFocusApi api(String key) {
        Duration timeout = Duration.ofSeconds(4);
        return new KonturFocusApi(
                new RegistryProperties("kontur-focus", sandbox.url("/sandbox/registry"), key, timeout, timeout),
                timeout,
                timeout,
                json);
    }
}
