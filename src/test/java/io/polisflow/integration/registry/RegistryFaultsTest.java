package io.polisflow.integration.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.fixtures.TestWire;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** On its bad days each registry is unavailable, soon, in one kind of exception, and its secrets stay secret. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(30)
class RegistryFaultsTest {

    private static final String INN = "6663003127";
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Charset CYRILLIC = Charset.forName("windows-1251");
    private static final String FOCUS =
            "[{\"inn\":\"6663003127\",\"UL\":{\"legalName\":{\"short\":\"АО «Ромашка»\"},\"status\":{}}}]";
    private static final String DADATA =
            "{\"suggestions\":[{\"value\":\"АО «Ромашка»\",\"data\":{\"inn\":\"6663003127\","
                    + "\"name\":{\"short_with_opf\":\"АО «Ромашка»\"},\"state\":{\"status\":\"ACTIVE\"}}}]}";
    private static final String SPARK =
            SparkAnswers.report("<Report><INN>6663003127</INN><ShortNameRus>АО «Ромашка»</ShortNameRus>"
                    + "<IsActing>1</IsActing></Report>");

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .build();

    /** Whole answers by provider: what goes wrong with them goes wrong on the way. */
    private static Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("kontur-focus", FOCUS);
        answers.put("dadata", DADATA);
        answers.put("spark", SPARK);
        return answers;
    }

    static Stream<Arguments> badDays() {
        return answers().entrySet().stream().flatMap(provider -> badDays(provider.getKey(), provider.getValue()));
    }

    private static Stream<Arguments> badDays(String provider, String answer) {
        String type = provider.equals("spark") ? "text/xml" : "application/json";
        return Stream.of(
                arguments(provider, "400", aResponse().withStatus(400).withBody("inn/ogrn param is not specified")),
                arguments(provider, "401", aResponse().withStatus(401)),
                arguments(provider, "403", aResponse().withStatus(403).withBody("No valid key specified")),
                arguments(provider, "404", aResponse().withStatus(404)),
                arguments(provider, "429", aResponse().withStatus(429).withHeader("Retry-After", "60")),
                arguments(provider, "500", aResponse().withStatus(500)),
                arguments(provider, "502", aResponse().withStatus(502)),
                arguments(provider, "503", aResponse().withStatus(503)),
                arguments(provider, "504", aResponse().withStatus(504)),
                arguments(provider, "204", aResponse().withStatus(204)),
                arguments(provider, "redirect", aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
                arguments(provider, "reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                arguments(provider, "empty", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                arguments(provider, "malformed", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                arguments(provider, "noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                arguments(provider, "truncated", ok(type, answer.substring(0, answer.length() - 9))),
                arguments(provider, "twice", ok(type, answer + answer)),
                arguments(provider, "page", ok("text/html", "<html>Ведутся работы<br></html>")),
                arguments(provider, "nothing", aResponse().withStatus(200)),
                arguments(provider, "another shape", ok(type, provider.equals("spark") ? "<a/>" : "{\"a\":1}")),
                arguments(
                        provider,
                        "undeclared windows-1251",
                        aResponse()
                                .withHeader("Content-Type", type + ";charset=UTF-8")
                                .withBody(answer.getBytes(CYRILLIC))),
                arguments(
                        provider,
                        "declared windows-1251",
                        aResponse()
                                .withHeader("Content-Type", type + ";charset=windows-1251")
                                .withBody(answer.getBytes(CYRILLIC))),
                arguments(provider, "5 MB", ok(type, answer + " ".repeat(5 * 1024 * 1024))),
                arguments(provider, "silence", ok(type, answer).withFixedDelay(2000)),
                arguments(provider, "a trickle", ok(type, answer).withChunkedDribbleDelay(40, 8000)));
    }

    private static ResponseDefinitionBuilder ok(String type, String body) {
        return aResponse().withHeader("Content-Type", type).withBody(body);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badDays")
    void aBadDayIsAFaultAndNothingElse(
            String provider, String name, ResponseDefinitionBuilder answer, CapturedOutput output) {
        SERVER.stubFor(any(anyUrl()).willReturn(answer));

        assertUnavailable(registry(provider), output);
        SERVER.verify(0, anyRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @ParameterizedTest
    @CsvSource({"kontur-focus", "dadata", "spark"})
    void aBatchOnABadDayIsAFaultToo(String provider) {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        List<String> two = List.of(INN, "7707083893");

        assertThatThrownBy(() -> registry(provider).findFresh(two)).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "kontur-focus,http://localhost:1",
        "kontur-focus,''",
        "dadata,not an address",
        "dadata,http://no-such-host.invalid",
        "spark,http://localhost:1",
        "spark,''"
    })
    void aMissingServerIsAFaultToo(String provider, String baseUrl, CapturedOutput output) {
        assertUnavailable(Registries.adapter(Registries.properties(provider, baseUrl, SHORT), TestWire.once()), output);
    }

    @ParameterizedTest
    @CsvSource({
        "kontur-focus,400,UP",
        "kontur-focus,403,DOWN",
        "kontur-focus,503,DOWN",
        "kontur-focus,302,DOWN",
        "dadata,200,UP",
        "dadata,401,DOWN",
        "dadata,403,DOWN",
        "dadata,429,DOWN",
        "spark,500,DOWN",
        "spark,302,DOWN"
    })
    void healthAsksForNobody(String provider, int status, String health) {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));

        assertThat(Registries.health(Registries.properties(provider, SERVER.baseUrl(), Duration.ofSeconds(5)))
                        .health()
                        .getStatus())
                .isEqualTo(new Status(health));
    }

    private static CounterpartyRegistry registry(String provider) {
        return Registries.adapter(Registries.properties(provider, SERVER.baseUrl(), SHORT), TestWire.once());
    }

    private static void assertUnavailable(CounterpartyRegistry registry, CapturedOutput output) {
        assertThatThrownBy(() -> registry.findByInn(INN))
                .isInstanceOf(UnavailableException.class)
                .satisfies(fault -> {
                    assertThat(((UnavailableException) fault).system()).isEqualTo("registry");
                    StringWriter trace = new StringWriter();
                    fault.printStackTrace(new PrintWriter(trace));
                    assertThat(trace + output.getAll()).doesNotContain(Registries.KEY, Registries.PASSWORD, "Ромашка");
                });
    }
}
