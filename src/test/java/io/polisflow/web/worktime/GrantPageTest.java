package io.polisflow.web.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.Staff;
import io.polisflow.process.ProcessTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@AutoConfigureMockMvc
class GrantPageTest extends ProcessTest {

    private static final String PAGE = "/crm/grants";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Staff staff;

    private String deal;
    private String owner;
    private String other;

    @BeforeEach
    void aDeal() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        other = owner.equals("manager") ? "manager2" : "manager";
    }

    @AfterEach
    void nothingIsGranted() {
        jdbc.update("delete from sight_grant");
    }

    private ResultActions as(String login, String role, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user(login).roles(role)).with(csrf()));
    }

    private ResultActions give(String login, String role) throws Exception {
        return as(
                login,
                role,
                post(PAGE).param("owner", owner).param("grantee", other).param("lastDay", ""));
    }

    private int dealPage() throws Exception {
        return as(other, "sales", get("/crm/deals/" + deal))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private String told(String done) {
        return "%s. Чьи сделки: %s. Кому: %s.".formatted(done, staff.nameOf(owner), staff.nameOf(other));
    }

    @Test
    void aColleagueSeesADealAsLongAsItIsGranted() throws Exception {
        assertThat(dealPage()).isEqualTo(404);
        as(other, "sales", get("/crm/deals?owner=&text=" + deal))
                .andExpect(content().string(not(containsString("/crm/deals/" + deal))));
        give("head", "heads")
                .andExpect(status().is3xxRedirection())
                .andExpect(flash().attribute("done", told("Доступ открыт")));

        assertThat(dealPage()).isEqualTo(200);
        as(other, "sales", get("/crm/deals?owner=&text=" + deal))
                .andExpect(content().string(containsString("/crm/deals/" + deal)));
        as(other, "sales", post("/api/deals/" + deal + "/objections")).andExpect(status().is4xxClientError());
        give("head", "heads")
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("уже открыты")));

        Long id = jdbc.queryForObject("select id from sight_grant", Long.class);
        as("head", "heads", post(PAGE + "/" + id + "/revoke"))
                .andExpect(status().is3xxRedirection())
                .andExpect(flash().attribute("done", told("Доступ закрыт")));
        assertThat(dealPage()).isEqualTo(404);
        as("head", "heads", get(PAGE))
                .andExpect(content().string(containsString("Сейчас никому ничего не открыто")))
                .andExpect(content().string(containsString("href=\"/crm/substitutions\"")));
        assertThat(jdbc.queryForMap("select granted_by, revoked_by from sight_grant")
                        .values())
                .as("what was given and taken stays on record")
                .containsOnly("head");
    }

    @Test
    void onlyHeadsOfTheirPeopleSupervisorsAndAdministratorsGive() throws Exception {
        for (String role : List.of("sales", "underwriters", "lawyers", "analysts")) {
            as("somebody", role, get(PAGE)).andExpect(status().isForbidden());
            give("somebody", role).andExpect(status().isForbidden());
        }
        jdbc.update("insert into branch (code, name, calendar, head, lock_version)"
                + " values ('elsewhere', 'Чужой', 'ru', 'otherhead', 0)");
        jdbc.update("delete from branch_member where login = ?", owner);
        jdbc.update("insert into branch_member (login, branch) values (?, 'elsewhere')", owner);
        try {
            give("head", "heads").andExpect(status().isBadRequest());
            assertThat(jdbc.queryForObject("select count(*) from sight_grant", Long.class))
                    .isZero();
            give("otherhead", "heads").andExpect(status().is3xxRedirection());
            Long id = jdbc.queryForObject("select id from sight_grant", Long.class);
            as("head", "heads", post(PAGE + "/" + id + "/revoke")).andExpect(status().isNotFound());
            as("admin", "camunda-admin", post(PAGE + "/" + id + "/revoke")).andExpect(status().is3xxRedirection());
            give("supervisor", "supervisors").andExpect(status().is3xxRedirection());
        } finally {
            jdbc.update("delete from branch_member where login = ?", owner);
            jdbc.update("delete from branch where code = 'elsewhere'");
            jdbc.update(
                    "insert into branch_member (login, branch) select ?, code from branch where code = 'moscow'",
                    owner);
        }
    }

    @Test
    void whatCannotBeIsRefusedAndNothingTypedIsLost() throws Exception {
        as(
                        "head",
                        "heads",
                        post(PAGE).param("owner", owner).param("grantee", owner).param("lastDay", "2020-01-01"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("value=\"2020-01-01\"")));
        as(
                        "head",
                        "heads",
                        post(PAGE).param("owner", owner).param("grantee", other).param("lastDay", "2020-01-01"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("не раньше сегодняшнего")));
        as("head", "heads", post(PAGE).param("owner", "analyst").param("grantee", other))
                .andExpect(status().isBadRequest());
    }
}
