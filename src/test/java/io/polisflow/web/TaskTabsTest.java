package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.fixtures.PlantedDeadline;
import io.polisflow.fixtures.StrangersLetter;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.ResultActions;

/** The tabs beside a task's form: what they show, what they say when there is nothing, and who may open them. */
class TaskTabsTest extends CardPageCase {

    private static final Pattern HEADINGS = Pattern.compile("<h2>(.*?)</h2>", Pattern.DOTALL);

    @Autowired
    private JdbcTemplate jdbc;

    private ResultActions tab(String user, String group, String task, String name) throws Exception {
        return web.perform(
                get("/crm/tasks/" + task + "/" + name).with(user(user).roles(group)));
    }

    private ResultActions mine(String task, String name) throws Exception {
        return tab(owner, "sales", task, name).andExpect(status().isOk());
    }

    private String assembling() {
        return task(deal, "Task_AssembleProposal").getId();
    }

    private static List<String> headings(ResultActions page) throws Exception {
        String html = page.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
        return HEADINGS.matcher(html)
                .results()
                .map(heading -> heading.group(1).replaceAll("<[^>]*>|\\s+", " ").strip())
                .toList();
    }

    private void objects(String words, boolean wonOver) {
        jdbc.update(
                "insert into objection (id, deal_id, category, words, won_over, recorded_at, recorded_by)"
                        + " values (nextval('id_seq'), ?, 'price', ?, ?, ?, ?)",
                deal(deal).id(),
                words,
                wonOver,
                Timestamp.from(clock.instant()),
                owner);
    }

    @Test
    void theTabsShowTheSamePartsAsThePages() throws Exception {
        String task = assembling();

        List<String> ofDeal = headings(page("/crm/deals/" + deal));
        assertThat(ofDeal).contains("Письма", "История", "Касания").hasSizeGreaterThan(6);
        assertThat(headings(mine(task, "deal"))).isEqualTo(ofDeal);
        List<String> ofClient = headings(page(address));
        assertThat(ofClient).contains("Сделки", "Полисы", "Лента").hasSizeGreaterThan(6);
        assertThat(headings(mine(task, "client"))).isEqualTo(ofClient);
    }

    /** It is Tuesday, ten o'clock; the deadline was on Monday at four. */
    @Test
    void theDeadlineSaysHowItStandsAndWhatWasDoneAboutIt() throws Exception {
        String task = assembling();
        Instant began = clock.instant().minus(Duration.ofHours(20));
        long deadline = PlantedDeadline.task(task, "Собрать КП", began)
                .with("deal_number", deal)
                .with("instance_id", "planted")
                .with("task_group", "sales")
                .with("assignee", owner)
                .with("taken_at", began)
                .with("warn_at", began)
                .with("due_at", began.plus(Duration.ofHours(2)))
                .in(jdbc);
        jdbc.update(
                "insert into escalation (id, deadline_id, level, due_at, recipient, at_, letter)"
                        + " select nextval('id_seq'), id, 2, due_at, 'head', due_at, 'NO_ADDRESS' from deadline where id = ?",
                deadline);
        jdbc.update(
                "insert into work_event (id, at_, kind, instance_id, task_id, actor, detail)"
                        + " values (nextval('work_event_seq'), ?, 'DEADLINE_EXTENDED', 'planted', ?, 'supervisor', '+2. Ждали оценку')",
                Timestamp.from(began),
                task);

        mine(task, "deadline")
                .andExpect(shows("23.11.2026 16:00"))
                .andExpect(shows("просрочено на 3 рабочих часа"))
                .andExpect(shows("Сообщено руководителю"))
                .andExpect(shows("Сергей Орлов"))
                .andExpect(shows("письма нет: не указана почта"))
                .andExpect(shows("срок продлён"))
                .andExpect(shows("+2. Ждали оценку"))
                .andExpect(shows("data-may=\"pause\""));
        page("/crm/deals/" + deal)
                .andExpect(shows("Сроки"))
                .andExpect(shows("#/?task=" + task))
                .andExpect(shows("Просрочено на 3 рабочих часа"));
        tab("analyst", "analysts", task, "deadline").andExpect(status().isForbidden());

        jdbc.update(
                "update deadline set paused_at = ?, pause_cause = 'HAND', pause_reason = 'ждём' where id = ?",
                Timestamp.from(clock.instant()),
                deadline);
        mine(task, "deadline").andExpect(shows("Часы стоят: ждём")).andExpect(shows("просрочено на 3 рабочих часа"));

        jdbc.update("delete from deadline where id = ?", deadline);
        mine(task, "deadline").andExpect(shows("Срок не задан"));
        page("/crm/deals/" + deal).andExpect(hides("#/?task=" + task));
    }

    @Test
    void aTabHasNoBarAndItsLinksOpenBesideTheTask() throws Exception {
        String task = assembling();

        for (String name : List.of("client", "deal", "deadline", "knowledge")) {
            mine(task, name)
                    .andExpect(shows("<base target=\"_blank\">"))
                    .andExpect(shows("/css/tab.css"))
                    .andExpect(hides("class=\"bar\""))
                    .andExpect(hides("incoming-call.js"));
        }
        for (String path : List.of(address, "/crm/deals/" + deal, "/crm/knowledge")) {
            page(path)
                    .andExpect(hides("<base"))
                    .andExpect(hides("/css/tab.css"))
                    .andExpect(shows("class=\"bar\""));
        }
    }

