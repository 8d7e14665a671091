package io.polisflow.integration.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.Timer;
import io.polisflow.crm.exchange.AcceptedEvents;
import io.polisflow.crm.exchange.Exchange;
import io.polisflow.crm.exchange.Exchange.Direction;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.fixtures.TestWire;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What becomes of an event on its way in: kept under its deal, counted, or only counted. */
class HookJournalTest {

    private static final String EVENT = "{\"eventId\":\"e-1\",\"reason\":\"Позвоните: +7 916 123-45-67\"}";

    private final TestWire wire = new TestWire();
    private final HookJournal journal = new HookJournal(wire.recorder());
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @AfterEach
    void nothingIsCarriedOn() {
        assertThat(Subject.current()).isNull();
    }

    private void post(String path, FilterChain chain) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setContentType("application/json");
        request.setContent(EVENT.getBytes(StandardCharsets.UTF_8));
        journal.doFilter(request, response, (asked, answered) -> {
            asked.getInputStream().readAllBytes();
            chain.doFilter(asked, answered);
        });
    }

    private static FilterChain answers(int status) {
        return (asked, answered) -> {
            ((HttpServletResponse) answered).setStatus(status);
            answered.setContentType("application/json");
            answered.getOutputStream().write("{\"status\":\"said\"}".getBytes(StandardCharsets.UTF_8));
        };
    }

    private Collection<Timer> timers() {
        return wire.meters().find("polisflow.exchange").timers();
    }

    @Test
    void anEventIsKeptUnderTheDealThatItTurnedOutToBeAbout() throws Exception {
        post("/hooks/policy", (asked, answered) -> {
            Subject.is("D-2026-000001");
            answers(200).doFilter(asked, answered);
        });

        Exchange kept = wire.kept().get(0);
        assertThat(kept.subject()).isEqualTo("D-2026-000001");
        assertThat(kept.direction()).isEqualTo(Direction.IN);
        assertThat(kept.system()).isEqualTo("policy");
        assertThat(kept.outcome()).isEqualTo(Outcome.OK);
        assertThat(kept.request()).contains("e-1", "+7***67").doesNotContain("123-45");
        assertThat(kept.answer()).isEqualTo("{\"status\":\"said\"}");
        assertThat(response.getContentAsString()).isEqualTo("{\"status\":\"said\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 413, 429})
    void whoIsTurnedAwayIsCountedUnderOneNameAndNotKept(int status) throws Exception {
        post("/hooks/telephony/events/call", answers(status));
        post("/hooks/telephony/whatever/else", answers(status));

        assertThat(wire.kept()).isEmpty();
        assertThat(timers()).singleElement().satisfies(timer -> {
            assertThat(timer.count()).isEqualTo(2);
            assertThat(timer.getId().getTag("operation")).isEqualTo("turned-away");
            assertThat(timer.getId().getTag("system")).isEqualTo("telephony");
        });
    }

    @Test
    void aFaultOfOursIsKeptAndCountedAndGoesOnToTheSender() {
        assertThatThrownBy(() -> post("/hooks/edo", (asked, answered) -> {
                    Subject.is("D-2026-000002");
                    throw new ServletException("the database is away");
                }))
                .isInstanceOf(ServletException.class);

        Exchange kept = wire.kept().get(0);
        assertThat(kept.subject()).isEqualTo("D-2026-000002");
        assertThat(kept.status()).isEqualTo(500);
        assertThat(kept.outcome()).isEqualTo(Outcome.FAULT);
        assertThat(kept.request()).contains("e-1");
        assertThat(timers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.getId().getTag("outcome")).isEqualTo("fault"));
    }

    @Test
    void anAcceptedEventIsCountedAndKeptWhenItIsWorkedOn() throws Exception {
        post("/hooks/telephony/events/call", (asked, answered) -> {
            AcceptedEvents events = mock(AcceptedEvents.class);
            new HookInbox(events, mock(HookWorker.class), Clock.systemUTC())
                    .accept((HttpServletRequest) asked, "telephony", "call", "{}");
            answers(200).doFilter(asked, answered);
        });

        assertThat(wire.kept()).isEmpty();
        assertThat(wire.counted("telephony", "call", "ok")).isOne();
    }

    /** Strangers may ask for any path: each would become a row of the metrics for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"/hooks/", "/hooks/x1", "/hooks/anything/at/all"})
    void whatIsNoWebhookIsNotCounted(String path) throws Exception {
        post(path, answers(404));

        assertThat(wire.kept()).isEmpty();
        assertThat(timers()).isEmpty();
    }
}
