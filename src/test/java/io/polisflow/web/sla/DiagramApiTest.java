package io.polisflow.web.sla;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.ProcessTest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What Cockpit asks for a process diagram, and who is told. */
@AutoConfigureMockMvc
class DiagramApiTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcTemplate jdbc;

    private ResultActions asked(String who, String path, String definition) throws Exception {
        return web.perform(
                get("/api/deadlines/" + path).param("definition", definition).with(httpBasic(who, who)));
    }

    private String deal() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("deal")
                .latestVersion()
                .singleResult()
                .getId();
    }

    @Test
    void whoWatchesModelsIsToldAndWhoWorksInThemIsNot() throws Exception {
        for (String who : List.of("supervisor", "analyst", "admin")) {
            asked(who, "diagram", deal())
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.process").value("deal"));
        }
        for (String who : List.of("manager", "underwriter", "lawyer")) {
            asked(who, "diagram", deal()).andExpect(status().isForbidden());
        }
    }

    /** A task that waited 60 minutes and was worked at for 30, in a year of its own. */
    private void passed(String process, String element, String type, int waited, int took) {
        jdbc.update(
                "insert into work_event (id, at_, kind, process, model_version, element, element_type, task_id, began_at, took_ms, waited_ms)"
                        + " values (nextval('work_event_seq'), ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)",
                Timestamp.from(clock.instant()),
                type.equals("userTask") ? "TASK_COMPLETED" : "STEP_DONE",
                process,
                element,
                type,
                type.equals("userTask") ? UUID.randomUUID().toString() : null,
                Timestamp.from(clock.instant().minus(Duration.ofMinutes(took))),
                took * 60_000L,
                type.equals("userTask") ? waited * 60_000L : null);
    }

    @Test
    void theHeatOfAModelIsToldOfAPeriod() throws Exception {
        clock.set(Instant.parse("2047-05-01T09:00:00Z"));
        passed("deal", "Task_Old", "userTask", 1, 2);
        clock.move(Duration.ofDays(40));
        passed("deal", "Task_X", "userTask", 60, 90);
        passed("deal", "Task_X", "userTask", 0, 30);
        passed("deal", "Task_X", "userTask", 30, 60);
        passed("deal", "Gateway_Y", "exclusiveGateway", 0, 0);
        passed("negotiation", "Task_Z", "userTask", 0, 30);

        asked("analyst", "heat", deal())
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.steps.length()").value(2))
                .andExpect(
                        jsonPath("$.steps[?(@.element == 'Gateway_Y')].count").value(1))
                .andExpect(
                        jsonPath("$.steps[?(@.element == 'Gateway_Y')].median").value((Object) null))
                .andExpect(jsonPath("$.steps[?(@.element == 'Task_X')].count").value(3))
                .andExpect(jsonPath("$.steps[?(@.element == 'Task_X')].median").value("1 ч"))
                .andExpect(jsonPath("$.steps[?(@.element == 'Task_X')].mostSeconds")
                        .value(5400))
                .andExpect(jsonPath("$.steps[?(@.element == 'Task_X')].waiting").value("30 мин"))
                .andExpect(jsonPath("$.steps[?(@.element == 'Task_X')].working").value("30 мин"))
                .andExpect(jsonPath("$.steps[?(@.element == 'Task_X')].waitingShare")
                        .value(50));
        web.perform(get("/api/deadlines/heat")
                        .param("definition", deal())
                        .param("days", "90")
                        .with(httpBasic("supervisor", "supervisor")))
                .andExpect(jsonPath("$.steps.length()").value(3));
        web.perform(get("/api/deadlines/heat")
                        .param("definition", deal())
                        .param("days", "8")
                        .with(httpBasic("supervisor", "supervisor")))
                .andExpect(status().isBadRequest());
        asked("manager", "heat", deal()).andExpect(status().isForbidden());
    }

    @Test
    void anUnknownVersionIsSaidSo() throws Exception {
        asked("supervisor", "diagram", "deal:9999:nothing")
                .andExpect(status().isNotFound())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
    }
}
