package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.crm.knowledge.Knowledge.Draft;
import io.polisflow.crm.knowledge.Knowledge.Found;
import io.polisflow.process.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The knowledge base in the browser and as JSON: searching, saying what helped, writing, and who may do what. */
@AutoConfigureMockMvc
class KnowledgePageTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private Knowledge knowledge;

    @Autowired
    private JdbcTemplate jdbc;

    private long article;

    @BeforeEach
    void anAnswerIsThere() {
        article = knowledge
                .create(new Draft("Синхрофазотрон <b>дорог</b>", "Ответ & текст", "физика", null, "coverage"), "head")
                .id();
    }

    @AfterEach
    void forget() {
        jdbc.update("delete from knowledge_use where article_id = ?", article);
        jdbc.update("delete from knowledge_article where id = ? or title = 'Циклотрон'", article);
    }

    private static RequestPostProcessor as(String name, String role) {
        return user(name).roles(role);
    }

    private Found found() {
        return knowledge.get(article).orElseThrow();
    }

    @Test
    void anyFormOfTheWordFindsTheAnswerAndWhatPeopleWroteIsTextAndNeverMarkup() throws Exception {
        web.perform(get("/crm/knowledge").param("query", "синхрофазотрону").with(as("manager", "sales")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Синхрофазотрон &lt;b&gt;дорог&lt;/b&gt;")))
                .andExpect(content().string(not(containsString("Ничего не нашлось"))));
        web.perform(get("/crm/knowledge").param("query", "абракадабра").with(as("manager", "sales")))
                .andExpect(content().string(containsString("Ничего не нашлось")));
    }

    @Test
    void theApiTellsTheSameAndCountsNothing() throws Exception {
        web.perform(get("/api/knowledge")
                        .param("query", "синхрофазотроны")
                        .param("category", "coverage")
                        .with(httpBasic("manager", "manager")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].id").value(article))
                .andExpect(jsonPath("$[0].categoryLabel").value("Мало покрытых рисков"))
                .andExpect(jsonPath("$[0].tags[0]").value("физика"))
                .andExpect(jsonPath("$[0].helpedPercent").isEmpty());
        assertThat(found().shown()).isZero();
        web.perform(get("/api/knowledge").with(httpBasic("analyst", "analyst"))).andExpect(status().isForbidden());
        web.perform(get("/api/knowledge")).andExpect(status().isUnauthorized());
    }

    @Test
    void fromAnObjectionOneClickShowsTheBestAnswersAndAnotherSaysThatItHelped() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        String owner = deal(deal).owner();
        web.perform(get("/crm/knowledge")
                        .param("query", "синхрофазотрон")
                        .param("category", "coverage")
                        .param("deal", deal)
                        .with(as(owner, "sales")))
                .andExpect(content().string(containsString("Ответы для сделки")))
                .andExpect(content().string(containsString("name=\"_csrf\"")));
        assertThat(found().shown()).isEqualTo(1);

        for (int click = 0; click < 3; click++) {
            web.perform(post("/crm/knowledge/" + article + "/verdict")
                            .param("helped", "true")
                            .param("category", "coverage")
                            .param("deal", deal)
                            .with(as(owner, "sales"))
                            .with(csrf()))
                    .andExpect(redirectedUrlPattern("/crm/knowledge?*category=coverage*deal=" + deal))
                    .andExpect(flash().attribute("judged", article));
        }
        assertThat(found())
                .extracting(Found::shown, Found::judged, Found::helped)
                .containsExactly(1L, 1L, 1L);
        web.perform(get("/crm/knowledge/" + article).param("deal", deal).with(as(owner, "sales")))
                .andExpect(content().string(containsString("помогла <span>1</span>")));
    }

    @Test
    void browsingCountsNothing() throws Exception {
        web.perform(get("/crm/knowledge").with(as("manager", "sales")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Синхрофазотрон")));

        assertThat(found().shown()).isZero();
    }

    @Test
    void whatDoesNotExistIsSaidInRussian() throws Exception {
        web.perform(get("/crm/knowledge/424242").with(as("manager", "sales")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Такой статьи нет")));
        web.perform(get("/crm/knowledge").param("deal", "D-1999-000001").with(as("manager", "sales")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Такой сделки нет")));
        web.perform(post("/crm/knowledge/424242/verdict")
                        .param("helped", "true")
                        .with(as("manager", "sales"))
                        .with(csrf()))
                .andExpect(status().isNotFound());
    }

    @Test
    void headsAndSupervisorsWriteAndManagersDoNot() throws Exception {
        for (String role : new String[] {"heads", "supervisors"}) {
            web.perform(get("/crm/knowledge/" + article + "/edit").with(as("head", role)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("Изменить статью")));
        }
        web.perform(get("/crm/knowledge/new").with(as("manager", "sales"))).andExpect(status().isForbidden());
        web.perform(post("/crm/knowledge/" + article)
                        .param("version", "0")
                        .param("title", "Моё")
                        .param("body", "Текст")
                        .with(as("manager", "sales"))
                        .with(csrf()))
                .andExpect(status().isForbidden());
        web.perform(post("/crm/knowledge")
                        .param("title", "Моё")
                        .param("body", "Текст")
                        .with(as("head", "heads")))
                .andExpect(status().isForbidden());
        assertThat(found().article().title()).startsWith("Синхрофазотрон");
    }

    @Test
    void aNewArticleIsFoundAndAChangedOneTooUntilItIsTakenOut() throws Exception {
        web.perform(post("/crm/knowledge")
                        .param("title", "Циклотрон")
                        .param("body", "Как отвечать")
                        .param("tags", "ускоритель")
                        .param("category", "price")
                        .param("product", "")
                        .with(as("head", "heads"))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection());
        web.perform(get("/api/knowledge").param("query", "ускорители").with(httpBasic("manager", "manager")))
                .andExpect(jsonPath("$[0].title").value("Циклотрон"));
        web.perform(post("/crm/knowledge/" + article)
                        .param("version", "0")
                        .param("title", "Бетатрон")
                        .param("body", "Иначе")
                        .with(as("supervisor", "supervisors"))
                        .with(csrf()))
                .andExpect(redirectedUrl("/crm/knowledge/" + article));

        assertThat(found().article().title()).isEqualTo("Бетатрон");
        assertThat(found().article().active()).isFalse();
        web.perform(get("/api/knowledge").param("query", "бетатрон").with(httpBasic("manager", "manager")))
                .andExpect(content().json("[]"));
    }

    @Test
    void aRefusedArticleComesBackWithWhatWasTyped() throws Exception {
        web.perform(post("/crm/knowledge")
                        .param("title", " ")
                        .param("body", "Долго писали")
                        .with(as("head", "heads"))
                        .with(csrf()))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Укажите заголовок")))
                .andExpect(content().string(containsString("Долго писали")));
        web.perform(post("/crm/knowledge/" + article)
                        .param("version", "7")
                        .param("title", "Поздно")
                        .param("body", "Чужая правка была раньше")
                        .with(as("head", "heads"))
                        .with(csrf()))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("изменил другой сотрудник")))
                .andExpect(content().string(containsString("Чужая правка была раньше")));
    }
}
