package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.fixtures.PlantedDeadline;
import io.polisflow.process.ProcessTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Losing, pausing and handing over through the API that the deal's page uses. */
@AutoConfigureMockMvc
class DealActionsTest extends ProcessTest {

    private static final String LOSS =
            """
            {"lossReason":"competitor","lossComment":"Скидка","lossCompetitor":"ООО Другая",
             "lossCompetitorTerms":"0,1 %","recontactMonths":12}""";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    private String deal;
    private String owner;

    @BeforeEach
    void aDeal() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
    }

    private ResultActions ask(String user, String action, String body) throws Exception {
        return web.perform(post("/api/deals/" + deal + "/" + action)
                .with(httpBasic(user, user))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    @Test
    void aDealIsLostOnceAndTheHistoryNamesWhoDidIt() throws Exception {
        ask(owner, "lose", LOSS).andExpect(status().isNoContent());
        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(transaction.<String>execute(status -> journal.of(deal).stream()
                        .filter(entry -> entry.text().contains("«Проиграна»"))
                        .findFirst()
                        .orElseThrow()
                        .actor()))
                .isEqualTo(owner);
        ask(owner, "lose", LOSS)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("уже закрыта")));
        web.perform(get("/crm/deals/" + deal).with(httpBasic(owner, owner)))
                .andExpect(content().string(containsString("Выбрали конкурента")))
                .andExpect(content().string(containsString("ООО Другая")))
                .andExpect(content().string(not(containsString("data-dialog=\"lose\""))));
    }

    @Test
    void ofTwoWhoLoseItAtOneMomentOneWinsAndTheOtherIsTold() throws Exception {
        Callable<MockHttpServletResponse> one =
                () -> ask(owner, "lose", LOSS).andReturn().getResponse();
        Callable<MockHttpServletResponse> other =
                () -> ask("head", "lose", LOSS).andReturn().getResponse();

        List<MockHttpServletResponse> answers = AtOnce.all(one, other);

        assertThat(answers.stream().map(MockHttpServletResponse::getStatus)).containsExactlyInAnyOrder(204, 409);
        for (MockHttpServletResponse answer : answers) {
            if (answer.getStatus() == 409) {
                assertThat(answer.getContentAsString(StandardCharsets.UTF_8))
                        .containsPattern("уже закрыта|другой сотрудник");
            }
        }
        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(history(deal).stream().filter(line -> line.contains("«Проиграна»")))
                .hasSize(1);
    }

    @Test
    void aMissingFieldIsNamed() throws Exception {
        ask(owner, "lose", "{}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("lossReason"));
        ask(owner, "lose", LOSS.replace("\"ООО Другая\"", "null"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("lossCompetitor"));
        ask(owner, "lose", LOSS.replace("12", "5"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("recontactMonths"));
        ask(owner, "lose", LOSS.replace("\"competitor\"", "\"bad-luck\""))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("lossReason"));
        ask(owner, "pause", "{\"pausedUntil\":\"2026-11-24\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("pausedUntil"));
        ask(owner, "pause", "{\"pausedUntil\":\"завтра\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("pausedUntil"));
        assertThat(deal(deal).stage()).isEqualTo(Stage.NEEDS_ANALYSIS);
    }

    @Test
    void itIsPausedAndGoesOn() throws Exception {
        ask(owner, "resume", "{}").andExpect(status().isConflict());
        ask(owner, "agree", "{}").andExpect(status().isConflict());
        ask(owner, "pause", "{\"pausedUntil\":\"2026-12-15\",\"reason\":\"Бюджет\"}")
                .andExpect(status().isNoContent());
        runJob(deal, "Task_SuspendWork");
        web.perform(get("/crm/deals/" + deal).with(httpBasic(owner, owner)))
                .andExpect(content().string(containsString("На паузе до 15.12.2026. Бюджет")));
        ask(owner, "resume", "{}").andExpect(status().isNoContent());
        assertThat(deal(deal).stage()).isEqualTo(Stage.NEEDS_ANALYSIS);
    }

    @Test
    void onlyTheManagerOfTheDealHeadsAndSupervisorsMay() throws Exception {
        String other = owner.equals("manager") ? "manager2" : "manager";
        ask(other, "lose", LOSS).andExpect(status().isNotFound());
        ask("lawyer", "lose", LOSS).andExpect(status().isNotFound());
        PlantedDeadline.openStep(jdbc, deal, "lawyer");
        ask("lawyer", "lose", LOSS).andExpect(status().isForbidden());
        ask("head", "hand-over", "{\"newOwner\":\"" + other + "\"}").andExpect(status().isNoContent());
        assertThat(deal(deal).owner()).isEqualTo(other);
        ask(owner, "lose", LOSS).andExpect(status().isNotFound());
        ask("supervisor", "lose", LOSS).andExpect(status().isNoContent());
        web.perform(post("/api/deals/D-1999-000001/lose")
                        .with(httpBasic("head", "head"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(LOSS))
                .andExpect(status().isNotFound());
    }
}
