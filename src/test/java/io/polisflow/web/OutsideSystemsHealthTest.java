package io.polisflow.web;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** The addresses of all outside systems lead to closed ports; the application itself is well. */
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:outside-health;DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=true",
            "polisflow.registry.base-url=http://localhost:1",
            "polisflow.underwriting.base-url=http://localhost:1",
            "polisflow.telephony.base-url=http://localhost:1",
            "polisflow.edo.base-url=http://localhost:1",
            "polisflow.policy.base-url=http://localhost:1",
            "polisflow.mail.smtp.host=localhost",
            "polisflow.mail.smtp.port=1",
            "polisflow.mail.imap.host=localhost",
            "polisflow.mail.imap.port=1"
        })
class OutsideSystemsHealthTest extends ProcessTest {

    @Autowired
    private MockMvc http;

    @Test
    void whatIsDownOutsideShowsAndLeavesUsUp() throws Exception {
        http.perform(get("/actuator/health"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("UP"))
                .andExpect(jsonPath("$.components.db.status").value("UP"))
                .andExpect(jsonPath("$.components.jobExecutor.status").value("UP"))
                .andExpect(jsonPath("$.components.registry.status").value("UNREACHABLE"))
                .andExpect(jsonPath("$.components.underwriting.status").value("UNREACHABLE"))
                .andExpect(jsonPath("$.components.telephony.status").value("UNREACHABLE"))
                .andExpect(jsonPath("$.components.edo.status").value("UNREACHABLE"))
                .andExpect(jsonPath("$.components.policy.status").value("UNREACHABLE"))
                .andExpect(jsonPath("$.components.smtp.status").value("UNREACHABLE"))
                .andExpect(jsonPath("$.components.imap.status").value("UNREACHABLE"));
    }

    @Test
    void probesLookAtOurselvesOnly() throws Exception {
        http.perform(get("/actuator/health/liveness")).andExpect(status().isOk());
        http.perform(get("/actuator/health/readiness"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.components.length()").value(2))
                .andExpect(jsonPath("$.components.readinessState.status").value("UP"))
                .andExpect(jsonPath("$.components.databaseReach.status").value("UP"));
    }

    @Test
    void anOutsideSystemAskedForByItselfAnswersWithItsOwnState() throws Exception {
        http.perform(get("/actuator/health/registry")).andExpect(status().isServiceUnavailable());
        http.perform(get("/actuator/health/db")).andExpect(status().isOk());
    }
}
