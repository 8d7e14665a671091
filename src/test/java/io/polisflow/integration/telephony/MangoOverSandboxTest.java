package io.polisflow.integration.telephony;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.State;
import io.polisflow.crm.telephony.Telephony;
import io.polisflow.crm.telephony.Telephony.CallOrder;
import io.polisflow.fixtures.TestWire;
import io.polisflow.sandbox.Mode;
import io.polisflow.sandbox.SandboxServer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.actuate.health.Status;

/** Adapter, simulated exchange and the events that it posts, over real HTTP; the client's telephone is in a person's hand. */
class MangoOverSandboxTest {

    private static final String NUMBER = "+74951234567";

    @RegisterExtension
    static final WireMockExtension INSURER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().dynamicPort())
            .configureStaticDsl(false)
            .build();

    private static SandboxServer sandbox;

    private final ObjectMapper json = new ObjectMapper();
    private final MangoSign sign = new MangoSign("sandbox", "sandbox");
    private final MangoEvents events = new MangoEvents(json);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(
                "--polisflow.sandbox.slow-delay=20s",
                "--polisflow.sandbox.telephony.hook-url=" + INSURER.baseUrl(),
                "--polisflow.sandbox.telephony.hook-pause=10ms",
                "--polisflow.sandbox.telephony.answer-after=1h",
                "--polisflow.sandbox.telephony.talk=1h");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void theInsurerListens() {
        INSURER.stubFor(post(urlMatching("/.*")).willReturn(ok()));
    }

    @AfterEach
    void recover() {
        sandbox.behave("telephony", Mode.OK);
    }

    private static MangoApi api(String salt) {
        TelephonyProperties properties = TelephonySettings.mango(
                sandbox.url("/sandbox/telephony"), "sandbox", salt, Duration.ofSeconds(2), Duration.ofSeconds(2));
        return new MangoApi(TestWire.once().to(TelephonyProperties.SYSTEM, properties.wire()), properties);
    }

    private Telephony telephony() {
        return new MangoTelephony(api("sandbox"), json);
    }

    private JsonNode phone(String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url("/sandbox/phone/calls" + path)));
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return json.readTree(answer.body());
    }

    private List<JsonNode> told(String address, String field, String value) {
        return INSURER.findAll(postRequestedFor(urlMatching(address))).stream()
                .map(this::verified)
                .filter(event -> event.path(field).asText().equals(value))
                .toList();
    }

    private JsonNode verified(LoggedRequest request) {
        try {
            String text = request.formParameter("json").firstValue();
            assertThat(sign.fits(
                            request.formParameter("vpbx_api_key").firstValue(),
                            request.formParameter("sign").firstValue(),
                            text))
                    .isTrue();
            return events.read(text);
        } catch (RuntimeException e) {
            throw new AssertionError(request.getBodyAsString(), e);
        }
    }

    private String ring(String command) throws Exception {
        telephony().call(new CallOrder(command, "101", NUMBER));
        await().until(() -> told("/events/call", "command_id", command).size() == 3);
        return phone("", null).get(0).path("id").asText();
    }

    @Test
    void anOrderedCallRingsIsAnsweredAndRecorded() throws Exception {
        String id = ring("command-answered");
        assertThat(told("/result/callback", "command_id", "command-answered")).hasSize(1);
        phone("/" + id + "/answer", "{}");
        phone("/" + id + "/hang-up", "{}");
        await().until(() -> !told("/events/recording", "entry_id", id).isEmpty());

        List<Step> client = told("/events/call", "command_id", "command-answered").stream()
                .map(events::step)
                .filter(step -> NUMBER.equals(step.number()))
                .sorted(Comparator.comparing(Step::seq))
                .toList();
        assertThat(client).extracting("state").containsExactly(State.RINGING, State.TALKING, State.OVER);
        assertThat(client).allSatisfy(step -> {
            assertThat(step.extension()).isEqualTo("101");
            assertThat(step.direction()).isEqualTo(Direction.OUTGOING);
        });
        Summary summary = events.summary(told("/events/summary", "entry_id", id).get(0));
        assertThat(summary.connectedAt()).isEqualTo(SandboxServer.NOW);
        assertThat(summary.number()).isEqualTo(NUMBER);
        MangoEvents.RecordingEvent recorded =
                events.recording(told("/events/recording", "entry_id", id).get(0));
        assertThat(recorded.ready()).isTrue();
        Telephony.Recording recording =
                telephony().recording(recorded.recordingId()).orElseThrow();
        assertThat(recording.mediaType()).isEqualTo("audio/wav");
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(recording.content()))) {
            assertThat(sound.getFrameLength()).isEqualTo(8000);
        }
    }

    @Test
    void aMissedCallHasASummaryAndNoRecording() throws Exception {
        String id = ring("command-missed");
        phone("/" + id + "/miss", "{}");
        await().until(() -> !told("/events/summary", "entry_id", id).isEmpty());

        assertThat(events.summary(told("/events/summary", "entry_id", id).get(0))
                        .connectedAt())
                .isNull();
        assertThat(told("/events/recording", "entry_id", id)).isEmpty();
        assertThat(phone("/" + id + "/answer", "{}").path("detail").asText()).contains("уже не звонит");
        assertThat(phone("/" + id + "/hang-up", "{}").path("detail").asText()).contains("Разговора нет");
    }

    @Test
    void aClientCallsTheInsurer() throws Exception {
        String id = phone("", "{\"from\":\"8 (495) 123-45-67\",\"extension\":\"102\"}")
                .path("id")
                .asText();
        phone("/" + id + "/answer", "{}");
        phone("/" + id + "/hang-up", "{}");
        await().until(() -> !told("/events/summary", "entry_id", id).isEmpty());

        Summary summary = events.summary(told("/events/summary", "entry_id", id).get(0));
        assertThat(summary.direction()).isEqualTo(Direction.INCOMING);
        assertThat(summary.number()).isEqualTo(NUMBER);
        assertThat(summary.extension()).isEqualTo("102");
        assertThat(phone("", "{\"from\":\"12\",\"extension\":\"102\"}")
                        .path("detail")
                        .asText())
                .contains("номер телефона");
        assertThat(phone("", "{\"from\":\"84951234567\",\"extension\":\"x\"}")
                        .path("detail")
                        .asText())
                .contains("внутренний номер");
    }

    @Test
    void whatTheInsurerDidNotTakeIsToldAgain() throws Exception {
        INSURER.stubFor(post(urlMatching("/events/call"))
                .inScenario("down")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("up"));
        telephony().call(new CallOrder("command-repeated", "101", NUMBER));

        await().until(() ->
                told("/events/call", "command_id", "command-repeated").size() == 4);
    }

    @Test
    void theExchangeRefusesWhatTheRealOneWould() {
        assertThatThrownBy(() -> telephony().call(new CallOrder("c", "x", NUMBER)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("внутреннего номера");
        assertThatThrownBy(() -> telephony().call(new CallOrder("c", "101", "112")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("проверьте телефон");
        assertThatThrownBy(() -> new MangoTelephony(api("another"), json).call(new CallOrder("c", "101", NUMBER)))
                .isInstanceOf(UnavailableException.class);
        assertThat(telephony().recording("rec-of-nobody")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DOWN", "SLOW", "GARBAGE"})
    void anExchangeThatMisbehavesIsAFault(Mode mode) {
        sandbox.behave("telephony", mode);

        assertThatThrownBy(() -> telephony().call(new CallOrder("c", "101", NUMBER)))
                .isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> telephony().recording("rec-1-x")).isInstanceOf(UnavailableException.class);
        assertThat(TelephonyConfiguration.health(api("sandbox")::probe, "\"users\"")
                        .health()
                        .getStatus())
                .isEqualTo(Status.DOWN);
    }

    @Test
    void healthIsUpWhileTheExchangeAnswers() {
        assertThat(TelephonyConfiguration.health(api("sandbox")::probe, "\"users\"")
                        .health()
                        .getStatus())
                .isEqualTo(Status.UP);
    }
}
