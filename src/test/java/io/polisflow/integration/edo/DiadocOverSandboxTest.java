package io.polisflow.integration.edo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.JsonPath;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.crm.contract.DocumentExchange.Outgoing;
import io.polisflow.crm.contract.DocumentExchange.Sent;
import io.polisflow.crm.contract.DocumentExchange.Signatory;
import io.polisflow.crm.contract.DocumentExchange.SignatureCheck;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.contract.DocumentExchange.StateEvent;
import io.polisflow.fixtures.TestWire;
import io.polisflow.sandbox.Mode;
import io.polisflow.sandbox.SandboxServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.core.io.ClassPathResource;

/** Adapter and simulated operator against each other over real HTTP, with a person who signs and refuses. */
class DiadocOverSandboxTest {

    private static final String BOX = "5a1d0c4e-6f0b-4b52-9a53-0c1d7e7f2b10";
    private static final byte[] PDF = "%PDF договор".getBytes(StandardCharsets.UTF_8);

    private static final Clock CLOCK = Clock.fixed(SandboxServer.NOW, ZoneOffset.UTC);
    private static final Signatory CLIENT = new Signatory("7707083893", SandboxServer.NOW);

    private static SandboxServer sandbox;
    private static SigningKey insurer;

    private final HttpClient http = HttpClient.newHttpClient();
    private final DocumentExchange exchange = exchange("sandbox", BOX);

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start("--polisflow.sandbox.slow-delay=20s");
        insurer = SigningKey.load(new ClassPathResource("sandbox/edo-insurer.p12"), "sandbox");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void recover() {
        sandbox.behave("edo", Mode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000064", "000000000184", "7728000006"})
    void aFewSignOnPaper(String inn) {
        assertThat(exchange.boxOf(inn, null)).isEmpty();
    }

    @Test
    void allOthersHaveABoxUnderTheirOwnKpp() {
        assertThat(exchange.boxOf("7707083893", "773601001")).isPresent();
        assertThat(exchange.boxOf("7707083893", null)).isEqualTo(exchange.boxOf("7707083893", "773601001"));
        assertThat(exchange.boxOf("7707083893", "770000001")).isEmpty();
    }

    @Test
    void theSameOperationNeverSendsTwice() throws Exception {
        Outgoing document = outgoing();

        Sent first = exchange.send(document);

        assertThat(exchange.send(document)).isEqualTo(first);
        List<String> operations = JsonPath.read(get("/sandbox/edo/documents"), "$[*].operationId");
        assertThat(operations).containsOnlyOnce(document.operationId());
    }

    @Test
    void theClientSignsAndTheSignatureFitsTheBytes() throws Exception {
        Sent sent = exchange.send(outgoing());
        String before = lastKey();
        assertThat(states(sent, null)).startsWith(State.SENT, State.DELIVERED);

        assertThat(post("/sandbox/edo/documents/" + sent.documentId() + "/sign", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/sandbox/edo/documents/" + sent.documentId() + "/sign", "")
                        .statusCode())
                .isEqualTo(200);

        assertThat(states(sent, before)).containsExactly(State.SIGNED);
        SignatureCheck check = exchange.checkSignature(sent.messageId(), sent.documentId(), PDF, CLIENT);
        assertThat(check.problem()).isNull();
        assertThat(check.valid()).isTrue();
        assertThat(check.signer()).isEqualTo("ПАО «Сбербанк»");
        byte[] tampered = PDF.clone();
        tampered[0] ^= 1;
        assertThat(exchange.checkSignature(sent.messageId(), sent.documentId(), tampered, CLIENT)
                        .valid())
                .isFalse();
        assertThat(post("/sandbox/edo/documents/" + sent.documentId() + "/refuse", "{\"reason\":\"поздно\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aRefusalBringsTheClientsWords() throws Exception {
        Sent sent = exchange.send(outgoing());
        String before = lastKey();

        assertThat(post("/sandbox/edo/documents/" + sent.documentId() + "/refuse", "{}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(
                                "/sandbox/edo/documents/" + sent.documentId() + "/refuse",
                                "{\"reason\":\"Не согласованы сроки оплаты\"}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(events(sent, before)).singleElement().satisfies(event -> {
            assertThat(event.state()).isEqualTo(State.REFUSED);
            assertThat(event.comment()).isEqualTo("Не согласованы сроки оплаты");
        });
        assertThat(post("/sandbox/edo/documents/" + sent.documentId() + "/sign", "")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aWrongSignatureIsSeenAndCanBeMended() throws Exception {
        Sent sent = exchange.send(outgoing());
        String before = lastKey();

        post("/sandbox/edo/documents/" + sent.documentId() + "/sign?invalid=true", "");

        assertThat(states(sent, before)).containsExactly(State.INVALID_SIGNATURE);
        assertThat(exchange.checkSignature(sent.messageId(), sent.documentId(), PDF, CLIENT)
                        .valid())
                .isFalse();
        before = lastKey();
        post("/sandbox/edo/documents/" + sent.documentId() + "/sign", "");
        assertThat(states(sent, before)).containsExactly(State.SIGNED);
        assertThat(exchange.checkSignature(sent.messageId(), sent.documentId(), PDF, CLIENT)
                        .valid())
                .isTrue();
    }

    @Test
    void aWrongSignatureThatTheOperatorOverlooksIsStillCaught() throws Exception {
        Sent sent = exchange.send(outgoing());
        String before = lastKey();

        post("/sandbox/edo/documents/" + sent.documentId() + "/sign?invalid=unnoticed", "");

        assertThat(states(sent, before)).containsExactly(State.SIGNED);
        assertThat(exchange.checkSignature(sent.messageId(), sent.documentId(), PDF, CLIENT)
                        .problem())
                .isEqualTo("Подпись не соответствует отправленному документу.");
    }

    @ParameterizedTest
    @CsvSource({
        "other-bytes,не соответствует отправленному документу",
        "expired,не действовал в момент подписания",
        "unknown-issuer,УЦ «Неизвестный»",
        "other-inn,не совпадает с ИНН клиента",
        "not-gost,не по ГОСТ",
        "garbage,не читается"
    })
    void eachFlawThatTheOperatorOverlooksIsTold(String hand, String reason) throws Exception {
        Sent sent = exchange.send(outgoing());

        post("/sandbox/edo/documents/" + sent.documentId() + "/sign?with=" + hand, "");

        SignatureCheck check = exchange.checkSignature(sent.messageId(), sent.documentId(), PDF, CLIENT);
        assertThat(check.valid()).isFalse();
        assertThat(check.problem()).contains(reason);
        assertThat(check.signature()).isNotEmpty();
        // Ours stands beside it and holds.
        assertThat(check.facts()).hasSize(2);
        assertThat(check.facts().get(0).ours()).isTrue();
        assertThat(check.facts().get(0).problem()).isNull();
    }

    @Test
    void aLargeFileGoesOverTheShelf() throws Exception {
        byte[] large = new byte[3 * DiadocLimits.SHELF_PART + 17];
        new Random(7).nextBytes(large);
        Sent sent = exchange.send(new Outgoing(
                UUID.randomUUID().toString(),
                exchange.boxOf("7707083893", null).orElseThrow(),
                "C-2026-000002",
                "Договор.pdf",
                large));

        post("/sandbox/edo/documents/" + sent.documentId() + "/sign", "");

        assertThat(exchange.checkSignature(sent.messageId(), sent.documentId(), large, CLIENT)
                        .problem())
                .isNull();
    }

    @Test
    void theOperatorKnowsUsByTokenAndBox() {
        assertThatThrownBy(() -> exchange("wrong", BOX).boxOf("7707083893", null))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("401");
        assertThatThrownBy(() -> exchange("sandbox", "another").eventsAfter(null))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("403");
        Outgoing nobody = new Outgoing(UUID.randomUUID().toString(), "nobody", "C-1", "Договор.pdf", PDF);
        assertThatThrownBy(() -> exchange.send(nobody))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Ящик получателя не найден");
        assertThatThrownBy(() -> exchange.eventsAfter("no key")).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DOWN", "SLOW", "GARBAGE"})
    void aMisbehavingOperatorIsAFaultAndTheRetryStillSendsOnce(Mode mode) throws Exception {
        Outgoing document = outgoing();
        sandbox.behave("edo", mode);
        assertThatThrownBy(() -> exchange.send(document)).isInstanceOf(UnavailableException.class);
        assertThat(health()).isEqualTo(Status.DOWN);
        // The client's window stays open while the operator is down.
        assertThat(get("/sandbox/edo/documents")).startsWith("[");

        sandbox.behave("edo", Mode.OK);
        Sent sent = exchange.send(document);
        assertThat(exchange.send(document)).isEqualTo(sent);
        assertThat(health()).isEqualTo(Status.UP);
    }

    @Test
    void theClientSeesTheDocumentItself() throws Exception {
        Sent sent = exchange.send(outgoing());

        String row = get("/sandbox/edo/documents");

        List<String> hrefs = JsonPath.read(row, "$[?(@.id=='" + sent.documentId() + "')].href");
        assertThat(get(hrefs.get(0))).isEqualTo(new String(PDF, StandardCharsets.UTF_8));
        assertThat(post("/sandbox/edo/documents/none/sign", "").statusCode()).isEqualTo(404);
    }

    private List<State> states(Sent sent, String after) {
        return events(sent, after).stream().map(StateEvent::state).toList();
    }

    private List<StateEvent> events(Sent sent, String after) {
        return all(after).stream()
                .filter(event -> event.documentId().equals(sent.documentId()))
                .toList();
    }

    private String lastKey() {
        List<StateEvent> all = all(null);
        return all.get(all.size() - 1).indexKey();
    }

    private List<StateEvent> all(String after) {
        List<StateEvent> all = new ArrayList<>();
        for (List<StateEvent> page = exchange.eventsAfter(after);
                !page.isEmpty();
                page = exchange.eventsAfter(page.get(page.size() - 1).indexKey())) {
            all.addAll(page);
        }
        return all;
    }

    private Outgoing outgoing() {
        return new Outgoing(
                UUID.randomUUID().toString(),
                exchange.boxOf("7707083893", null).orElseThrow(),
                "C-2026-000001",
                "Договор.pdf",
                PDF);
    }

    private Status health() {
        EdoProperties properties = properties("sandbox", BOX, Duration.ofSeconds(2));
        return EdoConfiguration.health(api(properties), BOX).health().getStatus();
    }

    private static DocumentExchange exchange(String token, String box) {
        EdoProperties properties = properties(token, box, Duration.ofSeconds(3));
        return new DiadocDocumentExchange(
                api(properties),
                properties,
                () -> insurer,
                new SignatureVerifier(
                        TrustStore.load(new ClassPathResource("sandbox/edo-authority.pem"), ""),
                        new RevocationLists("")),
                CLOCK);
    }

    private static DiadocApi api(EdoProperties properties) {
        return new DiadocApi(
                TestWire.once().to("edo", properties.wire()),
                DiadocToken.fixed(properties.token()),
                new ObjectMapper());
    }

    private static EdoProperties properties(String token, String box, Duration timeout) {
        return DiadocTest.settings(sandbox.url("/sandbox/edo"), token, box, timeout, "");
    }

    private String get(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(sandbox.url(path))).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url(path)))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
