package io.polisflow.integration.telephony;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.State;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.crm.telephony.Calls.Ordered;
import io.polisflow.crm.telephony.Calls.RunningCall;
import io.polisflow.fixtures.TestWire;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that began, went on or ended while nobody heard the exchange's events: during a break, or between two lives of ours. */
class AriCatchUpTest {

    private static final Instant BEFORE = Instant.parse("2026-11-24T09:50:00Z");
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final String EMPLOYEE = "pf-c-1-employee";
    private static final String CLIENT = "pf-c-1-client";
    private static final String NUMBER = "+74951234567";

    private static WireMockServer server;

    private final CallInbox inbox = mock(CallInbox.class);
    private final CallRecordings recordings = mock(CallRecordings.class);
    private final Calls calls = mock(Calls.class);
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
    void nothingIsThere() {
        server.resetAll();
        server.stubFor(any(anyUrl()).atPriority(9).willReturn(okJson("[]")));
        TelephonyProperties properties = TelephonySettings.asterisk(server.baseUrl(), Duration.ofSeconds(20));
        AriApi api = new AriApi(TestWire.once().to(TelephonyProperties.SYSTEM, properties.wire()), properties);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        followed = new AriCalls(api, properties, inbox, recordings, calls, clock);
        catchUp = new AriCatchUp(api, followed, calls, clock);
    }

    private static void channels(String... channels) {
        server.stubFor(get(urlPathEqualTo("/ari/channels")).willReturn(okJson("[" + String.join(",", channels) + "]")));
    }

    private static String up(String id) {
        return "{\"id\":\"" + id + "\",\"name\":\"PJSIP/x-1\",\"state\":\"Up\"}";
    }

    private void event(String type, String rest) throws Exception {
        followed.take(new ObjectMapper()
                .readTree("{\"type\":\"" + type + "\",\"timestamp\":\"2026-11-24T12:50:00.000+0300\"," + rest + "}"));
    }

    private static String lifted(String id) {
        return "\"args\":[\"101\",\"" + NUMBER + "\"],\"channel\":" + up(id);
    }

    private void wasOrdered() {
        when(calls.unheard("c-1")).thenReturn(Optional.of(new Ordered("c-1", "101", NUMBER, BEFORE)));
    }

    private void hadBegun(Direction direction, String entry, Instant connectedAt) {
        when(calls.running())
                .thenReturn(List.of(new RunningCall(entry, direction, "101", NUMBER, BEFORE, connectedAt)));
    }

    private static Step talking(String entry, String command, String leg, Instant at, Direction direction) {
        return new Step(entry, command, leg, 2, State.TALKING, at, direction, "101", NUMBER);
    }

    @Test
    void aTalkThatEndedUnheardIsSummedUp() throws Exception {
        event("StasisStart", lifted(EMPLOYEE));
        event("StasisStart", lifted(CLIENT));

        catchUp.run();
        catchUp.run();

        verify(inbox).summary(new Summary("c-1", Direction.OUTGOING, "101", NUMBER, BEFORE, BEFORE, NOW));
    }

    @Test
    void anEmployeeWhoLiftedUnheardIsPutThrough() {
        wasOrdered();
        channels(up(EMPLOYEE));

        catchUp.run();

        server.verify(postRequestedFor(urlPathEqualTo("/ari/channels/" + CLIENT))
                .withQueryParam("endpoint", equalTo("PJSIP/74951234567@trunk")));
        verify(inbox).step(talking("c-1", "c-1", EMPLOYEE, NOW, Direction.OUTGOING));
    }

    @Test
    void aClientWhoLiftedUnheardIsBroughtTogetherWithTheEmployee() throws Exception {
        event("StasisStart", lifted(EMPLOYEE));
        channels(up(EMPLOYEE), up(CLIENT));

        catchUp.run();
        catchUp.run();

        server.verify(1, postRequestedFor(urlPathEqualTo("/ari/bridges/pf-c-1/addChannel")));
        verify(inbox).step(talking("c-1", "c-1", CLIENT, NOW, Direction.OUTGOING));
        verify(inbox, never()).summary(any());
    }

    @Test
    void afterARestartATalkGoesOnAndIsSummedUpWhenItIsOver() throws Exception {
        hadBegun(Direction.OUTGOING, "c-1", BEFORE);
        channels(up(EMPLOYEE), up(CLIENT));
        catchUp.run();
        verify(inbox, never()).summary(any());
        server.verify(0, postRequestedFor(urlPathEqualTo("/ari/bridges/pf-c-1")));

        event("ChannelDestroyed", "\"channel\":" + up(CLIENT));
        server.verify(deleteRequestedFor(urlPathEqualTo("/ari/channels/" + EMPLOYEE)));
        event("ChannelDestroyed", "\"channel\":" + up(EMPLOYEE));
        verify(inbox).summary(new Summary("c-1", Direction.OUTGOING, "101", NUMBER, BEFORE, BEFORE, BEFORE));
    }

