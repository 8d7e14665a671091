package io.polisflow.web.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.models.migration.EditedModel;
import io.polisflow.process.models.migration.MigrationCase;
import io.polisflow.process.policyrenewal.PolicyRenewal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** An analyst reads what every model and table does, to whom it gives work and how it goes. */
@AutoConfigureMockMvc
class DocumentPageTest extends MigrationCase {

    private static final String MODELS = "/crm/models/";
    private static final String CLIENT = "ООО «Тайное»";

    @Autowired
    private MockMvc web;

    private ResultActions asked(String role, String path) throws Exception {
        return web.perform(get(MODELS + path)
                .accept(MediaType.TEXT_HTML)
                .with(user("analyst").roles(role)));
    }

    private String page(String path) throws Exception {
        return asked("analysts", path)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    /** The description of one step, without its marks. */
    private static String step(String page, String id) {
        int begin = page.indexOf("id=\"" + id + "\"");
        assertThat(begin).as(id).isPositive();
        int end = page.indexOf("class=\"card step\"", begin + 1);
        return words(page.substring(page.indexOf('>', begin) + 1, end < 0 ? page.indexOf("</ol>", begin) : end));
    }

    private static String words(String html) {
        return html.replaceAll("<[^>]+>", " ")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replaceAll("\\s+", " ");
    }

    @Test
    void everyModelAndTableHasAPageThatTheOverviewLeadsTo() throws Exception {
        String overview = web.perform(get("/crm/models").with(user("analyst").roles("analysts")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        List<String> pages = Pattern.compile("href=\"/crm/models/([a-z-]+)\"")
                .matcher(overview)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(pages)
                .containsAll(repository.createProcessDefinitionQuery().latestVersion().list().stream()
                        .map(ProcessDefinition::getKey)
                        .toList())
                .contains("task-sla", "approval-route", "cross-sell", "recontact-term");
        for (String key : pages) {
            asked("analysts", key)
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("действует")));
        }
    }

    @Test
    void aTaskIsToldWithItsTemplateFormPeopleAndDeadline() throws Exception {
        assertThat(step(page(APPROVAL), TERMS))
                .contains(
                        "Проверить условия",
                        "задача сотрудника",
                        "Юрист проверяет условия КП.",
                        "Кто делает Юристы",
                        "8 рабочих часов, напоминание через 75 % срока",
                        "Заполняет форму ${approvalForm}",
                        "proposal-approval-check-terms , полей: 3",
                        "Ваше решение Согласовать, Вернуть на доработку, Отклонить",
                        "Почему отклоняете / Что исправить")
                .doesNotContain("null");
        assertThat(step(page(APPROVAL), "Gateway_Decision"))
                .contains("развилка", "если ${", "«доработать» → КП вернули на доработку во всех остальных случаях");
        String signing = page("contract-signing");
        assertThat(step(signing, "Call_PolicyIssue")).contains("Вызывает процесс", "для");
        assertThat(signing)
                .contains("href=\"/crm/models/policy-issue\"", "href=\"/crm/models/deal#Call_ContractSigning\"");
    }

    @Test
    void eventsAreToldWithTheirTimersMessagesAndWhatTheyInterrupt() throws Exception {
        String page = page(PolicyRenewal.KEY);
        assertThat(step(page, "Event_RenewalDue"))
                .contains("Срабатывает в момент когда говорить о продлении ${renewalAt}", "внутри: Ждать срока");
        assertThat(step(page, "Event_RegistrySilent"))
                .contains("На шаге Сверить с реестром", "Прерывает шаг да", "Срабатывает через 1 час");
        assertThat(step(page, "Event_PolicyChanged")).contains("Ждёт сообщения policy.changed");
        assertThat(step(page, "Task_PlanRenewal")).contains("Получает daysBefore", "45");
        assertThat(step(page, "Task_CompareWithRegistry"))
                .contains("При сбое повторяется через 10 секунд, затем через 1 минуту");
        assertThat(step(page, "Task_SuggestProducts"))
                .contains("Спрашивает таблицу Каких продуктов не хватает клиенту");
        assertThat(step(page, "End_RenewalLost"))
                .contains("Отправляет сообщение loss.reported", "${reportRenewalLossDelegate}");
        assertThat(page.indexOf("id=\"Event_RegistrySilent\""))
                .as("in the order of the flow")
                .isBetween(page.indexOf("id=\"Sub_Registry\""), page.indexOf("id=\"Gateway_MergeRegistry\""));
    }

    @Test
    void theStageThatADealComesToIsNamed() throws Exception {
        assertThat(step(page("deal"), "Call_Negotiation")).contains("Сделка переходит на этап КП отправлено");
    }

    @Test
    void whatStandsAndHasPassedIsToldOfTheVersionThatIsShown() throws Exception {
        // Other tests may have left some behind.
        runtime.createProcessInstanceQuery()
                .processDefinitionKey(APPROVAL)
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "of another test"));
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        standingAt(APPROVAL, TERMS, openDeal(), Map.of("client", CLIENT));
        standingAt(APPROVAL, TERMS, openDeal(), Map.of("client", CLIENT));
        int now =
                deploy(EditedModel.of(APPROVAL).with("name=\"Проверить условия\"", "name=\"Проверить всё\""), APPROVAL);

