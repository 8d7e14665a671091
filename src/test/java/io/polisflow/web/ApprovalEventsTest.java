package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.Viewer;
import io.polisflow.crm.access.Viewers;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.node.NodeNews;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.OpenSessions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** What a watcher hears when things happen at the same moment or go wrong. */
class ApprovalEventsTest {

    private static final long PROPOSAL = 7;
    private static final Viewer LOOKS = new Viewer("manager", List.of());
    private static final String STREAM = "/api/proposals/" + PROPOSAL + "/approval/events";

    private final NodeNews news = mock();
    private final DealPages pages = mock();
    private final DealSight sight = mock();
    private final Viewers viewers = mock();
    private final CurrentUser user = mock();
    private final OpenSessions sessions = mock();
    private final ApprovalEvents events = new ApprovalEvents(news, pages, sight, viewers, user, sessions);
    private final MockMvc web = MockMvcBuilders.standaloneSetup(new DealApi(pages, events, mock(AuditTrail.class)))
            .setControllerAdvice(new ErrorPages())
            .build();

    @BeforeEach
    void theyMaySee() {
        when(user.id()).thenReturn("manager");
        when(sessions.lasting()).thenReturn(() -> true);
        when(viewers.of("manager")).thenReturn(LOOKS);
        when(sight.maySeePart(LOOKS, "Proposal", PROPOSAL)).thenReturn(true);
    }

    @AfterEach
    void stop() {
        events.destroy();
    }

    private static Optional<ApprovalView> state(String state) {
        return Optional.of(new ApprovalView(PROPOSAL, "KP-2026-000007", 1, state, state, List.of()));
    }

    private MvcResult watch() throws Exception {
        return web.perform(get(STREAM)).andExpect(request().asyncStarted()).andReturn();
    }

    private static String heard(MvcResult stream) throws Exception {
        return stream.getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private static void awaitLast(MvcResult stream, String state) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        heard(stream).substring(heard(stream).lastIndexOf("event:approval")))
                .contains("\"state\":\"" + state + "\""));
    }

    @Test
    void aDecisionTakenWhileTheStreamOpensIsHeardAndComesLast() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        when(pages.approval(anyLong())).thenAnswer(call -> {
            if (reads.incrementAndGet() > 1) {
                return state("APPROVED");
            }
            // The state is read; before it is sent an approver's decision is committed.
            events.heard(String.valueOf(PROPOSAL));
            return state("ON_APPROVAL");
        });

        awaitLast(watch(), "APPROVED");
    }

    @Test
    void aFailedReadIsSurvivedAndTheNextChangeIsHeard() throws Exception {
        when(pages.approval(anyLong()))
                .thenReturn(state("ON_APPROVAL"))
                .thenThrow(new IllegalStateException("no connection"))
                .thenReturn(state("APPROVED"));
        MvcResult stream = watch();

        events.heard(String.valueOf(PROPOSAL));
        events.heard(String.valueOf(PROPOSAL));

        awaitLast(stream, "APPROVED");
    }

    @Test
    void whatMayHaveBeenMissedIsMadeUpFor() throws Exception {
        when(pages.approval(anyLong())).thenReturn(state("ON_APPROVAL"));
        MvcResult stream = watch();

        when(pages.approval(anyLong())).thenReturn(state("APPROVED"));
        events.missed();

        awaitLast(stream, "APPROVED");
    }

    @Test
    void aNodeThatStopsEndsItsStreamsAndGivesWhoeverComesThePresentStateOnly() throws Exception {
        when(pages.approval(anyLong())).thenReturn(state("ON_APPROVAL"));
        MvcResult open = watch();

        events.end();

        assertThat(open.getAsyncResult(1000)).isNull();
        MvcResult late = watch();
        assertThat(late.getAsyncResult(1000)).isNull();
        assertThat(heard(late)).contains("ON_APPROVAL");
    }

    @Test
    void whoDoesNotSeeTheDealAnyMoreHearsNothingMoreAndTheOthersGoOn() throws Exception {
        Viewer leaves = new Viewer("manager2", List.of());
        when(user.id()).thenReturn("manager2");
        when(viewers.of("manager2")).thenReturn(leaves);
        when(sight.maySeePart(leaves, "Proposal", PROPOSAL)).thenReturn(true);
        when(pages.approval(anyLong())).thenReturn(state("ON_APPROVAL"));
        MvcResult ended = watch();
        when(user.id()).thenReturn("manager");
        MvcResult stream = watch();

        when(sight.maySeePart(leaves, "Proposal", PROPOSAL)).thenReturn(false);
        when(pages.approval(anyLong())).thenReturn(state("APPROVED"));
        events.heard(String.valueOf(PROPOSAL));

        awaitLast(stream, "APPROVED");
        assertThat(heard(ended)).contains("ON_APPROVAL").doesNotContain("APPROVED");
        // Ended by us: the browser asks again, and is refused.
        assertThat(ended.getAsyncResult(1000)).isNull();
    }

    @Test
    void aWindowWhosePersonHasSignedOffElsewhereHearsNothingMore() throws Exception {
        AtomicBoolean signedOn = new AtomicBoolean(true);
        when(sessions.lasting()).thenReturn(signedOn::get);
        when(pages.approval(anyLong())).thenReturn(state("ON_APPROVAL"));
        MvcResult ended = watch();
        when(sessions.lasting()).thenReturn(() -> true);
        MvcResult stream = watch();

        signedOn.set(false);
        when(pages.approval(anyLong())).thenReturn(state("APPROVED"));
        events.heard(String.valueOf(PROPOSAL));

        awaitLast(stream, "APPROVED");
        assertThat(heard(ended)).contains("ON_APPROVAL").doesNotContain("APPROVED");
        assertThat(ended.getAsyncResult(1000)).isNull();
    }

    @Test
    void watchersOfOneProposalAreBoundedAndTheRefusalIsAProblem() throws Exception {
        when(pages.approval(anyLong())).thenReturn(state("ON_APPROVAL"));
        for (int i = 0; i < 100; i++) {
            watch();
        }

        web.perform(get(STREAM).accept(MediaType.TEXT_EVENT_STREAM))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().string("Content-Type", MediaType.APPLICATION_PROBLEM_JSON_VALUE))
                .andExpect(jsonPath("$.detail").value("Слишком много открытых окон с этим КП"));
    }

    @Test
    void whoAskedForAnUnknownProposalTakesNoPlace() throws Exception {
        when(pages.approval(anyLong())).thenReturn(Optional.empty());
        for (int i = 0; i < 101; i++) {
            web.perform(get(STREAM)).andExpect(status().isNotFound());
        }
    }
}
