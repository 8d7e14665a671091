package io.polisflow.web.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.polisflow.crm.letter.Letter;
import io.polisflow.fixtures.PlantedDeadline;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.letterdelivery.LetterDelivery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Writing a letter through the API that the dialog of the deal's page uses, and what the page shows of it. */
@AutoConfigureMockMvc
class DealLettersApiTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    private String deal;
    private String owner;
    private Long contact;

    @BeforeEach
    void aDealWithAContact() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        contact = clients.contactsOf(deal(deal).client().id()).get(0).id();
        mail.reset();
    }

    private ResultActions post(String user, String path, String body) throws Exception {
        return web.perform(MockMvcRequestBuilders.post("/api/deals/" + deal + "/letters" + path)
                .with(httpBasic(user, user))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private ResultActions start(String query) throws Exception {
        return web.perform(get("/api/deals/" + deal + "/letters/start" + query).with(httpBasic(owner, owner)));
    }

    private ResultActions page(String user) throws Exception {
        return web.perform(get("/crm/deals/" + deal).with(httpBasic(user, user)));
    }

    private String letter(String key) {
        return """
                {"key":"%s","contactIds":["%d"],"subject":"Вопрос","text":"Добрый день!\\n\\n<b>Ждём</b> ответа","fileIds":[]}"""
                .formatted(key, contact);
    }

    @Test
    void aLetterIsAcceptedOnceAndShownWithItsAuthor() throws Exception {
        String key = UUID.randomUUID().toString();
        String first = post(owner, "", letter(key))
                .andExpect(status().isAccepted())
                .andReturn()
                .getResponse()
                .getContentAsString();
        String again = post(owner, "", letter(key))
                .andExpect(status().isAccepted())
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(again).isEqualTo(first);
        runJob(deal, LetterDelivery.TASK_DELIVER_LETTER);
        assertThat(mail.sent()).hasSize(1);
        page(owner)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Вопрос [" + deal + "]")))
                .andExpect(content().string(containsString("написал(а)")))
                .andExpect(content().string(not(containsString("<b>Ждём</b>"))));
    }

    @Test
    void thePreviewIsWhatWouldGoOutAndSendsNothing() throws Exception {
        post(owner, "/preview", letter("12345678"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.subject").value("Вопрос [" + deal + "]"))
                .andExpect(jsonPath("$.recipients[0]").value(startsWith("petrov")))
                .andExpect(jsonPath("$.html").value(containsString("&lt;b&gt;Ждём&lt;/b&gt; ответа")));

        assertThat(instance(LetterDelivery.KEY, deal)).isNull();
        assertThat(history(deal)).noneMatch(line -> line.startsWith("Написано"));
    }

    @Test
    void aMissingFieldIsNamed() throws Exception {
        for (String path : List.of("", "/preview")) {
            post(owner, path, "{\"subject\":\"Тема\",\"text\":\"Текст\"}")
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value("contactIds"))
                    .andExpect(jsonPath("$.detail").value(startsWith("Кому")));
            post(owner, path, letter("12345678").replace("\"Вопрос\"", "null"))
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value("subject"));
        }
        post(owner, "", letter("short")).andExpect(jsonPath("$.field").value("key"));
    }

    @Test
    void aLetterBeginsAsATemplateWordsItOrAsAnAnswer() throws Exception {
        start("?template=deal-letter&contactId=" + contact)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.subject").value(containsString(deal)))
                .andExpect(jsonPath("$.text").value(startsWith("Здравствуйте, Пётр Петров!")));
        start("").andExpect(jsonPath("$.text").value(""));
        start("?template=nothing")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("template"));
        start("?answers=1").andExpect(status().isNotFound());

        transaction.executeWithoutResult(status -> letters.receive(
                deal(deal),
                "<" + UUID.randomUUID() + "@c.example>",
                null,
                "buh@c.example",
                "Счёт",
                "Где счёт?",
                null,
                List.of()));
        long received = transaction.execute(status -> letters.of(deal(deal)).stream()
                .filter(letter -> letter.direction() == Letter.Direction.IN)
                .findFirst()
                .orElseThrow()
                .id());
        start("?answers=" + received)
                .andExpect(jsonPath("$.subject").value("Re: Счёт"))
                .andExpect(jsonPath("$.text").value(containsString("> Где счёт?")));
        page(owner).andExpect(content().string(containsString("data-answers=\"" + received + "\"")));
        post(owner, "", "{\"toSender\":true,\"answers\":" + received + ",\"subject\":\"Re: Счёт\",\"text\":\"Вот\"}")
                .andExpect(status().isAccepted());
    }

    @Test
    void onlyWhoeverWorksOnTheDealWrites() throws Exception {
        String other = owner.equals("manager") ? "manager2" : "manager";
        for (String stranger : List.of(other, "lawyer", "underwriter")) {
            post(stranger, "", letter("12345678")).andExpect(status().isNotFound());
            page(stranger).andExpect(status().isNotFound());
        }
        PlantedDeadline.openStep(jdbc, deal, "lawyer");
        post("lawyer", "", letter("12345678")).andExpect(status().isForbidden());
        page("lawyer")
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("data-dialog=\"letter\""))));
        post("analyst", "", letter("12345678")).andExpect(status().isForbidden());
        post("head", "", letter("12345678")).andExpect(status().isAccepted());
        page("head").andExpect(content().string(containsString("data-dialog=\"letter\"")));
        deal = "D-1999-000001";
        post("head", "", letter("12345678")).andExpect(status().isNotFound());
    }

    @Test
    void theApiSaysInItsDescriptionWhatALetterIs() throws Exception {
        String description = web.perform(get("/v3/api-docs").with(httpBasic(owner, owner)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);

        for (String path : List.of("letters", "letters/preview", "touches", "objections", "objections/{id}/answer")) {
            assertThat(JsonPath.<String>read(description, "$.paths['/api/deals/{number}/" + path + "'].post.summary"))
                    .isNotBlank();
        }
        assertThat(JsonPath.<java.util.Map<String, Object>>read(
                        description, "$.paths['/api/deals/{number}/files'].post.requestBody.content"))
                .containsKey("multipart/form-data");
    }
}
