package io.polisflow.process.contractsigning;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.policyissue.PolicyIssue;
import io.polisflow.sandbox.SandboxServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The model with the real adapters, over HTTP to the simulated operator and Policy Admin System. */
@DirtiesContext
@Import(ContractOverTheWireTest.RealPorts.class)
class ContractOverTheWireTest extends ContractSigningTest {

    private static final SandboxServer SANDBOX = SandboxServer.start();

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    private JdbcTemplate jdbc;

    @DynamicPropertySource
    static void outsideWorld(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> "jdbc:h2:mem:contract-wire;DB_CLOSE_DELAY=-1");
        registry.add("polisflow.edo.base-url", () -> SANDBOX.url("/sandbox/edo"));
        registry.add("polisflow.edo.token", () -> "sandbox");
        registry.add("polisflow.edo.box-id", () -> "5a1d0c4e-6f0b-4b52-9a53-0c1d7e7f2b10");
        registry.add("polisflow.edo.trust-store", () -> "classpath:sandbox/edo-authority.pem");
        registry.add("polisflow.edo.signing.key-store", () -> "classpath:sandbox/edo-insurer.p12");
        registry.add("polisflow.edo.signing.password", () -> "sandbox");
        registry.add("polisflow.edo.poll-interval", () -> "200ms");
        registry.add("polisflow.policy.base-url", () -> SANDBOX.url("/sandbox/policy/api"));
        registry.add("polisflow.policy.token", () -> "sandbox");
    }

    /** Puts the adapters before the fakes that other process tests live with. */
    @TestConfiguration(proxyBeanMethods = false)
    static class RealPorts {

        @Bean
        static BeanDefinitionRegistryPostProcessor realPorts() {
            return new BeanDefinitionRegistryPostProcessor() {
                @Override
                public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
                    for (String port : List.of("DocumentExchange", "PolicyAdministration")) {
                        registry.getBeanDefinition("fake" + port).setPrimary(false);
                        registry.getBeanDefinition(Character.toLowerCase(port.charAt(0)) + port.substring(1))
                                .setPrimary(true);
                    }
                }
            };
        }
    }

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @Test
    void aContractIsSignedByTheClientAndItsPoliciesAreIssuedOnce() throws Exception {
        clientIs("7707083893", "773601001");
        send();

        client("sign");
        awaitTask(ContractSigning.TASK_VERIFY_SIGNATURE);
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);

        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
        assertThat(contract().signer()).isEqualTo("ПАО «Сбербанк»");
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        assertThat(issued()).hasSize(2).allSatisfy(policy -> assertThat(policy.number())
                .startsWith("PF-"));
        List<Integer> attempts = JsonPath.read(
                get("/sandbox/policy/policies"),
                "$[?(@.contractNumber=='" + contract().number() + "')].attempts");
        assertThat(attempts).containsExactly(1, 1);
        assertThat(exchange.sent()).isEmpty();
        assertThat(policySystem.orders()).isEmpty();
    }

    @Test
    void aRefusalComesBackWithTheClientsWords() throws Exception {
        clientIs("7736050003", "781401001");
        send();

        post("/sandbox/edo/documents/" + contract().entityId() + "/refuse", "{\"reason\":\"Не согласованы сроки\"}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(contract().state()).isEqualTo(Contract.State.REFUSED));

        assertThat(contract().clientComment()).isEqualTo("Не согласованы сроки");
        assertThat(deal(deal).stage()).isNotEqualTo(Stage.WON);
    }

    @Test
    void aSignatureOverOtherBytesWinsNothing() throws Exception {
        clientIs("7708503727", "770801001");
        send();

        client("sign?invalid=unnoticed");
        awaitTask(ContractSigning.TASK_VERIFY_SIGNATURE);
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);

        assertThat(deal(deal).stage()).isNotEqualTo(Stage.WON);
        assertThat(contract().state()).isEqualTo(Contract.State.INVALID_SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "7713076301,771301001,expired,не действовал",
        "7702070139,784201001,unknown-issuer,не доверяем",
        "7736207543,770401001,other-inn,не совпадает с ИНН клиента",
        "8401005730,840101001,not-gost,не по ГОСТ",
        "3528000597,352801001,garbage,не читается"
    })
    void aSignatureThatDoesNotFitWinsNothingAndTellsWhy(String inn, String kpp, String hand, String reason)
            throws Exception {
        clientIs(inn, kpp);
        send();

        client("sign?with=" + hand);
        awaitTask(ContractSigning.TASK_VERIFY_SIGNATURE);
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);

        assertThat(deal(deal).stage()).isNotEqualTo(Stage.WON);
        assertThat(contract().state()).isEqualTo(Contract.State.INVALID_SIGNATURE);
        assertThat(contract().clientComment()).contains(reason);
    }

    @Test
    void aClientWithoutABoxSignsOnPaper() {
        clientIs("0000000064", "000001001");
        prepare();
        passChecks();
        runJob(deal, ContractSigning.TASK_MAKE_DOCUMENT);
        runJob(deal, ContractSigning.TASK_FIND_BOX);

        assertThat(isOpen(deal, ContractSigning.TASK_SIGN_ON_PAPER)).isTrue();
    }

    /** The deal's client becomes one that the sandbox knows. */
    private void clientIs(String inn, String kpp) {
        jdbc.update(
                "update client set inn = ?, kpp = ? where id = (select client_id from deal where number = ?)",
                inn,
                kpp,
                deal);
    }

    private void client(String hand) throws Exception {
        post("/sandbox/edo/documents/" + contract().entityId() + "/" + hand, "");
    }

    private void awaitTask(String element) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> waits(element));
    }

    private boolean waits(String element) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(deal).list().stream()
                .anyMatch(instance -> management
                                .createJobQuery()
                                .processInstanceId(instance.getId())
                                .activityId(element)
                                .count()
                        > 0);
    }

    private String get(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(SANDBOX.url(path))).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void post(String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(SANDBOX.url(path)))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