    @Test
    void knowledgeBeginsWithTheNewestObjectionThatStillStands() throws Exception {
        String task = assembling();
        mine(task, "knowledge").andExpect(hides("Не снятые возражения")).andExpect(shows("name=\"query\""));
        objects("Нет бюджета до весны", false);
        objects("У соседей дешевле", false);
        objects("Уже договорились", true);

        mine(task, "knowledge")
                .andExpect(shows("value=\"У соседей дешевле\""))
                .andExpect(shows("«Нет бюджета до весны»"))
                .andExpect(hides("Уже договорились"))
                .andExpect(shows("<option value=\"price\" selected=\"selected\">"))
                .andExpect(shows("<option value=\"property\" selected=\"selected\">"))
                .andExpect(shows("action=\"/crm/tasks/" + task + "/knowledge\""));
        mine(task, "knowledge?query=рассрочка&category=&product=")
                .andExpect(shows("value=\"рассрочка\""))
                .andExpect(hides("value=\"У соседей дешевле\""));
    }

    @Test
    void whoSaysWhatHelpedStaysInTheTab() throws Exception {
        String task = assembling();
        long article = jdbc.queryForObject("select min(id) from knowledge_article where active", Long.class);

        send(
                        owner,
                        "/crm/knowledge/" + article + "/verdict",
                        "helped",
                        "true",
                        "query",
                        "дорого",
                        "deal",
                        deal,
                        "task",
                        task)
                .andExpect(redirectedUrl("/crm/tasks/" + task
                        + "/knowledge?query=%D0%B4%D0%BE%D1%80%D0%BE%D0%B3%D0%BE&category=&product="));
        send(owner, "/crm/knowledge/" + article + "/verdict", "helped", "true", "task", "../../logout?x=")
                .andExpect(redirectedUrl("/crm/tasks/..%2F..%2Flogout%3Fx=/knowledge?query=&category=&product="));
        assertThat(jdbc.queryForObject(
                        "select count(*) from knowledge_use where article_id = ? and occasion = ?",
                        Integer.class,
                        article,
                        deal))
                .isEqualTo(1);
    }

    @Test
    void beforeTheClientIsFoundTheTabsSayWhyTheyAreEmptyAndWhatToDo() throws Exception {
        String request = inbox.receive(StrangersLetter.create()).requestNumber();
        String task = task(request, "Task_IdentifyClient").getId();

        mine(task, "client")
                .andExpect(shows("Клиент ещё не определён"))
                .andExpect(shows(request + " от «stranger-"))
                .andExpect(shows("Завершите задачу «Определить клиента»"))
                .andExpect(shows("/crm/clients?text=stranger-"));
        mine(task, "deal")
                .andExpect(shows("Сделки ещё нет"))
                .andExpect(shows("По обращению " + request))
                .andExpect(shows("сделка откроется сама"));
        mine(task, "knowledge").andExpect(shows("name=\"query\"")).andExpect(hides("Ответы для сделки"));
    }

    @Test
    void aTaskThatIsDoneSaysSo() throws Exception {
        String task = assembling();
        runtime.deleteProcessInstance(task(deal, "Task_AssembleProposal").getProcessInstanceId(), "test");

        for (String name : List.of("client", "deal", "deadline", "knowledge")) {
            tab(owner, "sales", task, name)
                    .andExpect(status().isNotFound())
                    .andExpect(shows("Задача недоступна"))
                    .andExpect(shows("Обновите список задач"));
        }
    }

    /** A task of sales is no business of those who only approve; a head sees those of the branch, supervisors see everything. */
    @ParameterizedTest
    @CsvSource({"underwriter, underwriters", "lawyer, lawyers"})
    void whoMayNotSeeTheTaskLearnsNothingFromItsTabs(String user, String group) throws Exception {
        String task = assembling();
        for (String name : List.of("client", "deal", "deadline", "knowledge")) {
            tab(user, group, task, name)
                    .andExpect(status().isNotFound())
                    .andExpect(hides(deal))
                    .andExpect(hides("Бобр"));
        }
        tab("supervisor", "supervisors", task, "deal")
                .andExpect(status().isOk())
                .andExpect(shows(deal));
    }

    @ParameterizedTest
    @CsvSource({
        "underwriter, underwriters, Task_CheckTariff",
        "lawyer, lawyers, Task_CheckTerms",
        "head, heads, Task_ApproveDiscount"
    })
    void approversHaveTheTabsOfTheirTasks(String user, String group, String step) throws Exception {
        runtime.createProcessInstanceByKey("proposal-approval")
                .businessKey(deal)
                .startBeforeActivity(step)
                .execute(true, false);
        String task = task(deal, step).getId();

        tab(user, group, task, "client").andExpect(status().isOk()).andExpect(shows("Бобр"));
        tab(user, group, task, "deal")
                .andExpect(status().isOk())
                .andExpect(shows(deal))
                .andExpect(user.equals("head") ? shows("data-dialog=\"lose\"") : hides("data-dialog=\"lose\""));
        tab(user, group, task, "knowledge").andExpect(status().isOk()).andExpect(shows("Ответы для сделки"));
        // A manager watches the approval on the deal's page and takes no part in it.
        tab(owner, "sales", task, "deal").andExpect(status().isNotFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"analysts", "camunda-admin"})
    void whoWorksWithoutClientsDataIsRefused(String group) throws Exception {
        tab("somebody", group, assembling(), "client").andExpect(status().isForbidden());
    }
}
