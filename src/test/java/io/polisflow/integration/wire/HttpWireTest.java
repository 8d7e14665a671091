package io.polisflow.integration.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.exchange.Exchange;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.fixtures.TestWire;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpWireTest {

    private static final Duration SHORT = Duration.ofMillis(250);
    private static final int LARGEST = 100_000;
    private static WireMockServer server;

    private final TestWire test = new TestWire();
    private final Wire factory = test.wire();
    private HttpWire wire;

    @BeforeAll
    static void start() {
        server = new WireMockServer(options().dynamicPort());
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void connect() {
        server.resetAll();
        wire = to(server.baseUrl(), 5);
    }

    @AfterEach
    void disconnect() {
        factory.destroy();
        Subject.clear();
    }

    private HttpWire to(String address, int connections) {
        return factory.to("registry", new WireSettings(address, SHORT, SHORT, connections, LARGEST));
    }

    private static void answers(ResponseDefinitionBuilder response) {
        server.stubFor(any(anyUrl()).willReturn(response));
    }

    private static WireCall reading() {
        return WireCall.get("find", "/companies/{inn}", "7707083893");
    }

    @Test
    void anAnswerComesWithItsStatusWhateverItIs() {
        answers(aResponse().withStatus(418).withHeader("X-Way", "own").withBody("{\"a\":1.10}"));

        WireAnswer answer = wire.send(reading());

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.header("x-way")).contains("own");
        assertThat(answer.tree().path("a").decimalValue()).isEqualByComparingTo("1.1");
    }

    @Test
    void everyCookieIsToldAndOfOtherHeadersTheFirst() {
        answers(aResponse()
                .withHeader("Set-Cookie", "node=7; path=/", "session=a=b; HttpOnly", "broken")
                .withHeader("X-Way", "first", "second"));

        WireAnswer answer = wire.send(reading());

        assertThat(answer.cookies()).containsExactly(Map.entry("node", "7"), Map.entry("session", "a=b"));
        assertThat(answer.header("X-Way")).contains("first");
    }

    @Test
    void valuesAreEncodedByTheirMeaning() {
        answers(aResponse().withStatus(200));

        wire.send(WireCall.get("events", "/v7/{box}/events", "a/b").query("after", "k+1/2=&x"));

        server.verify(getRequestedFor(urlPathEqualTo("/v7/a%2Fb/events")).withQueryParam("after", equalTo("k+1/2=&x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECTION_RESET_BY_PEER",
                "EMPTY_RESPONSE",
                "MALFORMED_RESPONSE_CHUNK",
                "RANDOM_DATA_THEN_CLOSE"
            })
    void aBrokenConnectionIsAFaultAfterThreeTries(String fault) {
        answers(aResponse().withFault(Fault.valueOf(fault)));

        assertThatThrownBy(() -> wire.send(reading()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageStartingWith("registry: ")
                .message()
                .doesNotContain("localhost");
        server.verify(3, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void aPassingRefusalIsTriedAgainAndItsLastAnswerStands(int status) {
        answers(aResponse().withStatus(status));

        assertThat(wire.send(reading()).status()).isEqualTo(status);
        server.verify(3, getRequestedFor(anyUrl()));
    }

    @Test
    void aSecondTryThatSucceedsIsTheAnswer() {
        server.stubFor(any(anyUrl())
                .inScenario("s")
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("better"));
        server.stubFor(any(anyUrl())
                .inScenario("s")
                .whenScenarioStateIs("better")
                .willReturn(aResponse().withBody("ok")));

        assertThat(wire.send(reading()).text()).isEqualTo("ok");
        assertThat(test.kept()).extracting(Exchange::status).containsExactly(503, 200);
    }

    @Test
    void aServerThatAsksForALongerPauseIsLeftAlone() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "30"));

        wire.send(reading());

        server.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void aWriteWithoutAKeyIsNeverRepeatedOnceItWasSent() {
        answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThatThrownBy(() -> wire.send(WireCall.post("call", "/call").form(Map.of("a", "b"))))
                .isInstanceOf(UnavailableException.class);

        server.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void aWriteWithAKeyIsRepeated() {
        answers(aResponse().withStatus(503));

        wire.send(WireCall.post("issue", "/policies")
                .header("Idempotency-Key", "k")
                .repeatable());

        server.verify(3, postRequestedFor(anyUrl()));
    }

    @Test
    void silenceIsAFaultAtOnceAndNotAskedTwice() {
        answers(aResponse().withFixedDelay(5_000).withStatus(200));

        assertThatThrownBy(() -> wire.send(reading()))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("registry: no answer in time to find");
        server.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void anAnswerThatDripsInEndsAtTheDeadline() {
        // Each piece comes within the read time-out; all of them would take a minute.
        answers(aResponse().withBody("x".repeat(600)).withChunkedDribbleDelay(600, 60_000));

        assertThatThrownBy(() -> wire.send(reading()))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("registry: no whole answer in time to find");
    }

    @Test
    void garbageOfAnySizeIsReadNoFurtherThanAnAnswerMayBe() {
        answers(aResponse().withBody(new byte[5 * 1024 * 1024]));
        Duration patience = Duration.ofSeconds(10);
        HttpWire patient = factory.to("registry", new WireSettings(server.baseUrl(), patience, patience, 1, LARGEST));

        assertThatThrownBy(() -> patient.send(reading())).hasMessage("registry: oversized answer to find");
    }

    @Test
    void aRedirectIsNotFollowed() {
        answers(aResponse().withStatus(302).withHeader("Location", server.baseUrl() + "/elsewhere"));

        assertThat(wire.send(reading()).status()).isEqualTo(302);
        server.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void aClosedPortIsAFault() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertThatThrownBy(() -> to("http://localhost:" + closed, 1).send(reading()))
                .hasMessage("registry: no answer to find");
        assertThat(test.kept()).hasSize(3).allMatch(exchange -> exchange.outcome() == Outcome.FAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no address", "ftp://x", "http://no such host/"})
    void anAddressThatIsNoneIsAFaultAndNothingElse(String address) {
        assertThatThrownBy(() -> to(address, 1).send(reading())).isInstanceOf(UnavailableException.class);
    }

    /** With one connection for all, a bad day that kept it would leave none to the next. */
    @Test
    void noBadDayKeepsAConnectionOrAThread() {
        Duration patience = Duration.ofMillis(600);
        HttpWire narrow = factory.to("registry", new WireSettings(server.baseUrl(), patience, patience, 1, LARGEST));
        for (ResponseDefinitionBuilder bad : List.of(
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFault(Fault.EMPTY_RESPONSE),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                aResponse().withBody(new byte[5 * 1024 * 1024]),
                aResponse().withFixedDelay(1_500),
                aResponse().withBody("a trickle").withChunkedDribbleDelay(9, 3_000))) {
            answers(bad);
            assertThatThrownBy(() -> narrow.send(reading())).isInstanceOf(UnavailableException.class);
            answers(aResponse().withBody("well again"));
            assertThat(narrow.send(reading()).text()).isEqualTo("well again");
        }
        assertThat(factory.deadlines()).as("watches of calls that are over").isZero();
    }

    @Test
    void whoComesWhenAllConnectionsAreTakenDoesNotWaitForEver() throws Exception {
        answers(aResponse().withFixedDelay(1_000));
        HttpWire narrow =
                factory.to("registry", new WireSettings(server.baseUrl(), SHORT, Duration.ofSeconds(20), 1, LARGEST));
        CountDownLatch done = new CountDownLatch(4);
        List<String> results = new ArrayList<>();
        var threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> {
                String result;
                try {
                    result = "" + narrow.send(reading()).status();
                } catch (UnavailableException e) {
                    result = e.getMessage();
                }
                synchronized (results) {
                    results.add(result);
                }
                done.countDown();
            });
        }
        done.await();
        threads.shutdown();

        assertThat(results).contains("200", "registry: no answer in time to find");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "", "{} {}", "[1,2", "<html/>", "null"})
    void whatIsNoWholeJsonIsAFault(String body) {
        answers(aResponse().withBody(body));

        WireAnswer answer = wire.send(reading());

        assertThatThrownBy(answer::tree).isInstanceOf(UnavailableException.class);
    }

    @Test
    void anotherCharsetIsAFault() {
        answers(aResponse().withBody("{\"имя\":1}".getBytes(Charset.forName("windows-1251"))));
        WireAnswer untold = wire.send(reading());
        answers(aResponse()
                .withHeader("Content-Type", "application/json; charset=windows-1251")
                .withBody("{}"));
        WireAnswer told = wire.send(reading());
        answers(aResponse()
                .withHeader("Content-Type", "application/json; charset=nonsense-1")
                .withBody("{}"));
        WireAnswer nonsense = wire.send(reading());

        assertThat(List.of(untold, told, nonsense))
                .allSatisfy(answer -> assertThatThrownBy(answer::text).isInstanceOf(UnavailableException.class));
    }

    @Test
    void whatWentOverTheWireIsKeptUnderItsDealWithoutSecrets() {
        answers(aResponse()
                .withHeader("Content-Type", "application/json")
                .withBody("{\"access_token\":\"t-1\",\"phone\":\"+79161234567\"}"));
        Subject.is("D-2026-000001");

        wire.send(WireCall.post("callback", "/vpbx")
                .secretQuery("key", "s3cret")
                .bearer("abc")
                .form(Map.of(
                        "vpbx_api_key",
                        "k-1",
                        "sign",
                        "k-2",
                        "json",
                        "{\"number\":\"+7 916 123-45-67\",\"email\":\"ivan@example.ru\"}")));

        Exchange kept = test.kept().get(0);
        assertThat(kept.subject()).isEqualTo("D-2026-000001");
        assertThat(kept.address()).isEqualTo("POST /vpbx?key=***");
        assertThat(kept.request() + kept.answer())
                .doesNotContain("s3cret", "k-1", "k-2", "t-1", "abc", "1234567", "123-45", "ivan")
                .contains("+7***67", "i***@example.ru");
        assertThat(kept.outcome()).isEqualTo(Outcome.OK);
        assertThat(test.meters()
                        .get("polisflow.exchange")
                        .tags("system", "registry", "operation", "callback", "outcome", "ok")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    /** The adapter says what it makes of it; whoever looks at the deal sees at once that it was of no use. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"inn\": \"77", "{}{}", "<html>", "[1,"})
    void anAnswerThatIsNoJsonIsKeptAndCountedAsAFault(String body) {
        answers(aResponse().withHeader("Content-Type", "application/json").withBody(body));
        wire.send(reading());
        answers(aResponse().withHeader("Content-Type", "text/html").withBody(body));
        wire.send(reading().header("Accept", "application/json"));
        answers(aResponse()
                .withHeader("Content-Type", "application/json")
                .withBody("ж".getBytes(Charset.forName("windows-1251"))));
        wire.send(reading());

        assertThat(test.kept()).hasSize(3).allSatisfy(kept -> {
            assertThat(kept.outcome()).isEqualTo(Outcome.FAULT);
            assertThat(kept.status()).isEqualTo(200);
            assertThat(kept.fault()).startsWith("registry: the answer to ");
            assertThat(kept.answer()).isNotEmpty();
        });
        assertThat(test.meters()
                        .get("polisflow.exchange")
                        .tag("outcome", "fault")
                        .timer()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void whatNeedNotBeJsonIsNoFault() {
        answers(aResponse().withHeader("Content-Type", "text/plain").withBody("name-on-shelf"));
        wire.send(reading());
        answers(aResponse().withHeader("Content-Type", "application/json"));
        wire.send(reading());
        answers(aResponse()
                .withStatus(404)
                .withHeader("Content-Type", "application/json")
                .withBody("no"));
        wire.send(reading());

        assertThat(test.kept()).extracting(Exchange::outcome).containsExactly(Outcome.OK, Outcome.OK, Outcome.REFUSED);
    }

    @Test
    void aLookForNewsIsCountedButNotKept() {
        answers(aResponse());

        wire.send(reading().unrecorded());

        assertThat(test.kept()).isEmpty();
        assertThat(test.meters().get("polisflow.exchange").timer().count()).isEqualTo(1);
    }

    @Test
    void ofAFileOnlyTheSizeIsKept() {
        answers(aResponse().withHeader("Content-Type", "audio/mpeg").withBody(new byte[300]));

        wire.send(WireCall.post("upload", "/f")
                .body("PDF".getBytes(StandardCharsets.UTF_8), org.springframework.http.MediaType.APPLICATION_PDF));

        assertThat(test.kept().get(0).request()).isEqualTo("[application/pdf, 3 байт]");
        assertThat(test.kept().get(0).answer()).isEqualTo("[audio/mpeg, 300 байт]");
    }
}
