package io.polisflow.web.worktime;

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

import io.polisflow.crm.leave.Substitutions;
import io.polisflow.process.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Leave in the browser: one's own, that of one's people, and that nothing typed is lost. */
@AutoConfigureMockMvc
class SubstitutionPageTest extends ProcessTest {

    private static final String PAGE = "/crm/substitutions";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Substitutions substitutions;

    @AfterEach
    void everybodyIsBack() {
        jdbc.update("delete from substitution");
    }

    private ResultActions as(String who, String role, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user(who).roles(role)).with(csrf()));
    }

    private static MockHttpServletRequestBuilder leave(String address, String absent, String substitute, String last) {
        return post(address)
                .param("absent", absent)
                .param("substitute", substitute)
                .param("firstDay", "2026-11-24")
                .param("lastDay", last)
                .param("revision", "0");
    }

    private long entered() {
        return jdbc.queryForObject("select max(id) from substitution", Long.class);
    }

    @Test
    void aPersonEntersChangesEndsAndTakesBackTheirOwnLeave() throws Exception {
        as("manager", "sales", get(PAGE))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Сейчас никто никого не замещает")))
                .andExpect(content().string(not(containsString("Елена Волкова"))));
        as("manager", "sales", leave(PAGE, "manager", "manager2", "2026-11-30")).andExpect(redirectedUrl(PAGE));
        String one = PAGE + "/" + entered();
        as("manager", "sales", get(PAGE)).andExpect(content().string(containsString("24.11.2026 – 30.11.2026")));
        as("manager2", "sales", get(PAGE))
                .andExpect(content().string(containsString("24.11.2026 – 30.11.2026")))
                .andExpect(content().string(not(containsString(one))));
        as("manager2", "sales", get(one)).andExpect(status().isNotFound());
        as("manager2", "sales", post(one + "/end").param("revision", "0")).andExpect(status().isNotFound());
        as("lawyer", "lawyers", get(PAGE)).andExpect(content().string(not(containsString("24.11.2026"))));

        as("manager", "sales", leave(one, "lawyer", "manager2", "2026-12-01")).andExpect(redirectedUrl(PAGE));
        assertThat(substitutions.stoodInFor("manager2")).containsExactly("manager");
        as("manager", "sales", leave(one, "manager", "manager2", "2026-12-03"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("2026-12-03")));
        as("manager", "sales", post(one + "/end").param("revision", "1")).andExpect(redirectedUrl(PAGE));
        assertThat(substitutions.stoodInFor("manager2")).isEmpty();
        as("manager", "sales", get(PAGE)).andExpect(content().string(containsString("завершено досрочно")));
        as("manager", "sales", post(one + "/resume").param("revision", "2")).andExpect(redirectedUrl(PAGE));
        assertThat(substitutions.stoodInFor("manager2")).containsExactly("manager");
    }

    @Test
    void theSubstituteActsOnTheDealsOfWhoIsAwayAndTheAuditSaysForWhom() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        String owner = deal(deal).owner();
        String other = owner.equals("manager") ? "manager2" : "manager";
        MockHttpServletRequestBuilder urgent = post("/api/deals/" + deal + "/priority")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"priority\":\"urgent\",\"reason\":\"Клиент торопит\"}");
        MockHttpServletRequestBuilder lost = post("/api/deals/" + deal + "/lose")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"lossReason\":\"no-budget\",\"lossComment\":\"Нет денег\",\"recontactMonths\":6}");
        as(other, "sales", urgent).andExpect(status().isNotFound());

        as(owner, "sales", leave(PAGE, owner, other, "2026-11-30")).andExpect(redirectedUrl(PAGE));
        as(other, "sales", urgent).andExpect(status().is2xxSuccessful());
        as(other, "sales", lost).andExpect(status().is2xxSuccessful());

        assertThat(deal(deal).stage().isOpen()).isFalse();
        assertThat(jdbc.queryForList(
                        "select on_behalf from audit_event where kind = 'deal' and deal_number = ? and actor = ?",
                        String.class,
                        deal,
                        other))
                .isNotEmpty()
                .containsOnly(owner);
    }

    @Test
    void whatIsRefusedKeepsWhatWasTyped() throws Exception {
        as("manager", "sales", leave(PAGE, "manager", "lawyer", "2026-11-30"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("в тех же группах")))
                .andExpect(content().string(containsString("value=\"2026-11-30\"")));
        as("manager", "sales", leave(PAGE, "manager", "manager2", "завтра"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Укажите день по календарю")));
        as("manager", "sales", leave(PAGE, "manager2", "manager", "2026-11-30"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("для себя")));
        assertThat(jdbc.queryForObject("select count(*) from substitution", Integer.class))
                .isZero();
    }

    @Test
    void supervisionAndAdministratorsEnterItForOthersAnalystsFindNothingHere() throws Exception {
        as("admin", "camunda-admin", get(PAGE))
                .andExpect(content().string(containsString("Анна Морозова")))
                .andExpect(content().string(containsString("/crm/branches")));
        as("supervisor", "supervisors", leave(PAGE, "manager", "manager2", "2026-11-30"))
                .andExpect(redirectedUrl(PAGE));
        as("head", "heads", post(PAGE + "/" + entered() + "/end").param("revision", "0"))
                .andExpect(redirectedUrl(PAGE));
        as("analyst", "analysts", get(PAGE)).andExpect(status().isForbidden());
    }
}
