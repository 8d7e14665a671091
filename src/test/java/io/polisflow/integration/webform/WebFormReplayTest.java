package io.polisflow.integration.webform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.polisflow.crm.DatabaseTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** A signed form that somebody recorded and sends again. */
abstract class WebFormReplayTest extends DatabaseTest {

    @Autowired
    private WebFormInbox inbox;

    private String form(String submission) {
        return """
                {"companyName": "ООО «%s»", "email": "%s@client.example", "product": "property", "object": "Склад",
                 "submissionId": "%s", "consent": true}"""
                .formatted(submission, submission, submission);
    }

    private int send(String body, long time) throws Exception {
        MockMvc site = WebFormSite.with(inbox, new SimpleMeterRegistry(), "signature-secret=shared-secret");
        return site.perform(
                        WebFormAccessTest.signed(post("/hooks/webform").contentType("application/json"), time, body))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private long requests(String submission) {
        return jdbc.queryForObject(
                "select count(*) from insurance_request where external_id = ?", Long.class, submission);
    }

    @Test
    void isRefusedAndMakesNothing() throws Exception {
        String submission = UUID.randomUUID().toString();
        long now = WebFormSite.NOW.getEpochSecond();
        assertThat(send(form(submission), now)).isEqualTo(202);
        assertThat(send(form(submission), now)).isEqualTo(409);
        // Signed anew by the site itself it is the repeat of a submission, and welcome.
        assertThat(send(form(submission), now + 1)).isEqualTo(202);
        assertThat(requests(submission)).isEqualTo(1);
    }

    @Test
    void ofEightAtOneMomentOneIsTaken() throws Exception {
        String submission = UUID.randomUUID().toString();
        List<Integer> answers = atOnce(() -> send(form(submission), WebFormSite.NOW.getEpochSecond()));
        assertThat(answers).containsOnlyOnce(202).containsOnly(202, 409);
        assertThat(requests(submission)).isEqualTo(1);
    }

    @Test
    void aSignatureWhoseFormCouldNotBeTakenIsNotUsedUp() throws Exception {
        String submission = UUID.randomUUID().toString();
        String body = form(submission);
        long now = WebFormSite.NOW.getEpochSecond();
        transaction.executeWithoutResult(status -> {
            try {
                assertThat(send(body, now)).isEqualTo(202);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            status.setRollbackOnly();
        });
        assertThat(requests(submission)).isZero();
        assertThat(send(body, now)).isEqualTo(202);
    }
}
