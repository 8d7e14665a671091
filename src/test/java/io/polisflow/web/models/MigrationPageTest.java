package io.polisflow.web.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.models.migration.EditedModel;
import io.polisflow.process.models.migration.MigrationCase;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** An analyst sees which steps go together, what moving would touch, starts it with a reason and follows it. */
@AutoConfigureMockMvc
class MigrationPageTest extends MigrationCase {

    private static final String PAGE = "/crm/models/" + APPROVAL + "/migration";
    private static final String CLIENT = "ООО «Тайное»";

    @Autowired
    private MockMvc web;

    private int old;
    private int now;
    private String stuckDeal;

    private void twoApprovalsOfWhichOneCannotMove() {
        old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        standingAt(APPROVAL, TERMS, openDeal(), Map.of("client", CLIENT));
        stuckDeal = openDeal();
        premium(stuckDeal, "1234567.00");
        standingAt(APPROVAL, ProposalApproval.TASK_APPROVE_DISCOUNT, stuckDeal, Map.of("client", CLIENT));
        now = deploy(
                EditedModel.of(APPROVAL)
                        .renamed(TERMS, "Task_CheckTermsOfContract", "Проверить условия", "Проверить условия договора")
                        .renamed(
                                ProposalApproval.TASK_APPROVE_DISCOUNT,
                                "Task_Endorse",
                                "Утвердить скидку",
                                "Визировать"),
                APPROVAL);
    }

    private ResultActions as(String role, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user("analyst").roles(role)).with(csrf()));
    }

    private ResultActions analyst(MockHttpServletRequestBuilder request) throws Exception {
        return as("analysts", request);
    }

    private MockHttpServletRequestBuilder mapping(String... stepsAndTargets) {
        MockHttpServletRequestBuilder form =
                post(PAGE).param("from", String.valueOf(old)).param("to", String.valueOf(now));
        for (int i = 0; i < stepsAndTargets.length; i += 2) {
            form.param("step", stepsAndTargets[i]).param("target", stepsAndTargets[i + 1]);
        }
        return form;
    }

    private String rehearsed() throws Exception {
        String address = analyst(
                        mapping(TERMS, "Task_CheckTermsOfContract", ProposalApproval.TASK_APPROVE_DISCOUNT, ""))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        assertThat(address).startsWith(PAGE + "/");
        return address;
    }

    @Test
    void theStepsAreProposedAndTheAnalystDecides() throws Exception {
        twoApprovalsOfWhichOneCannotMove();

        analyst(get(PAGE).param("from", String.valueOf(old)).param("to", String.valueOf(now)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Перенос идущих сделок"),
                                containsString("версия " + old + ", идёт 2"),
                                containsString(
                                        "<option value=\"Task_CheckTermsOfContract\" selected=\"selected\">Проверить условия договора</option>"),
                                containsString("похожий шаг"),
                                containsString("не нашли похожего"),
                                containsString("Шаги без изменений: 1"))));
        analyst(mapping(TERMS, "Task_Gone", ProposalApproval.TASK_APPROVE_DISCOUNT, "Task_Endorse"))
                .andExpect(status().isBadRequest())
                .andExpect(content()
                        .string(allOf(
                                containsString("не найден: обновите страницу"),
                                containsString("<option value=\"Task_Endorse\" selected=\"selected\">"))));
        analyst(get(PAGE).param("from", "99999")).andExpect(status().isNotFound());
        analyst(get("/crm/models/no-such-model/migration")).andExpect(status().isNotFound());
    }

    @Test
    void theRehearsalTellsWhatIsAtStakeAndNobodysName() throws Exception {
        twoApprovalsOfWhichOneCannotMove();
        String address = rehearsed();

        analyst(get(address).header("HX-Request", "true"))
                .andExpect(content()
                        .string(allOf(
                                containsString("Проверяем сделки"),
                                containsString("hx-trigger=\"every 1s\""),
                                not(containsString("<html")))));
        runJobs();
        analyst(get(address))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Клиентов: <b>2</b>"),
                                containsString("Премия: <b>1\u00a0234\u00a0567\u00a0₽</b>"),
                                containsString("Согласование КП"),
                                containsString(
                                        "Стоит на шаге «Утвердить скидку», которому не сопоставлен шаг новой версии"),
                                containsString(stuckDeal),
                                containsString("Проверить условия → Проверить условия договора"),
                                not(containsString(CLIENT)),
                                not(containsString("hx-trigger")))));
    }

    @Test
    void itIsStartedWithAReasonPausedFinishedRetriedAndTakenBack() throws Exception {
        twoApprovalsOfWhichOneCannotMove();
        String address = rehearsed();
        runJobs();

        analyst(post(address + "/start").param("reason", "Так"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(allOf(containsString("зачем"), containsString("value=\"Так\""))));
        analyst(post(address + "/start").param("reason", "Второй юрист")).andExpect(redirectedUrl(address));
        analyst(post(address + "/start").param("reason", "Второй юрист")).andExpect(status().isConflict());
        analyst(post(address + "/pause")).andExpect(redirectedUrl(address));
        analyst(get(address)).andExpect(content().string(containsString("Перенос на паузе")));
        analyst(post(address + "/resume")).andExpect(redirectedUrl(address));
        runJobs();

        analyst(get(address))
                .andExpect(content()
                        .string(allOf(
                                containsString("Итог"),
                                containsString("Второй юрист"),
                                containsString("Повторить для оставшихся (1)"),
                                containsString("Вернуть перенесённых на версию " + old),
                                containsString(stuckDeal))));
        analyst(get(address).param("show", "MOVED")).andExpect(content().string(not(containsString(stuckDeal))));
        analyst(post(address + "/retry")).andExpect(redirectedUrl(address));
        runJobs();
        String back = analyst(post(address + "/take-back"))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        runJobs();
        analyst(get(back))
                .andExpect(content()
                        .string(allOf(
                                containsString("Перенос с версии " + now + " на " + old),
                                containsString("Возвращает этот перенос"))));
        analyst(get(PAGE)).andExpect(content().string(containsString("Второй юрист")));
    }

    @Test
    void nothingToMoveIsSaidAndOnlyAnalystsAndAdministratorsSeeIt() throws Exception {
        String key = "registry-refresh";
        as("camunda-admin", get("/crm/models/" + key + "/migration"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Переносить нечего")));
        for (String role : new String[] {"sales", "heads", "supervisors", "underwriters"}) {
            as(role, get(PAGE)).andExpect(status().isForbidden());
            as(role, post(PAGE + "/1/start")).andExpect(status().isForbidden());
        }
        analyst(get(PAGE + "/999999999")).andExpect(status().isNotFound());
        twoApprovalsOfWhichOneCannotMove();
        String ofAnotherModel = rehearsed().replace(APPROVAL, key);
        analyst(get(ofAnotherModel)).andExpect(status().isNotFound());
        analyst(post(ofAnotherModel + "/start").param("reason", "Второй юрист")).andExpect(status().isNotFound());
    }
}
