package io.polisflow.web.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.fixtures.SampleDeadlines;
import io.polisflow.process.ProcessTest;
import java.time.Duration;
import java.util.UUID;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The pages on which many tasks are changed at once, and on which one sees what outside systems hold up. */
@AutoConfigureMockMvc
class BulkPageTest extends ProcessTest {

    private static final String BULK = "/crm/deadlines/bulk";
    private static final String INCIDENTS = "/crm/deadlines/incidents";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    private final String process = "client-liquidation";
    private final String product = "product-" + UUID.randomUUID();

    @AfterEach
    void cleanUp() {
        jdbc.update("delete from deadline where product = ?", product);
    }

    private ResultActions as(String name, String role, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user(name).roles(role)).with(csrf()));
    }

    private ResultActions supervisor(MockHttpServletRequestBuilder request) throws Exception {
        return as("supervisor", "supervisors", request);
    }

    private Task task() {
        String instance = runtime.createProcessInstanceByKey(process)
                .businessKey("D-none")
                .setVariable("dealOwner", null)
                .startBeforeActivity("Task_DecideOnDeal")
                .execute(true, false)
                .getId();
        Task task = tasks.createTaskQuery().processInstanceId(instance).singleResult();
        tasks.setAssignee(task.getId(), "manager");
        SampleDeadlines.task(jdbc, process, "Task_DecideOnDeal", clock.instant().minus(Duration.ofHours(1)))
                .of("sales", "manager")
                .with("subject", task.getId())
                .with("instance_id", instance)
                .with("product", product)
                .insert();
        return task;
    }

    private String prepared(MockHttpServletRequestBuilder request) throws Exception {
        String address = supervisor(request)
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        assertThat(address).startsWith(BULK + "/");
        return address;
    }

    private void runJobs() {
        for (Job job : management.createJobQuery().messages().list()) {
            if ("polisflow-bulk-action".equals(((JobEntity) job).getJobHandlerType())) {
                management.executeJob(job.getId());
            }
        }
    }

    @Test
    void oneConfirmsFollowsAndReadsWhatCameOfIt() throws Exception {
        Task task = task();
        String address = prepared(post(BULK)
                .param("kind", "REASSIGN")
                .param("all", "true")
                .param("filter", "/crm/deadlines?product=" + product));
        supervisor(get(address))
                .andExpect(content()
                        .string(allOf(
                                containsString("Что произойдёт: 1"),
                                containsString("Кто это почувствует"),
                                containsString("<option value=\"manager2\""),
                                not(containsString("<option value=\"lawyer\"")),
                                containsString("Все задачи по фильтру"))));

        supervisor(post(address + "/start").param("target", "nobody").param("reason", "Отпуск у менеджера"))
                .andExpect(status().isBadRequest())
                .andExpect(content()
                        .string(allOf(containsString("Такого сотрудника нет"), containsString("Отпуск у менеджера"))));
        supervisor(post(address + "/start").param("target", "manager2")).andExpect(status().is3xxRedirection());
        supervisor(post(address + "/start").param("target", "manager2")).andExpect(status().is3xxRedirection());
        supervisor(get(address).header("HX-Request", "true"))
                .andExpect(content()
                        .string(allOf(
                                containsString("Готово 0 из 1"),
                                containsString("data-refresh=\"1\""),
                                not(containsString("<html")))));
        runJobs();

        supervisor(get(address))
                .andExpect(content()
                        .string(allOf(
                                containsString("сделано"),
                                containsString("Вернуть как было"),
                                not(containsString("data-refresh")))));
        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee())
                .isEqualTo("manager2");
        supervisor(get(BULK)).andExpect(content().string(containsString("1: сделано 1")));

        String back = prepared(post(address + "/undo"));
        supervisor(get(back)).andExpect(content().string(containsString("Задачи вернутся к прежним исполнителям")));
        as("head", "heads", get(back)).andExpect(status().isForbidden());
        as("admin", "camunda-admin", post(back + "/start")).andExpect(status().isForbidden());
        as("manager", "sales", get(back)).andExpect(status().isForbidden());
        supervisor(get(BULK + "/1")).andExpect(status().isNotFound());
    }

    @Test
    void whatIsNotMarkedIsSaidBesideTheList() throws Exception {
        task();
        supervisor(post(BULK).param("kind", "SUSPEND").param("filter", "/crm/deadlines?product=" + product))
                .andExpect(status().isBadRequest())
                .andExpect(
                        content().string(allOf(containsString("Отметьте задачи"), containsString("name=\"product\""))));
        as("analyst", "analysts", post(BULK).param("kind", "SUSPEND")).andExpect(status().isForbidden());
    }

    @Test
    void anOutsideSystemsFaultsAreListedWithWhatTheyHoldUpAndTriedAgain() throws Exception {
        registry.down();
        String deal = dealOf(webForm(freshInn()));
        String step = "Task_CheckRegistry";
        Job job = job(deal, step);
        org.assertj.core.api.Assertions.catchThrowable(() -> management.executeJob(job.getId()));
        management.setJobRetries(job.getId(), 0);
        jdbc.update(
                "update deal_figures set premium = 4321 where deal_id = ?",
                deal(deal).id());

        supervisor(get(INCIDENTS))
                .andExpect(content()
                        .string(allOf(
                                containsString(INCIDENTS + "?system=registry"),
                                containsString("реестр компаний"),
                                not(containsString("no answer")))));
        supervisor(get(INCIDENTS).param("system", "registry"))
                .andExpect(content()
                        .string(allOf(
                                containsString("/crm/deals/" + deal),
                                containsString("4\u00a0321\u00a0₽"),
                                containsString("не отвечает реестр компаний"),
                                containsString("попытки кончились"),
                                not(containsString("no answer")))));
        supervisor(post(INCIDENTS).param("system", "registry"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Отметьте шаги")));

        String address = prepared(post(INCIDENTS).param("system", "registry").param("task", job.getId()));
        supervisor(post(address + "/start")).andExpect(status().is3xxRedirection());
        runJobs();
        Job again = job(deal, step);
        assertThat(again.getRetries()).isEqualTo(3);
        assertThat(again.getDuedate()).isBeforeOrEqualTo(clock.instant());
        supervisor(get(address)).andExpect(content().string(containsString("сделано")));
        registry.reset();
        runJob(deal, step);
        as("manager", "sales", get(INCIDENTS)).andExpect(status().isForbidden());
    }
}
