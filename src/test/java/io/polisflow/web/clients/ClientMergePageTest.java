package io.polisflow.web.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.fixtures.PlantedDeadline;
import io.polisflow.process.ProcessTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The pages of merging, and the running processes that follow. */
@AutoConfigureMockMvc
class ClientMergePageTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    private String name;
    private String deal;
    private long kept;
    private long merged;

    @BeforeEach
    void aDuplicateWithADeal() {
        String inn = freshInn();
        name = "ООО «Соболь " + inn + "»";
        kept = clients.findOrCreate(inn, name).id();
        deal = dealOf(with(with(webForm(inn), "inn", null), "companyName", "Соболь Плюс " + inn));
        merged = deal(deal).client().id();
    }

    private ResultActions as(String who, String group, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user(who).roles(group)).with(csrf()));
    }

    private ResultActions head(MockHttpServletRequestBuilder request) throws Exception {
        return as("head", "heads", request);
    }

    private String merge() throws Exception {
        return head(post("/crm/clients/" + kept + "/merge").param("with", String.valueOf(merged)))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
    }

    private Object shownClient() {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(deal).list().stream()
                .map(instance -> runtime.getVariable(instance.getId(), "client"))
                .distinct()
                .reduce((one, other) -> {
                    throw new AssertionError("processes of one deal show " + one + " and " + other);
                })
                .orElseThrow();
    }

    @Test
    void thePreviewShowsBothCardsAndWhatGoesOver() throws Exception {
        head(get("/crm/clients/" + merged + "/merge").param("with", String.valueOf(kept)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(name)))
                .andExpect(content().string(containsString("Соболь Плюс")))
                .andExpect(content().string(containsString("name=\"take\" value=\"NAME\"")))
                .andExpect(content().string(containsString("<dt>Сделки</dt><dd>1</dd>")))
                .andExpect(content().string(containsString("/crm/clients/" + kept + "/merge\"")))
                .andExpect(content().string(not(containsString("Поменять местами"))));
    }

    @Test
    void openProcessesFollowAndComeBack() throws Exception {
        assertThat(shownClient()).isNotEqualTo(name);
        String record = merge();

        assertThat(shownClient()).isEqualTo(name);
        assertThat(deal(deal).client().id()).isEqualTo(kept);
        head(get(record))
                .andExpect(content().string(containsString("Карточки объединены")))
                .andExpect(content().string(containsString("Отменить объединение")));
        head(get("/crm/clients/" + merged)).andExpect(redirectedUrl("/crm/clients/" + kept));
        head(get("/crm/clients/" + kept)).andExpect(content().string(containsString("/crm/deals/" + deal + "\"")));
        head(get("/crm/clients/" + kept + "/merge"))
                .andExpect(content().string(containsString("Уже объединено")))
                .andExpect(content().string(containsString(record)));
        head(get("/crm/clients").param("text", "соболь плюс " + name.replaceAll("\\D", "")))
                .andExpect(content().string(not(containsString("/crm/clients/" + merged + "\""))));

        head(post(record + "/undo")).andExpect(redirectedUrl(record));

        assertThat((String) shownClient()).startsWith("Соболь Плюс");
        assertThat(deal(deal).client().id()).isEqualTo(merged);
        head(get(record)).andExpect(content().string(containsString("Объединение отменено")));
        head(get("/crm/clients/" + merged)).andExpect(status().isOk());
    }

    @Test
    void afterADayTheUndoIsNotOfferedAndRefused() throws Exception {
        String record = merge();
        clock.move(Duration.ofHours(25));
        head(get(record))
                .andExpect(content().string(not(containsString("Отменить объединение"))))
                .andExpect(content().string(containsString("Прошло больше 24 часов")));
        head(post(record + "/undo")).andExpect(status().isBadRequest());
        assertThat(deal(deal).client().id()).isEqualTo(kept);
    }

    @Test
    void anotherCardIsFoundAsSomebodyTypes() throws Exception {
        String text = head(get("/crm/clients/" + kept + "/merge")
                        .param("text", "соболь плюс " + name.replaceAll("\\D", ""))
                        .header("HX-Request", "true"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(text).contains("with=" + merged).doesNotContain("<html");
        head(get("/crm/clients/" + kept)).andExpect(content().string(containsString("Объединить с дублем")));
    }

    @Test
    void differentTaxpayersAreRefusedInWords() throws Exception {
        long stranger = clients.findOrCreate(freshInn(), "Куница").id();
        head(get("/crm/clients/" + kept + "/merge").param("with", String.valueOf(stranger)))
                .andExpect(content().string(containsString("разные ИНН")));
        head(post("/crm/clients/" + kept + "/merge").param("with", String.valueOf(stranger)))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("разные ИНН")));
        head(get("/crm/clients/424242424/merge")).andExpect(status().isNotFound());
        head(get("/crm/clients/merges/424242424")).andExpect(status().isNotFound());
    }

    @Test
    void onlyWhoMayChangeBothCardsMerges() throws Exception {
        String owner = deal(deal).owner();
        String other = owner.equals("manager") ? "manager2" : "manager";
        for (String who : new String[] {owner, other}) {
            as(who, "sales", get("/crm/clients/" + kept + "/merge").param("with", String.valueOf(merged)))
                    .andExpect(status().isForbidden());
            as(who, "sales", post("/crm/clients/" + kept + "/merge").param("with", String.valueOf(merged)))
                    .andExpect(status().isForbidden());
        }
        String record = merge();
        as(other, "sales", post(record + "/undo")).andExpect(status().isNotFound());
        as("lawyer", "lawyers", post(record + "/undo")).andExpect(status().isNotFound());
        PlantedDeadline.openStep(jdbc, deal, "lawyer");
        as("lawyer", "lawyers", post(record + "/undo")).andExpect(status().isForbidden());
    }
}
