package io.polisflow.web;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.fixtures.PlantedDeadline;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.ResultActions;

/** What Tasklist asks for its cards, and who is told what. */
class TaskListApiTest extends CardPageCase {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DealProcess process;

    private ResultActions cards(String user, String group, String... ids) throws Exception {
        return web.perform(get("/api/tasks/cards")
                .param("ids", String.join(",", ids))
                .with(user(user).roles(group)));
    }

    private String assembling() {
        return task(deal, "Task_AssembleProposal").getId();
    }

    @Test
    void aCardNamesClientDealPremiumAndStage() throws Exception {
        String task = assembling();
        cards(owner, "sales", task)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].id").value(task))
                .andExpect(jsonPath("$[0].client").value(deal(deal).client().name()))
                .andExpect(jsonPath("$[0].number").value(deal))
                .andExpect(jsonPath("$[0].premium").isEmpty())
                .andExpect(jsonPath("$[0].stage").value("Анализ потребностей"));

        jdbc.update(
                "insert into proposal (id, number, version, deal_id, state, author, created_at, starts_on, term_months,"
                        + " total_premium, total_sum_insured, lock_version) values (nextval('id_seq'), ?, 1, ?,"
                        + " 'CALCULATED', ?, current_timestamp, current_date, 12, ?, 1, 0)",
                "KP-" + deal.substring(2),
                deal(deal).id(),
                owner,
                new BigDecimal("1234567.5"));
        cards(owner, "sales", task).andExpect(jsonPath("$[0].premium").value("1\u00a0234\u00a0567,50\u00a0₽"));
    }

    /** It is Tuesday, 24 November 2026, ten o'clock. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T09:59, OVERDUE, Просрочено: 24.11.2026 09:59",
        "2026-11-24T18:00, TODAY, Сегодня до 18:00",
        "2026-11-25T18:00, SOON, Завтра до 18:00",
        "2026-11-26T09:00, LATER, Позже: 26.11.2026 09:00"
    })
    void theDeadlineIsSaidInWords(LocalDateTime due, String nearness, String text) throws Exception {
        String task = assembling();
        tasks.setDueDate(task, Date.from(due.atZone(MOSCOW).toInstant()));
        cards(owner, "sales", task)
                .andExpect(jsonPath("$[0].deadline.nearness").value(nearness))
                .andExpect(jsonPath("$[0].deadline.text").value(text));
    }

    /** How a deadline stands is said with the cards, of all tasks by one request. */
    @Test
    void theCardSaysHowTheDeadlineStands() throws Exception {
        String task = assembling();
        Instant began = clock.instant().minus(Duration.ofHours(24));
        PlantedDeadline planted = PlantedDeadline.task(task, "Собрать КП", began)
                .with("take_by", began)
                .with("warn_at", began.plus(Duration.ofHours(1)))
                .with("due_at", began.plus(Duration.ofHours(6)));
        long deadline = planted.in(jdbc);
        jdbc.update(
                "insert into escalation (id, deadline_id, level, due_at, recipient, at_, letter)"
                        + " select nextval('id_seq'), id, 2, due_at, 'head', due_at, 'NONE' from deadline where id = ?",
                deadline);
        // On Monday from 16:00 to 18:00, and the first hour of Tuesday.
        cards(owner, "sales", task)
                .andExpect(jsonPath("$[0].marks[*].kind", contains("OVERDUE", "UNTAKEN", "HEAD")))
                .andExpect(jsonPath(
                        "$[0].marks[*].text",
                        contains("Просрочено на 3 рабочих часа", "Не взята вовремя", "Сообщено руководителю")));

        planted.with("taken_at", began)
                .with("table_row", null)
                .with("due_at", clock.instant().plus(Duration.ofHours(1)));
        planted.in(jdbc);
        cards(owner, "sales", task)
                .andExpect(jsonPath(
                        "$[0].marks[*].text", contains("Скоро срок, осталось: 1 рабочий час", "Срок по умолчанию")));

        planted.with("table_row", "Rule")
                .with("paused_at", began)
                .with("pause_reason", "ждём клиента")
                .in(jdbc);
        cards(owner, "sales", task).andExpect(jsonPath("$[0].marks[*].text", contains("Часы стоят: ждём клиента")));

        planted.with("paused_at", null)
                .with("warn_at", clock.instant().plusSeconds(1))
                .in(jdbc);
        cards(owner, "sales", task).andExpect(jsonPath("$[0].marks", hasSize(0)));
    }

    @Test
    void soonReachesOverDaysOff() throws Exception {
        String task = assembling();
        // From a Friday to the Monday after it.
        clock.move(Duration.ofDays(3));
        tasks.setDueDate(
                task,
                Date.from(LocalDateTime.parse("2026-11-30T12:00").atZone(MOSCOW).toInstant()));
        cards(owner, "sales", task)
                .andExpect(jsonPath("$[0].deadline.nearness").value("SOON"))
                .andExpect(jsonPath("$[0].deadline.text").value("Скоро: 30.11.2026 12:00"));
    }

    @Test
    void aPageOfCardsIsOneRequestWithoutWhatTheCallerMayNotSee() throws Exception {
        String one = assembling();
        String second = dealOf(webForm(freshInn()));
        if (!deal(second).owner().equals(owner)) {
            transaction.executeWithoutResult(status -> process.handOver(second, owner));
        }
        String two = task(second, "Task_AssembleProposal").getId();
        tasks.setAssignee(two, owner);
        runtime.createProcessInstanceByKey("proposal-approval")
                .businessKey(deal)
                .startBeforeActivity("Task_CheckTerms")
                .execute(true, false);
        String approval = task(deal, "Task_CheckTerms").getId();
        String unknown = UUID.randomUUID().toString();

        cards(owner, "sales", one, two, approval, unknown)
                .andExpect(jsonPath("$[*].id", containsInAnyOrder(one, two)))
                .andExpect(jsonPath("$[*].number", containsInAnyOrder(deal, second)));
        cards(owner.equals("manager") ? "manager2" : "manager", "sales", one, two, approval)
                .andExpect(jsonPath("$", hasSize(0)));
        cards("lawyer", "lawyers", one, two, approval, unknown).andExpect(jsonPath("$[*].id", contains(approval)));
        cards("supervisor", "supervisors", one, two, approval).andExpect(jsonPath("$", hasSize(3)));
        cards("analyst", "analysts", one, two, approval).andExpect(jsonPath("$", hasSize(0)));
    }

    @Test
    void anAdministratorHasNoCards() throws Exception {
        cards("admin", "camunda-admin", assembling()).andExpect(jsonPath("$", hasSize(0)));
    }

    @Test
    void moreThanThreePagesAtOnceAreRefused() throws Exception {
        String[] many = IntStream.range(0, 51).mapToObj(String::valueOf).toArray(String[]::new);
        cards(owner, "sales", many).andExpect(status().isBadRequest());
        cards(owner, "sales", Stream.of(many).limit(50).toArray(String[]::new)).andExpect(status().isOk());
        web.perform(get("/api/tasks/cards").param("ids", "1")).andExpect(status().isUnauthorized());
    }

    @Test
    void eachPersonIsToldTheNumbersOfTheirOwnLists() throws Exception {
        web.perform(get("/api/tasks/counts").with(user(owner).roles("sales")))
                .andExpect(jsonPath(
                        "$[*].name",
                        containsInAnyOrder(
                                "Мои задачи",
                                "Моей группы",
                                "Просроченные",
                                "Сегодня",
                                "Замещаю",
                                "Продления",
                                "Повторные контакты")))
                .andExpect(jsonPath("$[?(@.tasks < 0 || @.more == true)]", hasSize(0)));
        web.perform(get("/api/tasks/counts").with(user("lawyer").roles("lawyers")))
                .andExpect(jsonPath("$[*].name", hasItem("Согласование")));
        web.perform(get("/api/tasks/counts").with(user("analyst").roles("analysts")))
                .andExpect(jsonPath("$", hasSize(0)));
        web.perform(get("/api/tasks/counts")).andExpect(status().isUnauthorized());
    }
}
