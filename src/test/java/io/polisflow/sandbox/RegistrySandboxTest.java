package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.CompanyRegister.Change;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated registries refuse as the real ones do, and remember what a person had them say. */
class RegistrySandboxTest {

    private static final String REGISTRY = "/sandbox/registry";
    private static SandboxServer sandbox;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start("--polisflow.sandbox.registry.requests-per-second=1000");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url(REGISTRY + path)));
    }

    @ParameterizedTest
    @CsvSource({
        "key=sandbox&inn=7707083893,200",
        "key=sandbox&inn=77,400",
        "key=sandbox,400",
        "key=wrong&inn=7707083893,403",
        "inn=7707083893,403"
    })
    void konturFocusRefusesByStatus(String query, int status) throws Exception {
        assertThat(ask(to("/api3/req?" + query)).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Token sandbox | {\"query\":\"7707083893\"} | 200",
                "Token sandbox | {} | 400",
                "Token sandbox | { | 400",
                "Token wrong   | {\"query\":\"7707083893\"} | 403",
                "sandbox       | {\"query\":\"7707083893\"} | 401"
            })
    void dadataRefusesByStatus(String authorization, String body, int status) throws Exception {
        assertThat(ask(to("/suggestions/api/4_1/rs/findById/party")
                                .header("Authorization", authorization)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void sparkRefusesByWordsAndAQuestionThatIsNoneByAFault() throws Exception {
        assertThat(spark("<GetCompanyShortReport xmlns=\"http://interfax.ru/ifax\"><inn>7707083893</inn>"
                                + "</GetCompanyShortReport>")
                        .body())
                .contains("Authentication error");
        assertThat(spark("<Guess xmlns=\"http://interfax.ru/ifax\"/>").statusCode())
                .isEqualTo(500);
        assertThat(spark("").body()).contains("Fault");
        assertThat(ask(to("/ifaxwebservice/").POST(BodyPublishers.ofString("<!DOCTYPE a><a/>")))
                        .statusCode())
                .isEqualTo(500);
    }

    private HttpResponse<String> spark(String asked) throws Exception {
        return ask(to("/ifaxwebservice/")
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(BodyPublishers.ofString(
                        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>" + asked
                                + "</soap:Body></soap:Envelope>")));
    }

    @Test
    void whoAsksMoreThanThirtyTimesASecondIsRefused() {
        RegistryLimit limit = new RegistryLimit(30);

        long refused = IntStream.range(0, 60).filter(i -> limit.exceeded()).count();

        assertThat(refused).isBetween(25L, 30L);
    }

    @Test
    void whatAPersonHadTheRegistrySayIsSaidAfterARestartToo(@TempDir Path folder) {
        SandboxState state = new SandboxState(new ObjectMapper(), folder.toString(), "");
        CompanyRegister before = new CompanyRegister(new SandboxCompanies(), state);
        before.change(new Change("7707083893", "dissolving", null, null));
        before.change(new Change("7707083893", null, "Новикова Нина", null));

        var after = new CompanyRegister(new SandboxCompanies(), state)
                .find("7707083893")
                .orElseThrow();

        assertThat(after.status()).isEqualTo("dissolving");
        assertThat(after.headName()).isEqualTo("Новикова Нина");
        assertThat(after.address()).isEqualTo("117312, г. Москва, ул. Вавилова, д. 19");
    }

    @Test
    void aCompanyInTroubleCanRecover() {
        CompanyRegister register =
                new CompanyRegister(new SandboxCompanies(), new SandboxState(new ObjectMapper(), "", ""));

        register.change(new Change("0000000018", "active", null, null));

        assertThat(register.find("0000000018").orElseThrow().status()).isNull();
    }
}
