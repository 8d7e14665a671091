package io.polisflow.web.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.funnel.Probabilities;
import io.polisflow.process.ProcessTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The funnel over HTTP: whose deals an address means, what a change fetches, files, the API, and the scale of probabilities. */
@AutoConfigureMockMvc
class FunnelPageTest extends ProcessTest {

    private static final String SCALE = "/crm/dictionaries/probabilities";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Probabilities probabilities;

    private String inn;
    private String deal;
    private String owner;

    @BeforeEach
    void aDealInWork() {
        inn = freshInn();
        deal = dealOf(webForm(inn));
        owner = deal(deal).owner();
        // Where a test has moved the clock, its deals came to their stages after ours.
        jdbc.update(
                "update deal set stage_since = (select stage_since from deal where number = ?)"
                        + " where stage_since > (select stage_since from deal where number = ?)",
                deal,
                deal);
        jdbc.update(
                "update deal_figures set premium = 1234567.80 where deal_id = (select id from deal where number = ?)",
                deal);
    }

    @AfterEach
    void asDelivered() {
        jdbc.update("delete from stage_probability where revision > 0");
    }

    private ResultActions as(String user, String role, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user(user).roles(role)).with(csrf()));
    }

    private String page(String user, String address) throws Exception {
        return as(user, "sales", get(URI.create(address)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void aManagerSeesTheirOwnDealsFirstAndTheTeamsWhenAskedFor() throws Exception {
        String other = owner.equals("manager") ? "manager2" : "manager";
        for (String path : List.of(DealAddress.BOARD, DealAddress.LIST)) {
            assertThat(page(owner, path)).as(path).contains("/crm/deals/" + deal + "\"");
            assertThat(page(other, path)).as(path).doesNotContain("/crm/deals/" + deal + "\"");
            assertThat(page(other, path + "?owner=")).as(path).contains("/crm/deals/" + deal + "\"");
            // An address that chooses something means what it says.
            assertThat(page(other, path + "?text=" + deal)).as(path).contains("/crm/deals/" + deal + "\"");
            as("head", "heads", get(path)).andExpect(content().string(containsString("/crm/deals/" + deal + "\"")));
        }
        assertThat(page("nobody-yet", DealAddress.BOARD)).contains("У вас нет открытых сделок");
        assertThat(page(owner, DealAddress.BOARD + "?text=ъъъ")).contains("По этим условиям открытых сделок нет");
        as(owner, "sales", get("/crm")).andExpect(redirectedUrl(DealAddress.BOARD));
        as("analyst", "analysts", get(DealAddress.BOARD)).andExpect(status().isForbidden());
        assertThat(page(owner, "/crm/deals/" + deal))
                .contains("<a href=\"/crm/funnel\" aria-current=\"page\">Воронка</a>");
    }

    @Test
    void theFilterOutlastsTheSwitchBetweenBoardAndList() throws Exception {
        String board = page(
                owner,
                DealAddress.BOARD + "?owner=" + owner + "&text=" + inn + "&product=property&to=2030-01-01&step=");
        String query = "?owner=" + owner + "&amp;text=" + inn + "&amp;product=property&amp;to=2030-01-01\"";
        assertThat(board).contains("href=\"/crm/deals" + query).contains("<details open=\"open\">");
        Matcher contacts = Pattern.compile("href=\"(/crm/deals\\?stage=needs-analysis[^\"]+)\"")
                .matcher(board);
        assertThat(contacts.find()).isTrue();
        String list = page(owner, contacts.group(1).replace("&amp;", "&"));
        assertThat(list)
                .contains("/crm/deals/" + deal + "\"")
                .contains("href=\"/crm/funnel" + query)
                .contains("name=\"stage\" value=\"needs-analysis\"")
                .contains("1\u00a0234\u00a0568\u00a0₽")
                .contains("246\u00a0914\u00a0₽");
    }

    @Test
    void aChangedFilterFetchesTheBoardAloneAndAMoveItsColumns() throws Exception {
        as(owner, "sales", get(DealAddress.BOARD + "?text=" + inn).header("HX-Request", "true"))
                .andExpect(header().string("Vary", containsString("HX-Request")))
                .andExpect(header().string("HX-Push-Url", DealAddress.BOARD + "?owner=&text=" + inn))
                .andExpect(content().string(containsString("id=\"view-switch\"")))
                .andExpect(content().string(containsString("id=\"column-needs-analysis\"")))
                .andExpect(content().string(not(containsString("<html"))));
        as(
                        owner,
                        "sales",
                        get(DealAddress.BOARD)
                                .header("HX-Request", "true")
                                .header("HX-History-Restore-Request", "true"))
                .andExpect(content().string(containsString("<html")));
        as(owner, "sales", get(DealAddress.LIST + "?text=" + inn).header("HX-Request", "true"))
                .andExpect(header().string("HX-Push-Url", DealAddress.LIST + "?owner=&text=" + inn))
                .andExpect(content().string(not(containsString("<html"))));

        as(
                        owner,
                        "sales",
                        get(DealAddress.BOARD + "/columns?text=" + inn + "&column=needs-analysis&column=lost&shown=3"))
                .andExpect(content().string(containsString("id=\"deal-" + deal + "\"")))
                .andExpect(content().string(containsString("id=\"column-lost\"")))
                .andExpect(content().string(containsString("id=\"funnel-total\"")))
                .andExpect(content().string(not(containsString("id=\"column-paused\""))));
        as(owner, "sales", get(DealAddress.BOARD + "/columns?column=nonsense")).andExpect(status().isNotFound());
        as(owner, "sales", get(DealAddress.BOARD + "/columns/contract?since=soon&id=1"))
                .andExpect(status().isBadRequest());
    }

    @Test
    void theApiTellsTheFiguresOfTheBoardAndIsDescribed() throws Exception {
        web.perform(get("/api/funnel?text=" + inn).with(httpBasic(owner, owner)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.owner").isEmpty())
                .andExpect(jsonPath("$.stages.length()").value(8))
                .andExpect(jsonPath("$.stages[1].stage").value("needs-analysis"))
                .andExpect(jsonPath("$.stages[1].probability").value(20))
                .andExpect(jsonPath("$.stages[1].premium").value(1234567.80))
                .andExpect(jsonPath("$.total.expected").value(246913.56))
                .andExpect(jsonPath("$.total.withoutNextStep").value(0))
                .andExpect(jsonPath("$.closed[1].stage").value("lost"));
        web.perform(get("/api/funnel").with(httpBasic(owner, owner)))
                .andExpect(jsonPath("$.owner").value(owner));
        web.perform(get("/v3/api-docs").with(httpBasic("head", "head")))
                .andExpect(jsonPath("$.paths['/api/funnel'].get.parameters[*].name")
                        .value(hasItem("step")))
                .andExpect(jsonPath("$.paths['/api/deals/{number}/moves'].get.summary")
                        .exists());
    }

    @Test
    void theApiSaysWhereADealMayBeMovedAndWhyNowhereElse() throws Exception {
        web.perform(get("/api/deals/" + deal + "/moves").with(httpBasic(owner, owner)))
                .andExpect(jsonPath("$.length()").value(Stage.values().length))
                .andExpect(jsonPath("$[?(@.stage=='lost')].decision").value("lose"))
                .andExpect(jsonPath("$[?(@.stage=='paused')].decision").value("pause"))
                .andExpect(jsonPath("$[?(@.stage=='won')].refusal")
                        .value("Сделка станет выигранной сама, когда стороны подпишут договор"))
                .andExpect(jsonPath("$[?(@.stage=='proposal-sent')].refusal")
                        .value(hasItem(containsString("«Собрать КП»"))));
        web.perform(get("/api/deals/" + deal + "/moves").with(httpBasic("lawyer", "lawyer")))
                .andExpect(status().isNotFound());
        web.perform(get("/api/deals/D-1999-000001/moves").with(httpBasic(owner, owner)))
                .andExpect(status().isNotFound());
    }

    @Test
    void whatIsFilteredLeavesAsAFile() throws Exception {
        byte[] workbook = as(owner, "sales", get("/crm/deals/export/xlsx?text=" + inn))
                .andExpect(header().string("Content-Disposition", containsString(".xlsx")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows).hasSize(2);
            assertThat(rows.get(1).getCellText(0)).isEqualTo(deal);
            assertThat(rows.get(1).getCellAsNumber(6).orElseThrow()).isEqualByComparingTo("1234567.80");
            assertThat(rows.get(1).getCellAsNumber(7).orElseThrow()).isEqualByComparingTo("246913.56");
            assertThat(rows.get(1).getCellText(9)).isEqualTo("Собрать КП");
        }
        as(owner, "sales", get("/crm/deals/export/csv?text=" + inn + "&stage=won"))
                .andExpect(content().string(containsString("Ожидаемая премия, ₽")))
                .andExpect(content().string(not(containsString(deal))));
    }

    @Test
    void aHeadKeepsTheScaleOfProbabilities() throws Exception {
        as(owner, "sales", get(SCALE)).andExpect(status().isForbidden());
        as("head", "heads", get(SCALE))
                .andExpect(content().string(containsString("Вероятности ещё никто не менял")))
                .andExpect(content().string(containsString("name=\"objections\" value=\"60\"")));
        as("head", "heads", change(0, "needs-analysis", "много"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("«Анализ потребностей»: укажите целое число")))
                .andExpect(content().string(containsString("value=\"много\" aria-invalid=\"true\"")));
        as("head", "heads", change(0, "needs-analysis", "25 %")).andExpect(redirectedUrl(SCALE));
        assertThat(probabilities.scale().percents()).containsEntry(Stage.NEEDS_ANALYSIS, 25);
        as("supervisor", "supervisors", change(0, "contract", "80"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("сохранил другой сотрудник")))
                .andExpect(content().string(containsString("name=\"contract\" value=\"80\"")))
                .andExpect(content().string(containsString("20 % → 25 %")));
        as("head", "heads", change(1, "needs-analysis", "25"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("сохранять нечего")));
    }

    private static MockHttpServletRequestBuilder change(int revision, String stage, String percent) {
        MockHttpServletRequestBuilder request = post(SCALE).param("revision", String.valueOf(revision));
        List<String> delivered = List.of("10", "20", "30", "40", "50", "60", "90", "15");
        for (int i = 0; i < delivered.size(); i++) {
            String code = Probabilities.stages().get(i).code();
            request.param(code, code.equals(stage) ? percent : delivered.get(i));
        }
        return request;
    }
}
