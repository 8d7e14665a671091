package io.polisflow.integration.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallInbox.Step;
import io.polisflow.crm.telephony.CallInbox.Summary;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.crm.telephony.CallRecord.State;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.integration.wire.HookInbox;
import io.polisflow.integration.wire.HookRejections;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Events that come to {@code /hooks/telephony}, wanted or not. */
class TelephonyHookTest {

    private static final Instant AT = Instant.ofEpochSecond(1_780_000_000);
    private static final String OWN_LEG =
            """
            {"entry_id":"e1","call_id":"c1","timestamp":1780000000,"seq":2,"call_state":"Connected","location":"abonent",
             "from":{"number":"74950000000"},"to":{"extension":"101","number":"sip:101@x"},"command_id":"cmd","x":{}}""";
    private static final String CLIENT_LEG =
            """
            {"entry_id":"e1","call_id":"c2","timestamp":1780000000,"seq":2,"call_state":"Connected","location":"abonent",
             "from":{"extension":"101","number":"sip:101@x"},"to":{"number":"74951234567"},"command_id":"cmd"}""";
    private static final String INCOMING =
            """
            {"entry_id":"e2","call_id":"c3","timestamp":"1780000000","seq":1,"call_state":"Appeared","location":"ivr",
             "from":{"number":"74951234567"},"to":{"number":"74950000000","line_number":"74950000000"}}""";
    private static final String SUMMARY =
            """
            {"entry_id":"e1","call_direction":2,"from":{"extension":"101"},"to":{"number":"74951234567"},
             "line_number":"74950000000","create_time":1780000000,"forward_time":1780000001,"talk_time":1780000010,
             "end_time":1780000070,"entry_result":1,"disconnect_reason":1110}""";

    private final CallInbox inbox = mock(CallInbox.class);
    private final CallRecordings recordings = mock(CallRecordings.class);
    private final Calls calls = mock(Calls.class);
    private final HookInbox accepting = mock(HookInbox.class);
    private final MangoSign sign = new MangoSign("our-key", "our-salt");
    private final MockMvc mvc = hook("our-key", "our-salt");

    private MockMvc hook(String key, String salt) {
        TelephonyProperties properties =
                TelephonySettings.mango("", key, salt, Duration.ofSeconds(1), Duration.ofSeconds(1));
        MangoWork work = new MangoWork(inbox, recordings, calls, new ObjectMapper());
        doAnswer(accepted -> {
                    work.work(accepted.getArgument(2), accepted.getArgument(3));
                    return null;
                })
                .when(accepting)
                .accept(any(), eq("telephony"), anyString(), anyString());
        return MockMvcBuilders.standaloneSetup(new TelephonyHook(accepting, work, properties))
                .setControllerAdvice(new HookRejections())
                .build();
    }

    private ResultActions send(String path, String json) throws Exception {
        return send(mvc, path, "our-key", sign.of(json), json);
    }

    private static ResultActions send(MockMvc mvc, String path, String key, String sign, String json) throws Exception {
        return raw(mvc, path, "vpbx_api_key=" + encoded(key) + "&sign=" + encoded(sign) + "&json=" + encoded(json));
    }

