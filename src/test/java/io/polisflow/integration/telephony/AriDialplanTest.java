package io.polisflow.integration.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.State;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;

/** Calls that an Asterisk's own dialplan handles: nobody clicked, we only hear of them. */
class AriDialplanTest {

    private static final Instant NOON = Instant.parse("2026-11-24T10:00:00Z");
    private static final String CALLER =
            "{\"id\":\"17.1\",\"name\":\"PJSIP/trunk-1\",\"caller\":{\"number\":\"74957654321\"}}";

    private final AriApi api = mock(AriApi.class);
    private final CallInbox inbox = mock(CallInbox.class);
    private final AriCalls followed = new AriCalls(
            api,
            TelephonySettings.asterisk("http://localhost:1", Duration.ofMillis(300)),
            inbox,
            mock(CallRecordings.class),
            mock(Calls.class),
            Clock.systemUTC());

    private void event(String type, String rest) throws Exception {
        followed.take(new ObjectMapper()
                .readTree("{\"type\":\"" + type + "\",\"timestamp\":\"2026-11-24T13:00:00.000+0300\"," + rest + "}"));
    }

    private void dial(String status, String caller, String peer, String telephone) throws Exception {
        event(
                "Dial",
                "\"dialstatus\":\"" + status + "\",\"caller\":" + caller + ",\"peer\":{\"id\":\"" + peer
                        + "\",\"name\":\"PJSIP/" + telephone + "-00000a\"}");
    }

    private void destroyed(String channel) throws Exception {
        event("ChannelDestroyed", "\"channel\":{\"id\":\"" + channel + "\"}");
    }

    private Summary summary() {
        ArgumentCaptor<Summary> told = ArgumentCaptor.forClass(Summary.class);
        verify(inbox).summary(told.capture());
        return told.getValue();
    }

    private List<Step> steps() {
        ArgumentCaptor<Step> told = ArgumentCaptor.forClass(Step.class);
        verify(inbox, atLeastOnce()).step(told.capture());
        return told.getAllValues();
    }

    private static Step at(String extension, String leg, int rank, State state) {
        return new Step("17.1", null, leg, rank, state, NOON, Direction.INCOMING, extension, "+74957654321");
    }

    @Test
    void aClientWhoIsPutThroughIsAnIncomingCall() throws Exception {
        dial("RINGING", CALLER, "17.2", "102");
        dial("ANSWER", CALLER, "17.2", "102");
        destroyed("17.2");
        destroyed("17.1");
        destroyed("17.1");

        assertThat(summary())
                .isEqualTo(new Summary("17.1", Direction.INCOMING, "102", "+74957654321", NOON, NOON, NOON));
        assertThat(steps()).startsWith(at("102", "17.2", 1, State.RINGING), at("102", "17.2", 2, State.TALKING));
        verifyNoInteractions(api);
    }

    @Test
    void aCallThatNobodyTakesIsMissed() throws Exception {
        dial("RINGING", CALLER, "17.2", "102");
        dial("NOANSWER", CALLER, "17.2", "102");
        destroyed("17.1");

        assertThat(summary().connectedAt()).isNull();
    }

    @Test
    void ofTelephonesThatRingTogetherTheOneThatIsTakenHasTheCall() throws Exception {
        dial("", CALLER, "17.2", "101");
        dial("", CALLER, "17.3", "102");
        dial("ANSWER", CALLER, "17.2", "101");
        dial("CANCEL", CALLER, "17.3", "102");
        destroyed("17.1");

        assertThat(steps())
                .contains(
                        at("101", "17.2", 1, State.RINGING),
                        at("102", "17.3", 1, State.RINGING),
                        at("101", "17.2", 2, State.TALKING),
                        at("102", "17.3", 9, State.OVER));
        assertThat(summary().extension()).isEqualTo("101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BUSY", "NOANSWER", "CANCEL", "CONGESTION", "CHANUNAVAIL", "DONTCALL", "INVALIDARGS"})
    void aTelephoneThatWasNotTakenRingsNoLonger(String status) throws Exception {
        dial("RINGING", CALLER, "17.2", "101");
        dial(status, CALLER, "17.2", "101");

        assertThat(steps()).endsWith(at("101", "17.2", 9, State.OVER));
        verify(inbox, never()).summary(any());
    }

    @Test
    void whoHangsUpBeforeTheCallGoesElsewhereIsNoLongerTalkingToIt() throws Exception {
        dial("ANSWER", CALLER, "17.2", "101");
        destroyed("17.2");
        destroyed("17.2");
        destroyed("99.9");

        assertThat(steps()).endsWith(at(null, "17.2", 9, State.OVER)).hasSize(2);
        dial("ANSWER", CALLER, "17.3", "102");
        destroyed("17.1");
        assertThat(summary().extension()).isEqualTo("102");
    }

    @Test
    void whatAnEmployeeDialsByHandIsOutgoing() throws Exception {
        String employee = "{\"id\":\"18.1\",\"name\":\"PJSIP/101-1\",\"caller\":{\"number\":\"101\"},"
                + "\"dialplan\":{\"exten\":\"84957654321\"}}";
        dial("ANSWER", employee, "18.2", "trunk");
        destroyed("18.1");

        assertThat(steps())
                .containsExactly(
                        new Step(
                                "18.1",
                                null,
                                "18.2",
                                2,
                                State.TALKING,
                                NOON,
                                Direction.OUTGOING,
                                "101",
                                "+74957654321"),
                        new Step("18.1", null, "18.1", 9, State.OVER, NOON, Direction.OUTGOING, "101", "+74957654321"));
        assertThat(summary())
                .isEqualTo(new Summary("18.1", Direction.OUTGOING, "101", "+74957654321", NOON, NOON, NOON));
    }

    @Test
    void employeesAmongThemselvesAreNoClients() throws Exception {
        String employee = "{\"id\":\"18.1\",\"name\":\"PJSIP/101-1\",\"caller\":{\"number\":\"101\"},"
                + "\"dialplan\":{\"exten\":\"102\"}}";
        dial("RINGING", employee, "18.2", "102");

        assertThat(steps()).singleElement().extracting(Step::direction).isEqualTo(Direction.INTERNAL);
    }
}
