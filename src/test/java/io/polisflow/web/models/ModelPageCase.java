package io.polisflow.web.models;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.polisflow.fixtures.ModelsAsDelivered;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.draft.ModelDrafts;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Pages on which an analyst changes models; those in force are the delivered ones again after each test. */
@AutoConfigureMockMvc
abstract class ModelPageCase extends ProcessTest {

    static final String MODELS = "/crm/models";

    @Autowired
    MockMvc web;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    ModelDrafts drafts;

    @Autowired
    RepositoryService repository;

    @AfterEach
    void asDelivered() {
        ModelsAsDelivered.restore(repository, management, jdbc);
    }

    ResultActions as(String role, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user("analyst").roles(role)).with(csrf()));
    }

    ResultActions asAnalyst(MockHttpServletRequestBuilder request) throws Exception {
        return as("analysts", request);
    }
}
