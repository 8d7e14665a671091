package io.polisflow.web.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.fixtures.SampleDeadlines;
import io.polisflow.process.ProcessTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The dashboard: every number leads to what it counts, the filter outlasts each step, and only those see it who may. */
@AutoConfigureMockMvc
class BoardPageTest extends ProcessTest {

    private static final String PAGE = "/crm/deadlines";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    private String process;
    private String deal;
    private Instant now;

    @BeforeEach
    void oneLateTaskAndOneInTime() {
        now = clock.instant();
        process = "p-" + UUID.randomUUID();
        deal = transaction.execute(
                status -> deals.open(clients.findOrCreate(freshInn(), "ООО «Срок & Ко»"), null, Stage.NEEDS_ANALYSIS)
                        .number());
        SampleDeadlines.task(jdbc, process, "Task_Late", now.minus(Duration.ofHours(18)))
                .of("sales", "manager")
                .with("deal_number", deal)
                .with("client_id", deal(deal).client().id())
                .with("level", 2)
                .insert();
        SampleDeadlines.task(jdbc, process, "Task_Later", now.plus(Duration.ofDays(2)))
                .of("lawyers", null)
                .with("taken_at", null)
                .with("take_by", now.minus(Duration.ofHours(1)))
                .with("table_row", null)
                .insert();
    }

    @AfterEach
    void cleanUp() {
        jdbc.update("delete from deadline where process = ?", process);
    }

    private ResultActions as(String role, String address) throws Exception {
        return web.perform(get(URI.create(address)).with(user("supervisor").roles(role)));
    }

    private String page(String address) throws Exception {
        return as("supervisors", address)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void everyNumberLeadsToTheTasksThatItCounts() throws Exception {
        String page = page(PAGE + "?process=" + process);
        assertThat(page)
                .contains("Задача Task_Late", "опоздание 3 раб. ч", "сообщили руководителю", "ООО «Срок &amp; Ко»")
                .contains("никто не взял", "не взята вовремя", "срок по умолчанию", "/crm/deals/" + deal);
        List<String> numbers = Pattern.compile("href=\"(/crm/deadlines\\?[^\"]+)\"[^>]*aria-label=\"[^\"]*: (\\d+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1).replace("&amp;", "&") + " " + found.group(2))
                .distinct()
                .toList();
        assertThat(numbers).hasSizeGreaterThan(6);
        for (String number : numbers) {
            String[] parts = number.split(" ");
            assertThat(page(parts[0]))
                    .as(number)
                    .contains("1–" + parts[1] + " из " + parts[1])
                    .contains("name=\"process\"");
        }
    }

    @Test
    void whoeverMayFindsTheAuditAndThePersonalDataHere() throws Exception {
        assertThat(page(PAGE)).contains("href=\"/crm/audit\"", "href=\"/crm/personal\"");
        as("heads", PAGE)
                .andExpect(content()
                        .string(allOf(not(containsString("/crm/audit")), not(containsString("/crm/personal")))));
        assertThat(page("/crm/personal")).containsPattern("href=\"/crm/deadlines\"[^>]*aria-current=\"page\"");
    }

    @Test
    void nobodyIsLateToTakeWhatStandsStill() throws Exception {
        SampleDeadlines.task(jdbc, process, "Task_Standing", now.plus(Duration.ofDays(2)))
                .of("lawyers", null)
                .with("taken_at", null)
                .with("take_by", now.minus(Duration.ofHours(1)))
                .with("paused_at", now)
                .with("pause_cause", "HAND")
                .with("pause_reason", "ждём оценку")
                .insert();

        assertThat(page(PAGE + "?process=" + process + "&state=paused"))
                .contains("часы стоят: ждём оценку")
                .doesNotContain("не взята вовремя");
    }

    @Test
    void theFilterStaysAndWhatFindsNothingSaysWhatToDo() throws Exception {
        String late = page(PAGE + "?process=" + process + "&state=overdue&order=-premium");
        assertThat(late)
                .contains("Задачи: просрочено", "Задача Task_Late", "name=\"state\" value=\"overdue\"")
                .contains("name=\"order\" value=\"-premium\"")
                .doesNotContain("<b>Задача Task_Later</b>");
        assertThat(page(PAGE + "?process=" + process + "&find=%D0%BD%D0%B5%D1%82+%D1%82%D0%B0%D0%BA%D0%BE%D0%B3%D0%BE"))
                .contains("По этому фильтру ничего нет", "Показать все сроки");
        assertThat(page(PAGE + "?kind=stage&process=" + process)).contains("По этому фильтру ничего нет");
        assertThat(page(PAGE + "?process=%00&state=nonsense&order=drop&page=-1&priority=x"))
                .contains("Сроки");
    }

    @Test
    void theTrendIsDrawnAndToldInNumbers() throws Exception {
        assertThat(page(PAGE + "?process=no-such-process")).contains("За 90 дней ещё ничего не произошло");
        SampleDeadlines.event(
                jdbc, WorkEvent.Kind.TASK_COMPLETED, process, "sales", now.minusSeconds(60), now.minusSeconds(120));

        assertThat(page(PAGE + "?process=" + process))
                .contains("выполнено в срок 0, с опозданием 1", "<polyline", "class=\"late\"", "24.11.2026");
    }

    @Test
    void scriptsGetThePartAlone() throws Exception {
        web.perform(get(PAGE)
                        .param("process", process)
                        .header("HX-Request", "true")
                        .with(user("supervisor").roles("supervisors")))
                .andExpect(header().string("Vary", containsString("HX-Request")))
                .andExpect(content()
                        .string(allOf(
                                containsString("data-part"),
                                containsString("data-address=\"/crm/deadlines?process=" + process),
                                not(containsString("<html")))));
    }

    @Test
    void aDiagramsBadgeNamesTheStepBesideItsProcess() throws Exception {
        assertThat(page(PAGE + "?process=" + process + "&step=Task_Late"))
                .contains("<b>Задача Task_Late</b>")
                .doesNotContain("<b>Задача Task_Later</b>");
    }

    @Test
    void theTileCountsAllTasks() throws Exception {
        as("sales", PAGE + "/tile").andExpect(status().isForbidden());
        assertThat(page(PAGE + "/tile"))
                .contains("/crm/deadlines?state=overdue", "просрочено", "не взяты вовремя")
                .doesNotContain("<html");
    }

    @Test
    void onlyWhoWatchesDeadlinesSeesThem() throws Exception {
        for (String role : List.of("supervisors", "heads")) {
            as(role, PAGE).andExpect(status().isOk()).andExpect(content().string(containsString(">Сроки</a>")));
        }
        for (String role : List.of("sales", "underwriters", "lawyers", "analysts", "camunda-admin")) {
            as(role, PAGE).andExpect(status().isForbidden());
        }
        web.perform(get(PAGE)).andExpect(status().is3xxRedirection());
        as("sales", "/crm/clients").andExpect(content().string(not(containsString(">Сроки</a>"))));
    }
}
