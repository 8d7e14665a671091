package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
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

    private static RequestPostProcessor supervisor() {
        return httpBasic("supervisor", "supervisor");
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
        web.perform(get("/crm/deals/" + deal).with(onPage("supervisors")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("реквизиты не проверены")))
                .andExpect(content().string(containsString("КП ещё не собрано")))
                .andExpect(content().string(containsString("ожидает отправки")));
        runJob(deal, "Task_CheckRegistry");
        offerAndSubmit(deal);

        web.perform(get("/crm/deals/" + deal).with(onPage("supervisors")))
                .andExpect(content().string(containsString("Контур.Фокус")))
                .andExpect(content().string(containsString("Согласование КП")))
                .andExpect(content().string(containsString("На рассмотрении")))
                .andExpect(content().string(containsString("модель «Подготовка КП», версия")));
        web.perform(get("/crm/deals?owner=").with(onPage("supervisors")))
                .andExpect(content().string(containsString(deal)));
    }

    @Test
    void whatAClientWroteIsTextAndNeverMarkup() throws Exception {
        String name = "ООО «Ромашка» & <Ко>";
        IncomingRequest in = with(webForm(freshInn()), "companyName", "ООО \"А & Б\"");
        String deal = dealOf(in);
        transaction.executeWithoutResult(status -> deals.recordTouch(
                deal, io.polisflow.crm.deal.Activity.Kind.CALL, "manager", "<script>x</script>" + name));

        web.perform(get("/crm/deals/" + deal).with(onPage("supervisors")))
                .andExpect(content().string(containsString("&lt;script&gt;x&lt;/script&gt;")))
                .andExpect(content().string(not(containsString("<script>x"))));
    }

    @Test
    void anUnknownDealIsSaidInRussianAsPageAndAsProblem() throws Exception {
        web.perform(get("/crm/deals/D-1999-000001").with(onPage("supervisors")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Такой сделки нет")));
        web.perform(get("/api/deals/D-1999-000001").with(supervisor()))
                .andExpect(status().isNotFound())
                .andExpect(header().string("Content-Type", "application/problem+json"))
                .andExpect(jsonPath("$.detail").value("Такой сделки нет"));
        web.perform(get("/api/proposals/x/approval").with(supervisor())).andExpect(status().isBadRequest());
    }

    @Test
    void analystsAndStrangersSeeNoDeal() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        web.perform(get("/api/deals/" + deal).with(httpBasic("analyst", "analyst")))
                .andExpect(status().isForbidden());
        web.perform(get("/crm/deals/" + deal).with(onPage("analysts"))).andExpect(status().isForbidden());
        web.perform(get("/api/deals/" + deal)).andExpect(status().isUnauthorized());
        web.perform(get("/api/deals/" + deal).with(httpBasic("lawyer", "lawyer")))
                .andExpect(status().isNotFound());
    }

    @Test
    void theApprovalIsToldStepByStep() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        offerAndSubmit(deal);
        complete("underwriter", deal, "Task_CheckTariff", with("decision", "approve", "note", "Тариф в порядке"));

        web.perform(get("/api/proposals/" + proposalId(deal) + "/approval").with(supervisor()))
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
                        .with(supervisor()))
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
                        get("/api/proposals/" + proposal + "/approval/events").with(supervisor()))
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
    void aPageBeyondTheLastIsTheLast() throws Exception {
        dealOf(webForm(freshInn()));
        for (String page : List.of("0", "999", "2147483647")) {
            web.perform(get("/crm/deals?owner=&page=" + page).with(onPage("supervisors")))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("/crm/deals/D-")))
                    .andExpect(content().string(not(containsString("Сделок пока нет"))));
        }
    }

    @Test
    void aWrongAddressIsAPageForAPersonAndAProblemForAProgram() throws Exception {
        web.perform(get("/nowhere").accept(MediaType.TEXT_HTML).with(onPage("supervisors")))
                .andExpect(status().isNotFound())
                .andExpect(content().contentTypeCompatibleWith(MediaType.TEXT_HTML))
                .andExpect(content().string(containsString("Такой страницы нет")));
        web.perform(get("/api/nowhere").accept(MediaType.TEXT_HTML).with(supervisor()))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
        web.perform(delete("/api/deals/D-1999-000001").with(supervisor()))
                .andExpect(status().isMethodNotAllowed())
                .andExpect(header().string("Allow", "GET"))
                .andExpect(jsonPath("$.detail").value("Метод здесь не поддерживается"));
        web.perform(get("/api/deals/" + dealOf(webForm(freshInn())))
                        .accept(MediaType.IMAGE_PNG)
                        .with(supervisor()))
                .andExpect(status().isNotAcceptable())
                .andExpect(jsonPath("$.detail").value("Формат здесь не поддерживается"));
    }

    @Test
    void theDescriptionOfTheApiSaysWhoMayCallItAndWhatElseItAnswers() throws Exception {
        web.perform(get("/v3/api-docs").with(supervisor()))
                .andExpect(jsonPath("$.info.title").value("Polisflow"))
                .andExpect(jsonPath("$.info.description", containsString("supervisors")))
                .andExpect(jsonPath("$.paths['/api/deals/{number}'].get.responses.404.description")
                        .value("No such deal"));
    }

    @Test
    void thePageOfDescriptionsOpensOurApiAndThePublishedContracts() throws Exception {
        web.perform(get("/v3/api-docs/swagger-config").with(supervisor()))
                .andExpect(jsonPath("$['urls.primaryName']").value("Polisflow"))
                .andExpect(jsonPath("$.urls[*].url", hasItem("/v3/api-docs")))
                .andExpect(jsonPath("$.urls[*].url", hasItem("/openapi/underwriting.yaml")))
                .andExpect(jsonPath("$.urls[*].url", hasItem("/openapi/policy-administration.yaml")));
        // Whoever builds the other side has no account here.
        for (String contract : List.of("underwriting", "policy-administration")) {
            web.perform(get("/openapi/" + contract + ".yaml"))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("openapi: 3.1.0")));
        }
    }

    @Test
    void aPdfIsShownByteForByteAndSentOnce() throws Exception {
        byte[] pdf = "%PDF-1.7 \u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        String href = kept(new IncomingFile("полис.pdf", "application/pdf", pdf));

        String version = web.perform(get(URI.create(href)).with(supervisor()))
                .andExpect(status().isOk())
                .andExpect(content().bytes(pdf))
                .andExpect(header().string("Content-Type", "application/pdf"))
                .andExpect(header().string("Content-Disposition", startsWith("inline")))
                .andReturn()
                .getResponse()
                .getHeader("ETag");
        assertThat(version)
                .isEqualTo("\""
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(pdf)) + "\"");
        web.perform(get(URI.create(href)).header("If-None-Match", version).with(supervisor()))
                .andExpect(status().isNotModified())
                .andExpect(content().bytes(new byte[0]));
    }

    @Test
    void filesComeBackByteForByteAndClientsPagesAreNeverShown() throws Exception {
        byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("text/html", "image/svg+xml", "application/xhtml+xml")) {
            web.perform(get(URI.create(kept(new IncomingFile("схема склада.html", type, page))))
                            .with(supervisor()))
                    .andExpect(status().isOk())
                    .andExpect(content().bytes(page))
                    .andExpect(header().string("Content-Type", "application/octet-stream"))
                    .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                    .andExpect(header().string("Content-Disposition", startsWith("attachment")));
        }
        web.perform(get("/api/files/999999999/x").with(supervisor())).andExpect(status().isNotFound());
    }

    /** Receives an e-mail with that attachment and tells where it is kept. */
    private String kept(IncomingFile file) {
        IncomingRequest form = webForm(freshInn());
        String deal = dealOf(new IncomingRequest(
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
                List.of(file),
                List.of(),
                null));
        return transaction.execute(status ->
                FileDownloads.href(requests.of(deal(deal)).get(0).files().get(0)));
    }
}
