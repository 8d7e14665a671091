package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.process.ProcessTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

/** A request's way to a deal, and who then looks for its person, at the level that somebody sets to find a fault. */
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class LogStoryTest extends ProcessTest {

    private static final String PHONE = "+79264443322";

    private static final Map<String, LogLevel> LOUD = loud();

    @Autowired
    private MockMvc web;

    @Autowired
    private LoggingSystem logging;

    private static Map<String, LogLevel> loud() {
        Map<String, LogLevel> loud = new LinkedHashMap<>();
        loud.put("io.polisflow", LogLevel.DEBUG);
        loud.put("org.springframework.web", LogLevel.DEBUG);
        loud.put("org.springframework.security", LogLevel.DEBUG);
        loud.put("org.camunda.bpm.engine.jobexecutor", LogLevel.DEBUG);
        return loud;
    }

    @BeforeEach
    void speakUp() {
        LOUD.forEach(logging::setLogLevel);
    }

    @AfterEach
    void asBefore() {
        LOUD.keySet().forEach(logger -> logging.setLogLevel(logger, null));
        logging.setLogLevel("org.camunda.bpm.engine.jobexecutor", LogLevel.ERROR);
    }

    @Test
    void theLogTellsTheStoryAndNothingOfThePerson(CapturedOutput output) throws Exception {
        IncomingRequest request = with(webForm(freshInn()), "phone", PHONE);
        String deal = dealOf(request);
        long client = deal(deal).client().id();
        long contact = clients.contactsOf(client).get(0).id();
        String owner = deal(deal).owner();

        List<String> addresses = new ArrayList<>(List.of(
                "/crm/deals/" + deal,
                "/crm/clients/" + client,
                "/api/search?text=" + request.email(),
                "/api/search?text=89264443322",
                "/crm/search?find=" + request.email(),
                "/crm/deals/" + deal + "/call?contact=" + contact,
                "/crm/deals/" + deal + "/call?contact=nobody"));
        for (String address : addresses) {
            web.perform(get(address).with(httpBasic(owner, owner)));
        }
        for (String body : List.of(
                "{\"contactIds\":[" + contact + "],\"subject\":\"КП\",\"text\":\"Здравствуйте, " + PHONE + "\"}",
                "{\"contactIds\":\"" + request.email() + "\"}",
                "{\"phone\": " + PHONE)) {
            web.perform(post("/api/deals/" + deal + "/letters/preview")
                    .with(httpBasic(owner, owner))
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body));
        }
        web.perform(post("/crm/clients/" + client + "/contacts")
                .with(httpBasic(owner, owner))
                .with(csrf())
                .param("name", "Хворостова Аглая Никитична")
                .param("phone", PHONE)
                .param("email", "khvorostova@secret.example"));
        web.perform(get("/crm/deals/" + deal).with(httpBasic(owner, "Wrong-Secret-77")));

        assertThat(output.toString())
                .as("the log speaks")
                .contains("/crm/deals/" + deal, "/letters/preview")
                .as("of nobody")
                .doesNotContain(request.email(), request.email().replaceFirst("@.*", "@"))
                .doesNotContain("9264443322", "khvorostova@", "Хворостова", "Wrong-Secret-77");
    }
}
