package io.polisflow.web.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** A task's deadline over JSON, refusals as problem details in Russian, and how urgent a deal is. */
@AutoConfigureMockMvc
class DeadlineApiTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    private String deal;
    private String owner;
    private Task task;

    @BeforeEach
    void aTask() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        task = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);
    }

    private ResultActions ask(String user, String action, String body) throws Exception {
        return web.perform(post("/api/tasks/" + task.getId() + "/deadline/" + action)
                .with(httpBasic(user, user))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private ResultActions look(String user) throws Exception {
        return web.perform(get("/api/tasks/" + task.getId() + "/deadline").with(httpBasic(user, user)));
    }

    @Test
    void howADeadlineStandsAndWhatMayBeDoneWithIt() throws Exception {
        look(owner)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("IN_TIME"))
                .andExpect(jsonPath("$.stateLabel").value("в срок"))
                .andExpect(jsonPath("$.finishHours").value(8))
                .andExpect(jsonPath("$.byDefault").value(false))
                .andExpect(jsonPath("$.may.pause").value(true))
                .andExpect(jsonPath("$.may.extend").value(false));
        look("supervisor").andExpect(jsonPath("$.may.extend").value(true));
        look("lawyer").andExpect(status().isNotFound());
    }

    @Test
    void moreTimeAStopAndAStart() throws Exception {
        ask("supervisor", "extend", "{\"hours\":2,\"reason\":\"Клиент попросил\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.extraHours").value(2));
        ask(owner, "extend", "{\"hours\":2,\"reason\":\"Хочу\"}")
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.detail").value(containsString("супервизор")));
        ask("supervisor", "extend", "{\"hours\":2}")
                .andExpect(status().isBadRequest())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.field").value("reason"));
        ask(owner, "pause", "{\"reason\":\"Ждём документы\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("PAUSED"))
                .andExpect(jsonPath("$.dueAt").doesNotExist())
                .andExpect(jsonPath("$.pause.text").value("часы стоят с 24.11.2026 10:00: Ждём документы"));
        ask(owner, "pause", "{\"reason\":\"Ещё раз\"}").andExpect(status().isConflict());
        ask(owner, "resume", "{}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("IN_TIME"));
        ask("supervisor", "reassign", "{\"user\":\"nobody\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("user"));
    }

    @Test
    void theOwnerMakesTheDealUrgentAndItsPageSaysSo() throws Exception {
        String address = "/api/deals/" + deal + "/priority";
        web.perform(post(address)
                        .with(httpBasic("lawyer", "lawyer"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"priority\":\"urgent\",\"reason\":\"Тендер\"}"))
                .andExpect(status().isNotFound());
        web.perform(post(address)
                        .with(httpBasic(owner, owner))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"priority\":\"soon\",\"reason\":\"Тендер\"}"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("priority"));
        // What it would move is told beforehand, and nothing moves by that.
        web.perform(get(address).param("to", "urgent").with(httpBasic(owner, owner)))
                // With 204 a server sends nothing of it.
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.told")
                        .value(matchesPattern("Сдвинется сроков: 3 из 3\\. Раньше: 3, позже: 0\\. .*")));
        web.perform(get(address).param("to", "normal").with(httpBasic(owner, owner)))
                .andExpect(jsonPath("$.told").value("Ни один срок не сдвинется."));
        web.perform(get(address).param("to", "urgent").with(httpBasic("lawyer", "lawyer")))
                .andExpect(status().isNotFound());
        look(owner).andExpect(jsonPath("$.finishHours").value(8));
        web.perform(post(address)
                        .with(httpBasic(owner, owner))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"priority\":\"urgent\",\"reason\":\"Тендер\"}"))
                .andExpect(status().isNoContent());
        look(owner).andExpect(jsonPath("$.finishHours").value(4));
        web.perform(get("/crm/deals/" + deal).with(httpBasic(owner, owner)))
                .andExpect(content().string(containsString("<strong>срочная</strong>")))
                .andExpect(content().string(containsString("Сделать обычной")));
        assertThat(task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getPriority())
                .isEqualTo(80);
    }
}
