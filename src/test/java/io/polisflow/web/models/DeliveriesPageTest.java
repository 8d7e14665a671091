package io.polisflow.web.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.fixtures.DeliveredTable;
import io.polisflow.fixtures.ModelsAsDelivered;
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.draft.ModelDrafts;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** An update brought another version of a table that an analyst had changed: theirs stays until somebody takes the delivered one. */
@AutoConfigureMockMvc
class DeliveriesPageTest extends ProcessTest {

    private static final String MODELS = "/crm/models";
    private static final String TITLE = "С обновлением пришли другие редакции";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private ModelDrafts drafts;

    @Autowired
    private RepositoryService repository;

    private DeliveredTable table;

    @BeforeEach
    void aTableWaits() {
        table = DeliveredTable.waiting(repository);
    }

    @AfterEach
    void asDelivered() {
        table.end();
        ModelsAsDelivered.restore(repository, management, jdbc);
    }

    private ResultActions analyst(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user("analyst").roles("analysts")).with(csrf()));
    }

    private String inForce() {
        return new String(drafts.inForce().get(DeliveredTable.FILE).content(), StandardCharsets.UTF_8);
    }

    @Test
    void theDeliveredTableWaitsAndIsTaken() throws Exception {
        assertThat(inForce()).contains(DeliveredTable.OWN);
        analyst(get(MODELS))
                .andExpect(content()
                        .string(allOf(
                                containsString(TITLE),
                                containsString("value=\"recontact-term\""),
                                containsString("Взять поставленную<"))));
        analyst(post(MODELS + "/delivered/take"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Отметьте хотя бы одну")));

        analyst(post(MODELS + "/delivered/take").param("key", DeliveredTable.KEY))
                .andExpect(redirectedUrl(MODELS));

        assertThat(inForce()).isEqualTo(SecondLawyer.delivered(DeliveredTable.FILE));
        analyst(get(MODELS))
                .andExpect(content()
                        .string(allOf(
                                not(containsString(TITLE)),
                                containsString("Взята редакция, которая пришла с обновлением системы"))));
        analyst(post(MODELS + "/delivered/take").param("key", DeliveredTable.KEY))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("Этот выбор устарел")));
    }

    @Test
    void itIsComparedInADraftFirst() throws Exception {
        analyst(post(MODELS + "/delivered/compare").param("key", DeliveredTable.KEY))
                .andExpect(redirectedUrlPattern(MODELS + "/drafts/*"));

        assertThat(drafts.files(drafts.open().get(0).id()))
                .extracting(ModelDrafts.DraftedFile::path)
                .containsExactly(DeliveredTable.FILE);
        assertThat(inForce()).as("nothing is in force yet").contains(DeliveredTable.OWN);
    }

    @Test
    void onlyWhoDrawsModelsDecides() throws Exception {
        web.perform(post(MODELS + "/delivered/take")
                        .param("key", DeliveredTable.KEY)
                        .with(user("manager").roles("sales"))
                        .with(csrf()))
                .andExpect(status().isForbidden());
        assertThat(inForce()).contains(DeliveredTable.OWN);
    }
}
