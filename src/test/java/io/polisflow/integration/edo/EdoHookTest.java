package io.polisflow.integration.edo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.integration.wire.HookRejections;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Events that come to {@code /hooks/edo}, wanted or not. */
@ExtendWith(OutputCaptureExtension.class)
class EdoHookTest {

    private static final String SECRET = "h00k-s3cr3t";
    private static final Instant NOW = Instant.parse("2026-05-01T09:00:00Z");

    private record Told(String documentId, State state, String comment, Instant at) {}

    private final List<Told> received = new ArrayList<>();
    private final SigningEvents signing = mock(SigningEvents.class);
    private final EdoEventReader reader = mock(EdoEventReader.class);
    private final MockMvc mvc = hook(SECRET);

    @ParameterizedTest
    @CsvSource({
        "signed,SIGNED",
        "SIGNED,SIGNED",
        "WithRecipientSignature,SIGNED",
        "refused,REFUSED",
        "RecipientSignatureRequestRejected,REFUSED",
        "InvalidRecipientSignature,INVALID_SIGNATURE",
        "INVALID_SIGNATURE,INVALID_SIGNATURE",
        "delivered,DELIVERED",
        "sent,SENT"
    })
    void aStateIsTakenInOurWordsAndInTheOperators(String told, State state) throws Exception {
        send("{\"messageId\":\"m\",\"documentId\":\"d\",\"status\":\"" + told + "\",\"comment\":\" Дорого \",\"x\":1}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("taken"));

        assertThat(received).containsExactly(new Told("d", state, "Дорого", NOW));
    }

    @Test
    void aRepeatIsAnsweredLikeTheFirst() throws Exception {
        for (int i = 0; i < 5; i++) {
            send("{\"messageId\":\"m\",\"documentId\":\"d\",\"status\":\"signed\",\"at\":\"2026-04-30T10:00:00Z\"}")
                    .andExpect(status().isOk());
        }
        assertThat(received).hasSize(5);
        assertThat(received.stream().distinct()).hasSize(1);
        assertThat(received.get(0).at()).isEqualTo(Instant.parse("2026-04-30T10:00:00Z"));
    }

    @Test
    void aDocumentThatNoContractHasIsAcceptedAndToldInTheLog(CapturedOutput output) throws Exception {
        send("{\"messageId\":\"m\",\"documentId\":\"foreign\",\"status\":\"signed\"}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.status").value("unknown"));

        assertThat(output).contains("foreign");
    }

    @Test
    void anEventOfAnUnknownKindIsAcceptedAndToldInTheLogAndChangesNothing(CapturedOutput output) throws Exception {
        send("{\"messageId\":\"m\",\"documentId\":\"d\",\"status\":\"perhaps\"}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.status").value("ignored"));

        assertThat(received).isEmpty();
        assertThat(output).contains("perhaps");
    }

    @Test
    void aHintWithoutAStateOnlyAsksToRead() throws Exception {
        send("{}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.status").value("reading"));

        verify(reader).nudge();
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"status\":\"signed\"}",
                "{\"messageId\":\"m\",\"documentId\":{},\"status\":\"signed\"}",
                "{\"messageId\":\"m\",\"documentId\":\"d\",\"status\":\"signed\",\"at\":\"вчера\"}",
                "{\"messageId\":\"m\",\"documentId\":\"d\",\"status\":\"signed\",\"at\":1780000000}",
                "{\"messageId\":\"m\",\"documentId\":\"d\",\"status\":\"signed\",\"at\":\"+1000000000-12-31T23:59:59Z\"}",
                "{\"messageId\":\"m\",\"documentId\":\"d\",\"status\":\"signed\",\"at\":\"-0044-03-15T12:00:00Z\"}",
                "{\"messageId\":\"m\",\"documentId\":\"d\",\"status\":\"signed\",\"comment\":{}}",
                "{\"messageId\":\"m\",\"documentId\":\"d\",\"status\":7}"
            })
    void whatIsNoEventIsRefusedInRussian(String body) throws Exception {
        send(body)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.title").isNotEmpty());
        assertThat(received).isEmpty();
    }

    @Test
    void aLongIdAndALongBodyAreRefused() throws Exception {
        send("{\"messageId\":\"m\",\"documentId\":\"" + "d".repeat(101) + "\",\"status\":\"signed\"}")
                .andExpect(status().isBadRequest());
        send("x".repeat(70_000)).andExpect(status().isPayloadTooLarge());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic h00k-s3cr3t", "h00k-s3cr3t"})
    void withoutTheTokenNothingIsTaken(String credentials, CapturedOutput output) throws Exception {
        mvc.perform(post("/hooks/edo")
                        .header("Authorization", credentials)
                        .content("{\"messageId\":\"m\",\"documentId\":\"d\",\"status\":\"signed\"}"))
                .andExpect(status().isUnauthorized());
        mvc.perform(post("/hooks/edo").content("{}")).andExpect(status().isUnauthorized());

        assertThat(received).isEmpty();
        assertThat(output).doesNotContain(SECRET);
    }

    @Test
    void withoutASetTokenEveryCallIsRefused() throws Exception {
        hook("").perform(post("/hooks/edo").header("Authorization", "Bearer ").content("{}"))
                .andExpect(status().isUnauthorized());
    }

    private ResultActions send(String body) throws Exception {
        return mvc.perform(post("/hooks/edo")
                .header("Authorization", "Bearer " + SECRET)
                .contentType("application/json")
                .content(body));
    }

    @Test
    void aHeaderThatNoneMayHoldIsRefusedForGood() throws Exception {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        Filter before = (request, response, chain) ->
                chain.doFilter(firewall.getFirewalledRequest((HttpServletRequest) request), response);
        hook(SECRET, before)
                .perform(post("/hooks/edo")
                        .header("Authorization", "a\r\nSet-Cookie: b")
                        .contentType("application/json")
                        .content("{}"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value("В заголовке запроса недопустимые знаки."));
    }

    private MockMvc hook(String token, Filter... before) {
        Duration second = Duration.ofSeconds(1);
        doAnswer(call -> {
                    received.add(new Told(
                            call.getArgument(0), call.getArgument(1), call.getArgument(2), call.getArgument(3)));
                    return !call.getArgument(0).equals("foreign");
                })
                .when(signing)
                .receive(any(), any(), any(), any());
        return MockMvcBuilders.standaloneSetup(new EdoHook(
                        signing,
                        reader,
                        new ObjectMapper(),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        DiadocTest.settings("", "", "", second, token)))
                .setControllerAdvice(new HookRejections())
                .addFilters(before)
                .build();
    }
}
