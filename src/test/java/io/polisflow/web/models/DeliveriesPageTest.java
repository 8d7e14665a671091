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
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.ModelDrafts;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An update brought another version of a table that an analyst had changed: theirs stays until somebody takes the delivered one. */
class DeliveriesPageTest extends ModelPageCase {

    private static final String TITLE = "С обновлением пришли другие редакции";

    private DeliveredTable table;

    @BeforeEach
    void aTableWaits() {
        table = DeliveredTable.waiting(repository);
    }

    @AfterEach
    @Override
    void asDelivered() {
        table.end();
        super.asDelivered();
    }

    private String inForce() {
        return new String(drafts.inForce().get(DeliveredTable.FILE).content(), StandardCharsets.UTF_8);
    }

    @Test
    void theDeliveredTableWaitsAndIsTaken() throws Exception {
        assertThat(inForce()).contains(DeliveredTable.OWN);
        asAnalyst(get(MODELS))
                .andExpect(content()
                        .string(allOf(
                                containsString(TITLE),
                                containsString("value=\"recontact-term\""),
                                containsString("Взять поставленную<"))));
        asAnalyst(post(MODELS + "/delivered/take"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Отметьте хотя бы одну")));

        asAnalyst(post(MODELS + "/delivered/take").param("key", DeliveredTable.KEY))
                .andExpect(redirectedUrl(MODELS));

        assertThat(inForce()).isEqualTo(SecondLawyer.delivered(DeliveredTable.FILE));
        asAnalyst(get(MODELS))
                .andExpect(content()
                        .string(allOf(
                                not(containsString(TITLE)),
                                containsString("Взята редакция, которая пришла с обновлением системы"))));
        asAnalyst(post(MODELS + "/delivered/take").param("key", DeliveredTable.KEY))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("Этот выбор устарел")));
    }

    @Test
    void itIsComparedInADraftFirst() throws Exception {
        asAnalyst(post(MODELS + "/delivered/compare").param("key", DeliveredTable.KEY))
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
