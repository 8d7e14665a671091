package io.polisflow.web.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.models.migration.MigrationCase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The page of a model's paths, for whoever watches over work and for analysts, who see no deals. */
@AutoConfigureMockMvc
class PathPageTest extends MigrationCase {

    /** A day on which nothing else ends; two instances of a made-up version, which no model tells apart. */
    private static final String DAY = "2043-05-12";

    private static final String PERIOD = "?from=" + DAY + "&to=" + DAY;

    @Autowired
    private MockMvc web;

    private String lost;

    @BeforeEach
    void aLostDealThatWasReworkedOnceAndOneThatWentStraight() {
        if (!jdbc.queryForList("select 1 from work_event where process = ? and at_ > ?", APPROVAL, at(0))
                .isEmpty()) {
            lost = jdbc.queryForObject(
                    "select min(deal_number) from work_event where process = ? and at_ > ?",
                    String.class,
                    APPROVAL,
                    at(0));
            return;
        }
        lost = openDeal();
        jdbc.update("update deal set stage = 'LOST' where number = ?", lost);
        passed(lost, "Task_CheckTariff", "Task_CheckTerms", "Task_CheckTariff");
        passed(null, "Task_CheckTariff", "Task_CheckTerms");
    }

    private static Timestamp at(int hour) {
        return Timestamp.from(Instant.parse(DAY + "T00:00:00Z").plusSeconds(3600L * hour));
    }

    private void passed(String deal, String... tasks) {
        String instance = UUID.randomUUID().toString();
        int hour = 1;
        for (String task : tasks) {
            event("TASK_COMPLETED", hour + 1, hour, instance, task, deal);
            hour++;
        }
        event("INSTANCE_ENDED", hour, 1, instance, null, deal);
    }

    private void event(String kind, int at, int began, String instance, String element, String deal) {
        jdbc.update(
                "insert into work_event (id, at_, kind, process, model_version, instance_id, passage, element, element_type, deal_number,"
                        + " began_at, due_at) values (nextval('work_event_seq'), ?, ?, ?, 0, ?, ?, ?, 'userTask', ?, ?, ?)",
                at(at),
                kind,
                APPROVAL,
                instance,
                UUID.randomUUID().toString(),
                element,
                deal,
                at(began),
                element == null ? null : at(3));
    }

    private ResultActions asked(String role, String path) throws Exception {
        return web.perform(get("/crm/models/" + path)
                .accept(MediaType.TEXT_HTML)
                .with(user(role.equals("heads") ? "head" : "somebody").roles(role)));
    }

    private String page(String role, String path) throws Exception {
        return asked(role, path)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private static String words(String html) {
        return html.replaceAll("(?s)<head>.*?</head>", " ")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ");
    }

    @Test
    void variantsLoopsAndLossesAreToldInWords() throws Exception {
        String page = page("analysts", APPROVAL + "/paths" + PERIOD);

        assertThat(words(page))
                .contains(
                        "2 процесса завершено",
                        "2 варианта пути",
                        "0 сделок выиграно , 1 проиграна",
                        "1 ч ушло на повторы",
                        "50 % (1), накоплено 100 %",
                        "Проверить тариф Проверить условия Проверить тариф",
                        "Проверить тариф 1 из 2 (50 %) 1 1 ч 1 ч",
                        "Проверить тариф 1 (100 %) 1 из 3 (33 %)",
                        "Параллельные ветки стоят одна за другой")
                .doesNotContain("null");
        assertThat(page)
                .contains(
                        "data-step=\"Task_CheckTariff\" data-lost=\"потеряно 100 %\" data-again=\"↻ 50 %\" data-late=\"поздно 33 %\"");
    }

    @Test
    void whoSeesDealsGetsFromANumberToThemAndAnAnalystDoesNot() throws Exception {
        assertThat(page("analysts", APPROVAL + "/paths" + PERIOD))
                .doesNotContain("/paths/deals")
                .doesNotContain(lost);
        asked("analysts", APPROVAL + "/paths/deals" + PERIOD + "&last=Task_CheckTariff")
                .andExpect(status().isForbidden());
        for (String role : List.of("supervisors", "heads")) {
            Matcher link = Pattern.compile("href=\"/crm/models/([^\"]*/paths/deals[^\"]*last=[^\"]*)\"")
                    .matcher(page(role, APPROVAL + "/paths" + PERIOD));
            assertThat(link.find()).as(role).isTrue();
            assertThat(page(role, link.group(1).replace("&amp;", "&")))
                    .contains("/crm/deals/" + lost, "«Проверить тариф»", "Проиграна");
        }
        Matcher variant = Pattern.compile("href=\"/crm/models/([^\"]*/paths/deals[^\"]*variant=[^\"]*)\"")
                .matcher(page("heads", APPROVAL + "/paths" + PERIOD));
        int found = 0;
        while (variant.find()) {
            found += page("heads", variant.group(1).replace("&amp;", "&")).contains("/crm/deals/" + lost) ? 1 : 0;
        }
        assertThat(found).as("the deal's own variant only").isOne();
    }

    @Test
    void theSpreadsheetTellsWhatThePageDoes() throws Exception {
        asked("heads", APPROVAL + "/paths/csv" + PERIOD)
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString(".csv")))
                .andExpect(content()
                        .string(containsString(
                                "\"Проверить тариф → Проверить условия → Проверить тариф\";\"1\";\"50 %\";\"3,0\"")));
    }

    @Test
    void anEmptyPeriodAndAWrongOneAreSaidSo() throws Exception {
        assertThat(words(page("camunda-admin", APPROVAL + "/paths?from=2044-01-01&to=2044-01-02")))
                .contains("С 01.01.2044 по 02.01.2044 ни один процесс по этой модели не завершился");
        assertThat(words(page("heads", APPROVAL + "/paths?from=2044-02-01&to=2044-01-02")))
                .contains("Начало периода позже его конца. Показаны последние 90 дней.");
        assertThat(words(page("heads", APPROVAL + "/paths?from=soon"))).contains("Дата записана неверно");
        assertThat(words(page("heads", APPROVAL + "/paths?from=0001-01-01"))).contains("Таких лет в данных нет");
        asked("heads", APPROVAL + "/paths?version=first").andExpect(status().isBadRequest());
        asked("heads", "no-such-model/paths").andExpect(status().isNotFound());
        asked("heads", APPROVAL + "/paths/deals" + PERIOD).andExpect(status().isBadRequest());
    }

    @Test
    void whoWorksInModelsIsNotLetIn() throws Exception {
        for (String role : List.of("sales", "underwriters", "lawyers")) {
            for (String path : List.of("/paths", "/paths/deals", "/paths/csv", "/paths/drawing")) {
                asked(role, APPROVAL + path).andExpect(status().isForbidden());
            }
        }
        asked("supervisors", APPROVAL + "/paths/drawing").andExpect(status().isOk());
        asked("supervisors", APPROVAL).andExpect(status().isForbidden());
    }
}
