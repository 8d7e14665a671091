package io.polisflow.integration.telephony;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.State;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.crm.telephony.Telephony.CallOrder;
import io.polisflow.crm.telephony.Telephony.Recording;
import io.polisflow.fixtures.TestWire;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.boot.actuate.health.Status;

/** The Asterisk adapter: its REST calls against every documented answer, and the two telephones of a click to call. */
@Timeout(60)
class AriTest {

    private static final CallOrder ORDER = new CallOrder("c-1", "101", "+74951234567");
    private static final String EMPLOYEE = "pf-c-1-employee";
    private static final String CLIENT = "pf-c-1-client";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static WireMockServer server;

    private final ObjectMapper json = new ObjectMapper();
    private final CallInbox inbox = mock(CallInbox.class);
    private final CallRecordings recordings = mock(CallRecordings.class);
    private final Calls calls = mock(Calls.class);
    private AriTelephony telephony;
    private AriCalls followed;
    private AriCatchUp catchUp;

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
        server.stubFor(any(anyUrl()).atPriority(9).willReturn(okJson("[]")));
        telephony = new AriTelephony(api(server.baseUrl()));
        followed = new AriCalls(
                api(server.baseUrl()),
                TelephonySettings.asterisk(server.baseUrl(), PATIENCE),
                inbox,
                recordings,
                calls,
                Clock.systemUTC());
        catchUp = new AriCatchUp(api(server.baseUrl()), followed, calls, Clock.systemUTC());
    }

    private static AriApi api(String baseUrl) {
        return api(baseUrl, PATIENCE);
    }

    private static AriApi api(String baseUrl, Duration patience) {
        TelephonyProperties properties = TelephonySettings.asterisk(baseUrl, patience);
        return new AriApi(TestWire.once().to(TelephonyProperties.SYSTEM, properties.wire()), properties);
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    private void event(String type, String rest) throws Exception {
        followed.take(json.readTree(text(type, rest)));
    }

    private static String text(String type, String rest) {
        return "{\"type\":\"" + type + "\",\"timestamp\":\"2026-11-24T13:00:00.000+0300\"," + rest + "}";
    }

    private static String channel(String id) {
        return "\"channel\":{\"id\":\"" + id + "\",\"state\":\"Up\"}";
    }

    private static String lifted(String id) {
        return "\"args\":[\"101\",\"+74951234567\"]," + channel(id);
    }

    private Summary summary() {
        ArgumentCaptor<Summary> told = ArgumentCaptor.forClass(Summary.class);
        verify(inbox).summary(told.capture());
        return told.getValue();
    }

    @Test
    void aClickRingsTheEmployeeUnderAnIdOfOurs() {
        telephony.call(ORDER);

        server.verify(postRequestedFor(urlPathEqualTo("/ari/channels/" + EMPLOYEE))
                .withQueryParam("endpoint", equalTo("PJSIP/101"))
                .withQueryParam("app", equalTo("polisflow"))
                .withQueryParam("callerId", equalTo("+74951234567"))
                .withHeader("Authorization", equalTo("Basic Y3JtOmdlaGVpbQ==")));
    }

    @Test
    void aRepeatIsDoneAndAnUnknownExtensionIsRefused() {
        answers(aResponse().withStatus(409).withBody("{\"message\":\"exists\"}"));
        telephony.call(ORDER);
        answers(aResponse().withStatus(400));
        assertThatThrownBy(() -> telephony.call(ORDER))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("101");
    }

    static Stream<Arguments> badDays() {
        return Stream.of(
                arguments("401", aResponse().withStatus(401)),
                arguments("403", aResponse().withStatus(403)),
                arguments("429", aResponse().withStatus(429)),
                arguments("500", aResponse().withStatus(500)),
                arguments("503", aResponse().withStatus(503)),
                arguments("redirect", aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
                arguments("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                arguments("empty", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                arguments("truncated", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                arguments("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                arguments("silence", aResponse().withFixedDelay(3_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badDays")
    void aBadDayIsAFaultForACallAndForARecording(String name, ResponseDefinitionBuilder answer) {
        answers(answer);
        AriApi impatient = api(server.baseUrl(), Duration.ofMillis(300));
        AriTelephony telephony = new AriTelephony(impatient);

        assertThatThrownBy(() -> telephony.call(ORDER)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> telephony.recording("pf-c-1")).isInstanceOf(UnavailableException.class);
        assertThat(TelephonyConfiguration.health(impatient::info, "\"system\"")
                        .health()
                        .getStatus())
                .isEqualTo(Status.DOWN);
        server.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void megabytesForAShortAnswerAreAFault() {
        answers(aResponse().withBody(new byte[5 * 1024 * 1024]));
        assertThatThrownBy(() -> telephony.call(ORDER)).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"", "<html>", "", "[{\"id\":"})
    void aListThatCannotBeReadIsAFault(String body) {
        answers(aResponse().withBody(body.getBytes(Charset.forName("windows-1251"))));
        assertThatThrownBy(catchUp::run).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aRecordingIsFetchedWhenItIsThere() {
        answers(aResponse().withStatus(404));
        assertThat(telephony.recording("pf-c-1")).isEmpty();

        answers(aResponse().withHeader("Content-Type", "audio/wav").withBody(new byte[] {1, 2}));
        assertThat(telephony.recording("pf-c-1")).map(Recording::mediaType).isEqualTo(Optional.of("audio/wav"));
        server.verify(getRequestedFor(urlPathEqualTo("/ari/recordings/stored/pf-c-1/file")));

        answers(okJson("{}"));
        assertThatThrownBy(() -> telephony.recording("pf-c-1")).isInstanceOf(UnavailableException.class);
    }

    @Test
    void healthAsksTheExchangeWhoItIs() {
        answers(okJson("{\"system\":{\"version\":\"20\"}}"));
        assertThat(TelephonyConfiguration.health(api(server.baseUrl())::info, "\"system\"")
                        .health()
                        .getStatus())
                .isEqualTo(Status.UP);
    }

    @Test
    void bothTelephonesAreBroughtTogetherRecordedAndTheTalkIsSummedUp() throws Exception {
        event("StasisStart", lifted(EMPLOYEE));
        server.verify(postRequestedFor(urlPathEqualTo("/ari/channels/" + CLIENT))
                .withQueryParam("endpoint", equalTo("PJSIP/74951234567@trunk")));
        event("StasisStart", lifted(CLIENT));
        server.verify(postRequestedFor(urlPathEqualTo("/ari/bridges/pf-c-1")));
        server.verify(postRequestedFor(urlPathEqualTo("/ari/bridges/pf-c-1/addChannel"))
                .withQueryParam("channel", equalTo(EMPLOYEE + "," + CLIENT)));
        server.verify(postRequestedFor(urlPathEqualTo("/ari/bridges/pf-c-1/record")));

        event("ChannelDestroyed", channel(CLIENT));
        server.verify(deleteRequestedFor(urlPathEqualTo("/ari/channels/" + EMPLOYEE)));
        event("ChannelDestroyed", channel(EMPLOYEE));
        event("ChannelDestroyed", channel(EMPLOYEE));
        event("RecordingFinished", "\"recording\":{\"name\":\"pf-c-1\"}");

        assertThat(summary())
                .isEqualTo(new Summary("c-1", Direction.OUTGOING, "101", "+74951234567", NOON, NOON, NOON));
        verify(recordings).announced("pf-c-1", "c-1");
        verify(inbox)
                .step(new Step(
                        "c-1", "c-1", CLIENT, 2, State.TALKING, NOON, Direction.OUTGOING, "101", "+74951234567"));
    }

    private static final Instant NOON = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void aClientWhoDoesNotAnswerIsAMissedCall() throws Exception {
        event("StasisStart", lifted(EMPLOYEE));
        event("ChannelDestroyed", channel(CLIENT) + ",\"cause\":19");
        event("ChannelDestroyed", channel(EMPLOYEE));

        assertThat(summary().connectedAt()).isNull();
        server.verify(0, postRequestedFor(urlPathMatching("/ari/bridges/.*")));
    }

    @Test
    void aNumberThatTheTrunkRefusesIsToldAndTheEmployeeHangsUp() throws Exception {
        server.stubFor(post(urlPathEqualTo("/ari/channels/" + CLIENT))
                .willReturn(aResponse().withStatus(400)));

        event("StasisStart", lifted(EMPLOYEE));

        verify(calls).refused(eq("c-1"), any());
        server.verify(deleteRequestedFor(urlPathEqualTo("/ari/channels/" + EMPLOYEE)));
    }

    @Test
    void eventsThatOvertakeEachOtherAndRepeatAreOneCall() throws Exception {
        event("ChannelDestroyed", channel(CLIENT));
        event("StasisStart", lifted(CLIENT));
        event("StasisStart", lifted(EMPLOYEE));
        event("StasisStart", lifted(CLIENT));
        event("ChannelDestroyed", channel(EMPLOYEE));
        event("ChannelDestroyed", channel(CLIENT));
        event("ChannelDestroyed", channel(CLIENT));

        assertThat(summary())
                .isEqualTo(new Summary("c-1", Direction.OUTGOING, "101", "+74951234567", NOON, NOON, NOON));
    }
}
