package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.proposal.ApprovalChanged;
import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox.IncomingFile;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.process.ProcessTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The deal's page, its API and event stream, and who may see them. */
@AutoConfigureMockMvc
class DealPageTest extends ProcessTest {

    private static final List<String> PROPERTY = List.of("office", "Москва", "100", "2010", "true");

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationEventPublisher events;

    private static RequestPostProcessor manager() {
        return httpBasic("manager", "manager");
    }

    private static RequestPostProcessor onPage(String role) {
        return user("manager").roles(role);
    }

    private void offerAndSubmit(String deal) {
        String owner = deal(deal).owner();
        complete(
                owner,
                deal,
                "Task_AssembleProposal",
                with(
                        "startsOn",
                        "2027-01-01",
                        "termMonths",
                        12,
                        "lines",
                        List.of(with("product", "property", "object", "Склад", "sumInsured", "1000000"))));
        complete(owner, deal, "Task_FillRiskParameters", with("parameters", riskParameters(deal, PROPERTY)));
        runJob(deal, "Task_CalculatePremium");
        complete(owner, deal, "Task_ReviewCalculation", with("calculation", "accept"));
    }

    private long proposalId(String deal) {
        return transaction.execute(status -> proposals.of(deal(deal)).get(0).id());
    }

    @Test
    void thePageShowsWhatHasHappened() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        web.perform(get("/crm/deals/" + deal).with(onPage("sales")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("реквизиты не проверены")))
                .andExpect(content().string(containsString("КП ещё не собрано")))
                .andExpect(content().string(containsString("ожидает отправки")));
        runJob(deal, "Task_CheckRegistry");
        offerAndSubmit(deal);

        web.perform(get("/crm/deals/" + deal).with(onPage("sales")))
                .andExpect(content().string(containsString("Контур.Фокус")))
                .andExpect(content().string(containsString("Согласование КП")))
                .andExpect(content().string(containsString("На рассмотрении")))
                .andExpect(content().string(containsString("proposal-preparation, версия")));
        web.perform(get("/crm/deals").with(onPage("sales"))).andExpect(content().string(containsString(deal)));
    }

    @Test
    void whatAClientWroteIsTextAndNeverMarkup() throws Exception {
        String name = "ООО «Ромашка» & <Ко>";
        IncomingRequest in = with(webForm(freshInn()), "companyName", "ООО \"А & Б\"");
        String deal = dealOf(in);
        transaction.executeWithoutResult(status -> deals.recordTouch(
                deal, io.polisflow.crm.deal.Activity.Kind.CALL, "manager", "<script>x</script>" + name));

        web.perform(get("/crm/deals/" + deal).with(onPage("sales")))
                .andExpect(content().string(containsString("&lt;script&gt;x&lt;/script&gt;")))
                .andExpect(content().string(not(containsString("<script>x"))));
    }

    @Test
    void anUnknownDealIsSaidInRussianAsPageAndAsProblem() throws Exception {
        web.perform(get("/crm/deals/D-1999-000001").with(onPage("sales")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Такой сделки нет")));
        web.perform(get("/api/deals/D-1999-000001").with(manager()))
                .andExpect(status().isNotFound())
                .andExpect(header().string("Content-Type", "application/problem+json"))
                .andExpect(jsonPath("$.detail").value("Такой сделки нет"));
        web.perform(get("/api/proposals/x/approval").with(manager())).andExpect(status().isBadRequest());
    }

    @Test
    void analystsAndStrangersSeeNoDeal() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        web.perform(get("/api/deals/" + deal).with(httpBasic("analyst", "analyst")))
                .andExpect(status().isForbidden());
        web.perform(get("/crm/deals/" + deal).with(onPage("analysts"))).andExpect(status().isForbidden());
        web.perform(get("/api/deals/" + deal)).andExpect(status().isUnauthorized());
        web.perform(get("/api/deals/" + deal).with(httpBasic("lawyer", "lawyer")))
                .andExpect(status().isOk());
    }

    @Test
    void theApprovalIsToldStepByStep() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        offerAndSubmit(deal);
        complete("underwriter", deal, "Task_CheckTariff", with("decision", "approve", "note", "Тариф в порядке"));

        web.perform(get("/api/proposals/" + proposalId(deal) + "/approval").with(manager()))
                .andExpect(jsonPath("$.state").value("ON_APPROVAL"))
                .andExpect(jsonPath("$.steps[0].role").value("underwriter"))
                .andExpect(jsonPath("$.steps[0].state").value("APPROVED"))
                .andExpect(jsonPath("$.steps[0].approver").value("underwriter"))
                .andExpect(jsonPath("$.steps[0].comment").value("Тариф в порядке"))
                .andExpect(jsonPath("$.steps[0].decidedAt").isNotEmpty())
                .andExpect(jsonPath("$.steps[1].state").value("OPEN"))
                .andExpect(jsonPath("$.steps[1].dueAt").isNotEmpty())
                .andExpect(jsonPath("$.steps[2].state").value("WAITING"));
    }

    @Test
    void whoWatchesAnApprovalHearsOfEachDecisionAfterItsCommit() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        offerAndSubmit(deal);
        MvcResult stream = web.perform(get("/api/proposals/" + proposalId(deal) + "/approval/events")
                        .with(manager()))
                .andExpect(request().asyncStarted())
                .andReturn();
        assertThat(heard(stream)).contains("event:approval").contains("\"state\":\"OPEN\"");

        complete("underwriter", deal, "Task_CheckTariff", with("decision", "approve"));

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(heard(stream))
                .contains("\"state\":\"APPROVED\""));
    }

    @Test
    void aRolledBackChangeIsToldToNobody() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        offerAndSubmit(deal);
        long proposal = proposalId(deal);
        MvcResult stream = web.perform(
                        get("/api/proposals/" + proposal + "/approval/events").with(manager()))
                .andReturn();
        int before = heard(stream).split("event:approval").length;
        transaction.executeWithoutResult(status -> {
            events.publishEvent(new ApprovalChanged(proposal));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> events.publishEvent(new ApprovalChanged(proposal)));

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        heard(stream).split("event:approval"))
                .hasSize(before + 1));
    }

    private static String heard(MvcResult stream) throws Exception {
        return stream.getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void filesComeBackByteForByteAndClientsPagesAreNeverShown() throws Exception {
        byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        IncomingRequest form = webForm(freshInn());
        IncomingRequest in = new IncomingRequest(
                Channel.EMAIL,
                form.externalId(),
                form.inn(),
                form.companyName(),
                form.contactName(),
                null,
                form.email(),
                null,
                null,
                null,
                null,
                null,
                "Заявка",
                "Просим застраховать",
                null,
                List.of(),
                form.raw(),
                List.of(new IncomingFile("схема склада.html", "text/html", page)),
                List.of());
        String deal = dealOf(in);
        String href = transaction.execute(status ->
                FileDownloads.href(requests.of(deal(deal)).get(0).files().get(0)));

        web.perform(get(java.net.URI.create(href)).with(manager()))
                .andExpect(status().isOk())
                .andExpect(content().bytes(page))
                .andExpect(header().string("Content-Type", "application/octet-stream"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Disposition", containsString("attachment")));
        web.perform(get("/api/files/999999999/x").with(manager())).andExpect(status().isNotFound());
    }
}
