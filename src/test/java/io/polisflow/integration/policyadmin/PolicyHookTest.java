package io.polisflow.integration.policyadmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.exchange.ReceivedEvents;
import io.polisflow.crm.policy.PolicyAdministration.Answer;
import io.polisflow.crm.policy.PolicyChanges;
import io.polisflow.crm.policy.PolicyOrders;
import io.polisflow.fixtures.PublishedContract;
import io.polisflow.integration.wire.HookRejections;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Events that come to {@code /hooks/policy}, wanted or not. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyHookTest {

    private static final PublishedContract CONTRACT = PublishedContract.of("policy-administration.yaml");
    private static final String SECRET = "h00k-s3cr3t";
    private static final LocalDate START = LocalDate.of(2026, 6, 1);
    private static final LocalDate END = LocalDate.of(2027, 5, 31);

    /** An application started by an earlier test may have made the log terser. */
    @BeforeAll
    static void tellAll() {
        LoggingSystem.get(PolicyHookTest.class.getClassLoader()).setLogLevel(PolicyHook.class.getName(), LogLevel.INFO);
    }

    private final List<Answer> received = new ArrayList<>();
    private final PolicyOrders orders = mock(PolicyOrders.class);
    private final PolicyChanges news = mock(PolicyChanges.class);
    private final ReceivedEvents events = mock(ReceivedEvents.class);
    private final MockMvc mvc = hook(SECRET);

    @Test
    void anIssuedPolicyReachesItsOrderHoweverOftenItIsTold() throws Exception {
        for (int i = 0; i < 5; i++) {
            send("{\"eventId\":\"e\",\"type\":\"policy.issued\",\"idempotencyKey\":\"k\",\"policyNumber\":\"PF-1\","
                            + "\"startsOn\":\"2026-06-01\",\"endsOn\":\"2027-05-31\",\"x\":{}}")
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.status").value("taken"));
        }
        assertThat(received).containsExactly(new Answer.Issued("PF-1", START, END));
        verify(orders, times(1)).told("k", new Answer.Issued("PF-1", START, END));
    }

    @Test
    void anEventOfATypeThatIsNotKnownYetIsLeftAlone(CapturedOutput output) throws Exception {
        send("{\"eventId\":\"e1\",\"type\":\"policy.reinsured\",\"policyNumber\":\"PF-1\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("ignored"));
        assertThat(output).contains("policy.reinsured");
        verifyNoInteractions(news, orders);
    }

    @Test
    void whatIsFarTooLargeIsRefusedUnread() throws Exception {
        send("{\"type\":\"" + "x".repeat(70_000) + "\"}").andExpect(status().isPayloadTooLarge());
    }

    @Test
    void aRefusalReachesItsOrder() throws Exception {
        send("{\"eventId\":\"e1\",\"type\":\"policy.refused\",\"idempotencyKey\":\"k\",\"reason\":\" Нет осмотра. \"}")
                .andExpect(status().isOk());
        assertThat(received).containsExactly(new Answer.Refused("Нет осмотра."));
    }

    @Test
    void anOrderThatIsNotOursIsAcceptedAndToldInTheLog(CapturedOutput output) throws Exception {
        send("{\"eventId\":\"e1\",\"type\":\"policy.refused\",\"idempotencyKey\":\"foreign\",\"reason\":\"Нет.\"}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.status").value("unknown"));
        assertThat(output).contains("foreign");
    }

    @Test
    void aChangeAndACancellationReachThePolicy() throws Exception {
        when(news.termChanged(any(), any(), any())).thenReturn(true);
        when(news.cancelled(any(), any(), any())).thenReturn(true);
        send("{\"eventId\":\"e1\",\"type\":\"policy.changed\",\"policyNumber\":\"PF-1\",\"startsOn\":\"2026-06-01\",\"endsOn\":\"2027-05-31\"}")
                .andExpect(status().isOk());
        send("{\"eventId\":\"e2\",\"type\":\"policy.cancelled\",\"policyNumber\":\"PF-1\",\"cancelledOn\":\"2026-06-01\"}")
                .andExpect(status().isOk());
        verify(news, times(1)).termChanged("PF-1", START, END);
        verify(news, times(1)).cancelled("PF-1", START, null);
    }

    @Test
    void newsOfAPolicyThatIsNotKnownYetAreKept() throws Exception {
        String event =
                "{\"eventId\":\"e1\",\"type\":\"policy.cancelled\",\"policyNumber\":\"PF-9\",\"cancelledOn\":\"2026-06-01\","
                        + "\"reason\":\"Продажа\"}";
        send(event)
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.status").value("kept"));
        send(event).andExpect(status().isOk());

        verify(news, times(1)).cancelled("PF-9", START, "Продажа");
    }

    @Test
    void aChangeThatComesAfterTheCancellationIsNotAskedForAgain(CapturedOutput output) throws Exception {
        doThrow(new RefusedException(null, "Полис PF-1 уже расторгнут"))
                .when(news)
                .termChanged("PF-1", START, END);

        send("{\"eventId\":\"e1\",\"type\":\"policy.changed\",\"policyNumber\":\"PF-1\",\"startsOn\":\"2026-06-01\",\"endsOn\":\"2027-05-31\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("ignored"));
        assertThat(output).contains("уже расторгнут");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"type\":\"policy.refused\",\"idempotencyKey\":\"k\",\"reason\":\"Нет.\"}",
                "{\"eventId\":\"\",\"type\":\"policy.refused\",\"idempotencyKey\":\"k\",\"reason\":\"Нет.\"}",
                "{\"eventId\":7,\"type\":\"policy.refused\",\"idempotencyKey\":\"k\",\"reason\":\"Нет.\"}",
                "{\"eventId\":\"e1\",\"type\":\"policy.issued\",\"idempotencyKey\":\"k\",\"policyNumber\":\"PF-1\"}",
                "{\"eventId\":\"e1\",\"type\":\"policy.issued\",\"idempotencyKey\":\"k\",\"policyNumber\":\"\",\"startsOn\":\"2026-06-01\",\"endsOn\":\"2027-05-31\"}",
                "{\"eventId\":\"e1\",\"type\":\"policy.changed\",\"policyNumber\":\"PF-1\",\"startsOn\":\"2026-06-01\",\"endsOn\":\"2026-05-31\"}",
                "{\"eventId\":\"e1\",\"type\":\"policy.cancelled\",\"policyNumber\":\"PF-1\",\"cancelledOn\":\"завтра\"}",
                "{\"eventId\":\"e1\",\"type\":\"policy.cancelled\",\"policyNumber\":\"PF-1\",\"cancelledOn\":\"+999999999-12-31\"}",
                "{\"eventId\":\"e1\",\"type\":\"policy.cancelled\",\"policyNumber\":\"PF-1\",\"cancelledOn\":\"2026-06-01\",\"reason\":7}",
                "{\"eventId\":\"e1\",\"type\":\"policy.issued\",\"idempotencyKey\":\"k\",\"policyNumber\":\"PF-1\",\"startsOn\":\"-0044-03-15\",\"endsOn\":\"2027-05-31\"}",
                "{\"eventId\":\"e1\",\"type\":\"policy.refused\",\"idempotencyKey\":\"k\"}"
            })
    void whatIsNoEventIsRefusedInRussian(String body) throws Exception {
        send(body)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.detail").isNotEmpty());
        assertThat(received).isEmpty();
        verifyNoInteractions(news);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "h00k-s3cr3t"})
    void withoutTheTokenNothingIsTaken(String credentials, CapturedOutput output) throws Exception {
        mvc.perform(
                        post("/hooks/policy")
                                .header("Authorization", credentials)
                                .content(
                                        "{\"eventId\":\"e1\",\"type\":\"policy.refused\",\"idempotencyKey\":\"k\",\"reason\":\"Нет.\"}"))
                .andExpect(status().isUnauthorized());
        hook("").perform(
                        post("/hooks/policy").header("Authorization", "Bearer ").content("{}"))
                .andExpect(status().isUnauthorized());

        assertThat(received).isEmpty();
        assertThat(output).doesNotContain(SECRET);
    }

    /** Whatever is answered is described by the published contract. */
    private ResultActions send(String body) throws Exception {
        ResultActions answer = mvc.perform(post("/hooks/policy")
                .header("Authorization", "Bearer " + SECRET)
                .contentType("application/json")
                .content(body));
        MockHttpServletResponse response = answer.andReturn().getResponse();
        JsonNode described = CONTRACT.document()
                .at("/webhooks/policyEvent/post/responses")
                .path(String.valueOf(response.getStatus()));
        assertThat(described.isMissingNode())
                .as("status %s", response.getStatus())
                .isFalse();
        String schema = response.getStatus() < 300 ? "Receipt" : "Problem";
        assertThat(CONTRACT.breaches(schema, response.getContentAsString(StandardCharsets.UTF_8)))
                .isEmpty();
        return answer;
    }

    @Test
    void theIdOfAnEventIsNoLongerThanTheContractAllows() throws Exception {
        String event = "{\"eventId\":\"%s\",\"type\":\"policy.refused\",\"idempotencyKey\":\"k\",\"reason\":\"Нет.\"}";
        send(event.formatted("e".repeat(100))).andExpect(status().isOk());
        send(event.formatted("e".repeat(101)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(org.hamcrest.Matchers.containsString("eventId")));
    }

    private MockMvc hook(String token) {
        doAnswer(call -> {
                    received.add(call.getArgument(1));
                    return !call.getArgument(0).equals("foreign");
                })
                .when(orders)
                .told(any(), any());
        Set<String> known = new HashSet<>();
        when(events.first(any(), any())).thenAnswer(call -> known.add(call.getArgument(1)));
        PlatformTransactionManager manager = mock(PlatformTransactionManager.class);
        when(manager.getTransaction(any())).thenReturn(new SimpleTransactionStatus());
        Duration second = Duration.ofSeconds(1);
        return MockMvcBuilders.standaloneSetup(new PolicyHook(
                        news,
                        orders,
                        events,
                        new TransactionTemplate(manager),
                        new ObjectMapper(),
                        new PolicyAdminProperties("", "", token, second, second)))
                .setControllerAdvice(new HookRejections())
                .build();
    }
}