    @Test
    void callsThatEndedBetweenTwoLivesAreSummedUp() {
        hadBegun(Direction.OUTGOING, "c-1", null);
        catchUp.run();
        verify(inbox).summary(new Summary("c-1", Direction.OUTGOING, "101", NUMBER, BEFORE, null, NOW));

        hadBegun(Direction.INCOMING, "17.1", BEFORE);
        catchUp.run();
        verify(inbox).summary(new Summary("17.1", Direction.INCOMING, "101", NUMBER, BEFORE, BEFORE, NOW));
    }

    @Test
    void afterARestartAClientWhoWasNotCalledYetIsCalled() {
        hadBegun(Direction.OUTGOING, "c-1", null);
        channels(up(EMPLOYEE));

        catchUp.run();

        server.verify(1, postRequestedFor(urlPathEqualTo("/ari/channels/" + CLIENT)));
    }

    @Test
    void whoWasPutThroughUnheardIsSeenAndTheirCallIsSummedUp() throws Exception {
        channels(
                "{\"id\":\"17.1\",\"name\":\"PJSIP/trunk-1\",\"state\":\"Up\",\"caller\":{\"number\":\"74951234567\"}}",
                "{\"id\":\"17.2\",\"name\":\"PJSIP/101-2\",\"state\":\"Up\",\"caller\":{\"number\":\"101\"},"
                        + "\"connected\":{\"number\":\"74951234567\"},\"creationtime\":\"2026-11-24T12:50:00.000+0300\"}",
                "{\"id\":\"18.1\",\"name\":\"PJSIP/102-1\",\"state\":\"Up\",\"caller\":{\"number\":\"102\"},"
                        + "\"connected\":{\"number\":\"103\"}}",
                "{\"id\":\"18.2\",\"name\":\"PJSIP/103-1\",\"state\":\"Up\",\"caller\":{\"number\":\"103\"},"
                        + "\"connected\":{\"number\":\"102\"}}");

        catchUp.run();
        catchUp.run();

        verify(inbox).step(talking("17.1", null, "17.2", BEFORE, Direction.INCOMING));
        assertThat(followed.running()).containsOnlyKeys("17.1");
        event("ChannelDestroyed", "\"channel\":" + up("17.1"));
        verify(inbox).summary(new Summary("17.1", Direction.INCOMING, "101", NUMBER, BEFORE, BEFORE, BEFORE));
    }

    @Test
    void whomAnEmployeeHadDialledByHandUnheardIsNoCaller() {
        channels(
                "{\"id\":\"17.1\",\"name\":\"PJSIP/101-2\",\"state\":\"Up\",\"caller\":{\"number\":\"101\"},"
                        + "\"dialplan\":{\"exten\":\"84951234567\"},"
                        + "\"connected\":{\"number\":\"74951234567\"},\"creationtime\":\"2026-11-24T12:50:00.000+0300\"}",
                "{\"id\":\"17.2\",\"name\":\"PJSIP/trunk-1\",\"state\":\"Up\",\"caller\":{\"number\":\"74951234567\"},"
                        + "\"creationtime\":\"2026-11-24T12:50:01.000+0300\"}");

        catchUp.run();
        catchUp.run();

        verify(inbox).step(talking("17.1", null, "17.2", BEFORE, Direction.OUTGOING));
        assertThat(followed.running()).containsOnlyKeys("17.1");
    }

    @Test
    void afterARestartACallDialledByHandGoesOn() throws Exception {
        hadBegun(Direction.OUTGOING, "17.1", BEFORE);
        channels(up("17.1"));

        catchUp.run();
        verify(inbox, never()).summary(any());
        event("ChannelDestroyed", "\"channel\":" + up("17.1"));

        verify(inbox).summary(new Summary("17.1", Direction.OUTGOING, "101", NUMBER, BEFORE, BEFORE, BEFORE));
        server.verify(0, deleteRequestedFor(urlPathEqualTo("/ari/channels/17.1")));
    }

    @Test
    void aTalkOfWhichOnlyTheRecordingIsLeftBecomesACall() {
        wasOrdered();
        when(recordings.announced("pf-c-1", "c-1")).thenReturn(true, false);
        server.stubFor(get(urlPathEqualTo("/ari/recordings/stored"))
                .willReturn(okJson("[{\"name\":\"pf-c-1\"},{\"name\":\"voicemail\"}]")));

        catchUp.run();
        catchUp.run();

        verify(inbox).step(talking("c-1", "c-1", CLIENT, BEFORE, Direction.OUTGOING));
        verify(inbox).step(new Step("c-1", "c-1", CLIENT, 9, State.OVER, NOW, Direction.OUTGOING, "101", NUMBER));
    }
}