        assertThat(page(APPROVAL)).contains("Пока никто не проходил", "версия <span>" + now, "Проверить всё");
        String before = page(APPROVAL + "?version=" + old);
        assertThat(before)
                .contains("прежняя версия", "<b>2</b> идёт сейчас", "data-standing=\"2\"")
                .doesNotContain(CLIENT);
        assertThat(step(before, TERMS)).contains("Проверить условия", "Сейчас стоят: 2.");
        String all = page(APPROVAL + "?figures=all");
        assertThat(step(all, TERMS)).contains("Проверить всё", "Сейчас стоят: 2.");
        assertThat(all).contains("по всем версиям");
        asked("analysts", APPROVAL + "/drawing?version=" + old)
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_XML))
                .andExpect(content().string(containsString("name=\"Проверить условия\"")));
    }

    @Test
    void aTableIsReadRowByRowWithWhoAsksIt() throws Exception {
        assertThat(words(page("task-sla")))
                .contains(
                        "Ни одна модель: эту таблицу спрашивает сама система",
                        "отвечает первая строка, которая подошла",
                        "Согласование КП \"proposal-approval\" Проверить условия \"Task_CheckTerms\" любое любое любое любое 2 8")
                .as("kept for longer than the figures look back")
                .doesNotContain("Ответы этой таблицы хранятся");
        assertThat(words(page("recontact-term")))
                .as("asked past the history")
                .contains(
                        "ответов в истории нет. Система спрашивает некоторые таблицы и без записи",
                        "Нет бюджета \"no-budget\"");
        String route = page("approval-route");
        assertThat(route).contains("href=\"/crm/models/proposal-approval#Task_DetermineRoute\"");
        assertThat(words(route)).contains("Кто и в каком порядке согласует КП.", "Сработала", "Юрист \"lawyer\"");
    }

    @Test
    void whatIsNotThereIsSaidSoAndWhoMayNotReadIsNotLetIn() throws Exception {
        for (String path : List.of("no-such-model", "drafts", APPROVAL + "?version=99999", "task-sla?version=99999")) {
            asked("analysts", path)
                    .andExpect(status().isNotFound())
                    .andExpect(content().string(containsString("Такой модели или такой её версии нет")));
        }
        asked("analysts", "task-sla/drawing").andExpect(status().isNotFound());
        asked("analysts", APPROVAL + "?version=first").andExpect(status().isBadRequest());
        for (String role : List.of("sales", "heads", "supervisors")) {
            asked(role, APPROVAL).andExpect(status().isForbidden());
            asked(role, APPROVAL + "/drawing").andExpect(status().isForbidden());
        }
        asked("camunda-admin", APPROVAL).andExpect(status().isOk());
    }
}
