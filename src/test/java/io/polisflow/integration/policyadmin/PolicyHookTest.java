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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.exchange.ReceivedEvents;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.PolicyAdministration.Answer;
import io.polisflow.crm.policy.PolicyOrders;
import io.polisflow.integration.wire.HookRejections;
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
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Events that come to {@code /hooks/policy}, wanted or not. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyHookTest {

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
    private final Policies policies = mock(Policies.class);
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
        send("{\"type\":\"policy.reinsured\",\"policyNumber\":\"PF-1\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("ignored"));
        assertThat(output).contains("policy.reinsured");
        verifyNoInteractions(policies, orders);
    }

    @Test
    void whatIsFarTooLargeIsRefusedUnread() throws Exception {
        send("{\"type\":\"" + "x".repeat(70_000) + "\"}").andExpect(status().isPayloadTooLarge());
    }

    @Test
    void aRefusalReachesItsOrder() throws Exception {
        send("{\"type\":\"policy.refused\",\"idempotencyKey\":\"k\",\"reason\":\" Нет осмотра. \"}")
                .andExpect(status().isOk());
        assertThat(received).containsExactly(new Answer.Refused("Нет осмотра."));
    }

    @Test
    void anOrderThatIsNotOursIsAcceptedAndToldInTheLog(CapturedOutput output) throws Exception {
        send("{\"type\":\"policy.refused\",\"idempotencyKey\":\"foreign\",\"reason\":\"Нет.\"}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.status").value("unknown"));
        assertThat(output).contains("foreign");
    }

    @Test
    void aChangeAndACancellationReachThePolicy() throws Exception {
        send("{\"type\":\"policy.changed\",\"policyNumber\":\"PF-1\",\"startsOn\":\"2026-06-01\",\"endsOn\":\"2027-05-31\"}")
                .andExpect(status().isOk());
        send("{\"type\":\"policy.cancelled\",\"policyNumber\":\"PF-1\",\"cancelledOn\":\"2026-06-01\"}")
                .andExpect(status().isOk());
        verify(policies, times(1)).changeTerm("PF-1", START, END);
        verify(policies, times(1)).cancel("PF-1", START, null);
    }

    @Test
    void aPolicyThatIsNotOursIsAccepted() throws Exception {
        doThrow(new RefusedException("policyNumber", "нет такого"))
                .when(policies)
                .cancel("PF-9", START, "Продажа");

        send("{\"type\":\"policy.cancelled\",\"policyNumber\":\"PF-9\",\"cancelledOn\":\"2026-06-01\",\"reason\":\"Продажа\"}")
                .andExpect(status().isAccepted());
    }

    @Test
    void aChangeThatComesAfterTheCancellationIsNotAskedForAgain(CapturedOutput output) throws Exception {
        doThrow(new RefusedException(null, "Полис PF-1 уже расторгнут"))
                .when(policies)
                .changeTerm("PF-1", START, END);

        send("{\"type\":\"policy.changed\",\"policyNumber\":\"PF-1\",\"startsOn\":\"2026-06-01\",\"endsOn\":\"2027-05-31\"}")
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
                "{\"type\":\"policy.issued\",\"idempotencyKey\":\"k\",\"policyNumber\":\"PF-1\"}",
                "{\"type\":\"policy.issued\",\"idempotencyKey\":\"k\",\"policyNumber\":\"\",\"startsOn\":\"2026-06-01\",\"endsOn\":\"2027-05-31\"}",
                "{\"type\":\"policy.changed\",\"policyNumber\":\"PF-1\",\"startsOn\":\"2026-06-01\",\"endsOn\":\"2026-05-31\"}",
                "{\"type\":\"policy.cancelled\",\"policyNumber\":\"PF-1\",\"cancelledOn\":\"завтра\"}",
                "{\"type\":\"policy.refused\",\"idempotencyKey\":\"k\"}"
            })
    void whatIsNoEventIsRefusedInRussian(String body) throws Exception {
        send(body)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.detail").isNotEmpty());
        assertThat(received).isEmpty();
        verifyNoInteractions(policies);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "h00k-s3cr3t"})
    void withoutTheTokenNothingIsTaken(String credentials, CapturedOutput output) throws Exception {
        mvc.perform(post("/hooks/policy")
                        .header("Authorization", credentials)
                        .content("{\"type\":\"policy.refused\",\"idempotencyKey\":\"k\",\"reason\":\"Нет.\"}"))
                .andExpect(status().isUnauthorized());
        hook("").perform(
                        post("/hooks/policy").header("Authorization", "Bearer ").content("{}"))
                .andExpect(status().isUnauthorized());

        assertThat(received).isEmpty();
        assertThat(output).doesNotContain(SECRET);
    }

    private ResultActions send(String body) throws Exception {
        return mvc.perform(post("/hooks/policy")
                .header("Authorization", "Bearer " + SECRET)
                .contentType("application/json")
                .content(body));
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
                        policies,
                        orders,
                        events,
                        new TransactionTemplate(manager),
                        new ObjectMapper(),
                        new PolicyAdminProperties("", "", token, second, second)))
                .setControllerAdvice(new HookRejections())
                .build();
    }
}