    private static ResultActions raw(MockMvc mvc, String path, String body) throws Exception {
        return mvc.perform(post("/hooks/telephony" + path)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .content(body));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void theLegsOfAnOrderedCallAreTold() throws Exception {
        for (int i = 0; i < 5; i++) {
            send("/events/call", CLIENT_LEG).andExpect(status().isOk());
        }
        send("/events/call", OWN_LEG).andExpect(status().isOk());

        verify(inbox, times(5))
                .step(new Step("e1", "cmd", "c2", 2, State.TALKING, AT, Direction.OUTGOING, "101", "+74951234567"));
        // The employee has picked up, the client has not.
        verify(inbox).step(new Step("e1", "cmd", "c1", 2, State.RINGING, AT, Direction.OUTGOING, "101", null));
    }

    @Test
    void anIncomingCallIsTold() throws Exception {
        send("/events/call", INCOMING).andExpect(status().isOk());
        send("/events/call", INCOMING.replace("Appeared", "Connected").replace("\"seq\":1", "\"seq\":2"));
        send("/events/call", INCOMING.replace("Appeared", "OnHold").replace("ivr", "abonent"));
        send("/events/call", INCOMING.replace("Appeared", "Disconnected"));

        Step ringing = new Step("e2", null, "c3", 1, State.RINGING, AT, Direction.INCOMING, null, "+74951234567");
        verify(inbox).step(ringing);
        // The menu has picked up, no person.
        verify(inbox).step(new Step("e2", null, "c3", 2, State.RINGING, AT, Direction.INCOMING, null, "+74951234567"));
        verify(inbox).step(new Step("e2", null, "c3", 1, State.TALKING, AT, Direction.INCOMING, null, "+74951234567"));
        verify(inbox).step(new Step("e2", null, "c3", 1, State.OVER, AT, Direction.INCOMING, null, "+74951234567"));
    }

    @Test
    void aSummaryIsTold() throws Exception {
        send("/events/summary", SUMMARY).andExpect(status().isOk());
        send("/events/summary", SUMMARY.replace("\"entry_result\":1", "\"entry_result\":0"))
                .andExpect(status().isOk());

        verify(inbox)
                .summary(new Summary(
                        "e1", Direction.OUTGOING, "101", "+74951234567", AT, AT.plusSeconds(10), AT.plusSeconds(70)));
        verify(inbox)
                .summary(new Summary("e1", Direction.OUTGOING, "101", "+74951234567", AT, null, AT.plusSeconds(70)));
    }

    @Test
    void onlyAFinishedRecordingIsAnnounced() throws Exception {
        String event =
                "{\"recording_id\":\"r1\",\"recording_state\":\"%s\",\"seq\":1,\"entry_id\":\"e1\",\"call_id\":\"c\"}";
        send("/events/recording", event.formatted("Started")).andExpect(status().isOk());
        verifyNoInteractions(recordings, accepting);
        send("/events/recording", event.formatted("Completed")).andExpect(status().isOk());
        verify(recordings).announced("r1", "e1");
        send("/events/recording", event.formatted("Lost")).andExpect(status().isBadRequest());
    }

    @Test
    void onlyARefusedCommandIsTold() throws Exception {
        send("/result/callback", "{\"command_id\":\"cmd\",\"result\":1000}").andExpect(status().isOk());
        verifyNoInteractions(calls, accepting);
        send("/result/callback", "{\"command_id\":\"cmd\",\"result\":3200}").andExpect(status().isOk());
        verify(calls).refused("cmd", MangoCodes.message(3200));
    }

    @Test
    void aWrongSignatureIsTurnedAwayUnread() throws Exception {
        for (String[] bad : new String[][] {
            {"our-key", sign.of(SUMMARY + " ")},
            {"our-key", ""},
            {"their-key", sign.of(SUMMARY)},
            {"", sign.of(SUMMARY)},
            {"our-key", new MangoSign("our-key", "").of(SUMMARY)}
        }) {
            send(mvc, "/events/summary", bad[0], bad[1], SUMMARY)
                    .andExpect(status().isUnauthorized())
                    .andExpect(jsonPath("$.detail").value("Ключ или подпись не подходят."));
        }
        raw(mvc, "/events/call", "").andExpect(status().isUnauthorized());
        raw(mvc, "/events/call", "{\"entry_id\":1}").andExpect(status().isUnauthorized());
        // Without key and salt of ours nobody is let in, whatever they sign.
        MockMvc open = hook("", "");
        send(open, "/events/summary", "", new MangoSign("", "").of(SUMMARY), SUMMARY)
                .andExpect(status().isUnauthorized());
        verifyNoInteractions(inbox, accepting);
        send(mvc, "/events/summary", "our-key", sign.of(SUMMARY).toUpperCase(java.util.Locale.ROOT), SUMMARY)
                .andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "1", "{}{}", "\"text\""})
    void whatIsNoObjectIsSaidSo(String json) throws Exception {
        send("/events/call", json)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value("json: нужен объект JSON."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"entry_id\":\"e1\",|''|entry_id",
                "\"entry_id\":\"e1\"|\"entry_id\":{}|entry_id",
                "\"e1\"|\"\\u0000 \"|entry_id",
                "\"call_id\":\"c2\"|\"call_id\":null|call_id",
                "1780000000|-1|timestamp",
                "1780000000|99999999999|timestamp",
                "1780000000|0|timestamp",
                "1780000000|\"вчера\"|timestamp",
                "\"seq\":2|\"seq\":1.5|seq",
                "\"seq\":2|\"seq\":3000000000|seq",
                "\"seq\":2|\"seq\":99999999999999999999|seq",
                "Connected|Exploded|call_state",
                "{\"number\":\"74951234567\"}|[]|to",
                "74951234567|123456789012345678901234567890123456789012345|number"
            })
    void aFieldThatCannotBeReadIsNamed(String part, String instead, String field) throws Exception {
        send("/events/call", CLIENT_LEG.replace(part, instead))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString(field)));
        verifyNoInteractions(accepting);
    }

    @Test
    void aSummaryOfNoDirectionIsNamed() throws Exception {
        send("/events/summary", SUMMARY.replace("\"call_direction\":2", "\"call_direction\":7"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("call_direction")));
    }

    @Test
    void aBodyThatIsNoFormOrTooLargeIsNotTaken() throws Exception {
        raw(mvc, "/events/call", "json=%zz").andExpect(status().isBadRequest());
        raw(mvc, "/events/call", "json=" + "x".repeat(70_000)).andExpect(status().isPayloadTooLarge());
        assertThat(send("/events/call", "{").andReturn().getResponse().getContentType())
                .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        raw(mvc, "/events/call", "a=%E0%A4%A").andExpect(content().string(containsString("форма")));
    }
}
