package io.polisflow.web.sla;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.ProcessTest;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What Cockpit asks for a process diagram, and who is told. */
@AutoConfigureMockMvc
class DiagramApiTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private RepositoryService repository;

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

    @Test
    void anUnknownVersionIsSaidSo() throws Exception {
        asked("supervisor", "diagram", "deal:9999:nothing")
                .andExpect(status().isNotFound())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
    }
}
