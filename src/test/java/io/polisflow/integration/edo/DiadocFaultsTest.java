package io.polisflow.integration.edo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.contract.DocumentExchange.StateEvent;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Diadoc on its bad days: every documented refusal of every method, and answers that are none. */
@ExtendWith(OutputCaptureExtension.class)
class DiadocFaultsTest extends DiadocTest {

    private static final String REJECTED = with("m-4", "RecipientSignatureRequestRejected")
            .replace(
                    "\"Entities\":[",
                    "\"Entities\":[{\"EntityType\":\"Attachment\",\"EntityId\":\"r-1\",\"ParentEntityId\":\"d-1\","
                            + "\"AttachmentType\":\"SignatureRequestRejection\"},");

    static Stream<Arguments> unusableAnswers() {
        return Stream.of(
                arguments("401", aResponse().withStatus(401)),
                arguments("402", aResponse().withStatus(402)),
                arguments("403", aResponse().withStatus(403)),
                arguments("429", aResponse().withStatus(429)),
                arguments("500", aResponse().withStatus(500)),
                arguments("redirect", aResponse().withStatus(307).withHeader("Location", "/elsewhere")),
                arguments("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                arguments("truncated", okJson(SENT.substring(0, SENT.length() - 3))),
                arguments("two documents", okJson("{}{}")),
                arguments("null", okJson("null")),
                arguments("no body", aResponse().withStatus(200)),
                arguments("array", okJson("[]")),
                arguments("empty", okJson("{}")),
                arguments(
                        "windows-1251",
                        aResponse()
                                .withHeader("Content-Type", "application/json")
                                .withBody("{\"MessageId\":\"ж\"}".getBytes(Charset.forName("windows-1251")))),
                arguments("wrong charset", okJson(SENT).withHeader("Content-Type", "application/json; charset=koi8-r")),
                arguments("5 MB of garbage", aResponse().withBody("\u0000ж<".repeat(1_300_000))),
                arguments("503", aResponse().withStatus(503)),
                arguments("garbage, then closed", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                arguments("cut off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                arguments("megabytes", aResponse().withBody(" ".repeat(17 * 1024 * 1024) + SENT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusableAnswers")
    void anUnusableAnswerIsAFaultAndTheTokenStaysSecret(
            String name, ResponseDefinitionBuilder answer, CapturedOutput output) {
        OPERATOR.stubFor(any(anyUrl()).willReturn(answer));
        DiadocDocumentExchange exchange = exchange();

        assertUnavailable(() -> exchange.send(CONTRACT));
        assertUnavailable(() -> exchange.boxOf("7707083893", null));
        assertUnavailable(() -> exchange.eventsAfter(null));
        assertUnavailable(() -> exchange.checkSignature("m-1", "d-1", PDF, CLIENT));
        assertThat(output.getAll()).doesNotContain(TOKEN);
        OPERATOR.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void anAnswerThatTakesTooLongIsAFault() {
        OPERATOR.stubFor(any(anyUrl()).willReturn(okJson(SENT).withFixedDelay(3000)));

        DiadocDocumentExchange exchange = exchange(OPERATOR.baseUrl(), Duration.ofMillis(250));
        assertUnavailable(() -> exchange.send(CONTRACT));
        assertUnavailable(() -> exchange.boxOf("7707083893", null));
        assertUnavailable(() -> exchange.eventsAfter(null));
        assertUnavailable(() -> exchange.checkSignature("m-1", "d-1", PDF, CLIENT));
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:1", "''", "not an address"})
    void aMissingServerIsAFaultToo(String baseUrl) {
        assertUnavailable(() -> exchange(baseUrl, Duration.ofSeconds(5)).eventsAfter(null));
    }

    /** What no method has to say to us but as a fault: the operator's own list, and answers that are none. */
    static Stream<Arguments> faults() {
        return Stream.concat(
                IntStream.of(400, 401, 402, 405, 415, 429, 500, 502, 503, 504)
                        .mapToObj(status ->
                                arguments(String.valueOf(status), aResponse().withStatus(status))),
                Stream.of(
                        arguments("redirect", aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
                        arguments("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                        arguments("cut off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                        arguments("too slow", okJson(SENT).withFixedDelay(2000)),
                        arguments("too large", okJson(" ".repeat(17 * 1024 * 1024))),
                        arguments(
                                "wrong charset",
                                aResponse()
                                        .withHeader("Content-Type", "application/json; charset=utf-8")
                                        .withBody("{\"MessageId\":\"ж\"}".getBytes(Charset.forName("windows-1251")))),
                        arguments(
                                "a page",
                                aResponse()
                                        .withHeader("Content-Type", "text/html; charset=utf-8")
                                        .withBody("<html>вход</html>".getBytes(Charset.forName("windows-1251"))))));
    }

    /** The calls that follow on a first one that went well. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void alsoBehindAGoodAnswerABadOneIsAFault(String name, ResponseDefinitionBuilder answer) {
        DiadocDocumentExchange exchange = exchange(OPERATOR.baseUrl(), Duration.ofMillis(700));

        OPERATOR.stubFor(
                post(urlPathEqualTo("/V3/PostMessage")).willReturn(aResponse().withStatus(409)));
        OPERATOR.stubFor(get(urlPathEqualTo("/V3/GetDocuments")).willReturn(answer));
        assertUnavailable(() -> exchange.send(CONTRACT));

        patched("m-4");
        OPERATOR.stubFor(get(urlPathEqualTo("/V5/GetMessage")).willReturn(answer));
        assertUnavailable(() -> exchange.eventsAfter(null));

        message("m-4", REJECTED);
        OPERATOR.stubFor(get(urlPathEqualTo("/V4/GetEntityContent")).willReturn(answer));
        assertUnavailable(() -> exchange.eventsAfter(null));

        signedBy(with("m-5", "WithRecipientSignature"), signatures.sign(PDF, client));
        OPERATOR.stubFor(get(urlPathEqualTo("/V4/GetEntityContent")).willReturn(answer));
        assertUnavailable(() -> exchange.checkSignature("m-5", "d-1", PDF, CLIENT));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void aRefusalWhoseWordsCannotBeHadIsStillARefusalAndHoldsNobodyUp(int status) {
        patched("m-4");
        message("m-4", REJECTED);
        OPERATOR.stubFor(get(urlPathEqualTo("/V4/GetEntityContent"))
                .willReturn(aResponse().withStatus(status)));

        assertThat(exchange().eventsAfter(null))
                .extracting(StateEvent::state, StateEvent::comment)
                .containsExactly(org.assertj.core.api.Assertions.tuple(State.REFUSED, ""));
    }

    @Test
    void theClientsWordsInAnotherCharsetAreRead() {
        patched("m-4");
        message("m-4", REJECTED);
        OPERATOR.stubFor(get(urlPathEqualTo("/V4/GetEntityContent"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/octet-stream")
                        .withBody("Дорого".getBytes(Charset.forName("windows-1251")))));

        assertThat(exchange().eventsAfter(null)).extracting(StateEvent::comment).containsExactly("Дорого");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void aSignatureThatTheOperatorWillNotHandOutIsAFault(int status) {
        signedBy(with("m-5", "WithRecipientSignature"), signatures.sign(PDF, client));
        OPERATOR.stubFor(get(urlPathEqualTo("/V4/GetEntityContent"))
                .willReturn(aResponse().withStatus(status)));

        assertUnavailable(() -> exchange().checkSignature("m-5", "d-1", PDF, CLIENT));
    }
}
