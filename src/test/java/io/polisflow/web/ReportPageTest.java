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
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.report.Report;
import io.polisflow.crm.report.Reports;
import io.polisflow.process.ProcessTest;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The pages of reports, their spreadsheets and the API: one set of figures, and the way from a figure to its deals. */
@AutoConfigureMockMvc
class ReportPageTest extends ProcessTest {

    private static final String COMPETITOR = "АО «Сосед & Ко»";

    @Autowired
    private MockMvc web;

    @Autowired
    private Reports reports;

    private String lost;
    private String period;

    @BeforeEach
    void aLostDealInAYearOfItsOwn() {
        clock.set(clock.instant().atZone(clock.getZone()).plusYears(9).toInstant());
        LocalDate today = LocalDate.now(clock);
        period = "from=" + today + "&to=" + today;
        lost = openDeal();
        transaction.executeWithoutResult(
                status -> deals.lose(lost, new Loss("competitor", "Ушли", COMPETITOR, "Дешевле", 12)));
    }

    private String openDeal() {
        return transaction.execute(
                status -> deals.open(clients.findOrCreate(freshInn(), "ООО «Отчётная»"), null, Stage.NEEDS_ANALYSIS)
                        .number());
    }

    private ResultActions read(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user("supervisor").roles("supervisors")))
                .andExpect(status().isOk());
    }

    private String page(String address) throws Exception {
        return read(get(java.net.URI.create(address))).andReturn().getResponse().getContentAsString();
    }

    private static List<String> links(String page) {
        return Pattern.compile("href=\"(/crm/deals\\?[^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1).replace("&amp;", "&"))
                .distinct()
                .toList();
    }

    @Test
    void everyReportHasAPageASpreadsheetAndAnAddressOfTheApiInEachBreakdown() throws Exception {
        for (Report report : reports.all()) {
            for (var by : report.breakdowns()) {
                String query = report.code() + "?" + period + "&by=" + by.code();
                read(get("/crm/reports/" + query))
                        .andExpect(content().string(containsString(report.title())))
                        .andExpect(content().string(containsString(by.label())));
                read(get("/crm/reports/" + query.replace("?", "/xlsx?")))
                        .andExpect(header().string("Content-Disposition", containsString(".xlsx")));
                web.perform(get("/api/reports/" + query).with(httpBasic("head", "head")))
                        .andExpect(status().isOk())
                        .andExpect(jsonPath("$.by").value(by.code()));
            }
        }
        web.perform(get("/api/reports").with(httpBasic("head", "head")))
                .andExpect(jsonPath("$.length()").value(reports.all().size()));
    }

    @Test
    void aNumberLeadsToItsDealsAndTheListSaysWhyTheyAreShown() throws Exception {
        String other = openDeal();
        String losses = page("/crm/reports/losses?" + period + "&by=competitor");
        assertThat(losses).contains("АО «Сосед &amp; Ко»");
        List<String> links = links(losses);
        assertThat(links).hasSizeGreaterThanOrEqualTo(2);
        for (String link : links) {
            assertThat(page(link))
                    .as(link)
                    .contains("/crm/deals/" + lost + "\"")
                    .doesNotContain("/crm/deals/" + other + "\"")
                    .contains("Выбраны по отчёту");
        }
        // The choice outlasts a change of stage, manager and words.
        assertThat(page(links.get(0))).contains("name=\"dated\" value=\"closed\"");
        Matcher won = Pattern.compile("href=\"(/crm/deals\\?stage=won[^\"]+)\"").matcher(page(links.get(0)));
        assertThat(won.find()).isTrue();
        assertThat(page(won.group(1).replace("&amp;", "&"))).contains("По этому поиску сделок нет");
    }

    @Test
    void theSpreadsheetAndTheApiTellTheNumbersOfThePage() throws Exception {
        String query = "losses?" + period + "&by=reason";
        read(get("/crm/reports/" + query)).andExpect(content().string(containsString("Выбрали конкурента")));
        // Whichever manager has the fewest deals got it, and others do not see it.
        String owner = deal(lost).owner();
        web.perform(get("/api/reports/" + query).with(httpBasic(owner, owner)))
                .andExpect(jsonPath("$.rows[0].key").value("competitor"))
                .andExpect(jsonPath("$.rows[0].label").value("Выбрали конкурента"))
                .andExpect(jsonPath("$.total.values.share").value(100.0))
                .andExpect(jsonPath("$.rows[0].deals.deals").value(containsString("/crm/deals?dated=closed")));
        byte[] bytes = read(get("/crm/reports/" + query.replace("?", "/xlsx?")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows.get(0).getCellText(0)).isEqualTo("Причины проигрыша");
            Row reason = rows.stream()
                    .filter(row -> row.getCellText(0).equals("Выбрали конкурента"))
                    .findFirst()
                    .orElseThrow();
            assertThat(reason.getCellAsNumber(1).orElseThrow()).isGreaterThanOrEqualTo(java.math.BigDecimal.ONE);
            assertThat(reason.getCellAsNumber(2).orElseThrow()).isEqualByComparingTo("1");
        }
    }

    @Test
    void aChangedFilterFetchesTheFiguresAloneAndTheWayBackTheWholePage() throws Exception {
        String address = "/crm/reports/funnel?" + period;
        read(get(address).header("HX-Request", "true"))
                .andExpect(header().string("Vary", containsString("HX-Request")))
                .andExpect(content().string(containsString("id=\"report-figures\"")))
                .andExpect(content().string(containsString("hx-swap-oob=\"true\"")))
                .andExpect(content().string(not(containsString("<html"))));
        read(get(address).header("HX-Request", "true").header("HX-History-Restore-Request", "true"))
                .andExpect(content().string(containsString("<html")));
        read(get(address)).andExpect(content().string(not(containsString("hx-swap-oob"))));
    }

    @Test
    void aWrongPeriodIsToldOnThePageAndRefusedByTheApi() throws Exception {
        read(get("/crm/reports/funnel?from=2026-02-01&to=2026-01-01"))
                .andExpect(content().string(containsString("Начало периода позже его конца")));
        read(get("/crm/reports/funnel?by=competitor"))
                .andExpect(content().string(containsString("Такого разреза у отчёта нет")));
        for (String query : List.of("from=2026-02-01&to=2026-01-01", "from=soon", "by=nonsense", "from=0001-01-01")) {
            web.perform(get("/api/reports/funnel?" + query).with(httpBasic("manager", "manager")))
                    .andExpect(status().isBadRequest())
                    .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
        }
        web.perform(get("/api/reports/nothing").with(httpBasic("manager", "manager")))
                .andExpect(status().isNotFound());
        web.perform(get("/crm/reports/nothing").with(user("manager").roles("sales")))
                .andExpect(status().isNotFound());
        read(get("/crm/reports/funnel?manager=%00'&source=%25&product=;drop"))
                .andExpect(content().string(containsString("Конверсия воронки")));
    }

    @Test
    void reportsAreForThoseWhoWorkWithClients() throws Exception {
        web.perform(get("/api/reports/funnel").with(httpBasic("analyst", "analyst")))
                .andExpect(status().isForbidden());
        web.perform(get("/crm/reports").with(user("head").roles("heads")))
                .andExpect(redirectedUrl("/crm/reports/funnel"));
        read(get("/crm/deals")).andExpect(content().string(containsString("href=\"/crm/reports\"")));
    }
}
