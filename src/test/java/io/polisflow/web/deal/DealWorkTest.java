package io.polisflow.web.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.fixtures.PlantedDeadline;
import io.polisflow.process.ProcessTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Touches, objections and files from a deal's page: each once, each with what is wrong named at its field. */
@AutoConfigureMockMvc
class DealWorkTest extends ProcessTest {

    private static final byte[] PDF = "%PDF-1.7 осмотр".getBytes(StandardCharsets.UTF_8);
    private static final String LOSS =
            """
            {"lossReason":"competitor","lossComment":"Скидка","lossCompetitor":"ООО Другая",
             "lossCompetitorTerms":"0,1 %","recontactMonths":12}""";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Knowledge knowledge;

    private String deal;
    private String owner;
    private Long contact;

    @BeforeEach
    void aDealWithAContact() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        contact = clients.contactsOf(deal(deal).client().id()).get(0).id();
    }

    private ResultActions ask(String user, String path, String body) throws Exception {
        return web.perform(post("/api/deals/" + deal + path)
                .with(httpBasic(user, user))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private ResultActions read(String path) throws Exception {
        return web.perform(get("/api/deals/" + deal + path).with(httpBasic(owner, owner)));
    }

    private ResultActions page(String user) throws Exception {
        return web.perform(get("/crm/deals/" + deal).with(httpBasic(user, user)));
    }

    private void lose() throws Exception {
        ask("head", "/lose", LOSS).andExpect(status().isNoContent());
    }

    private String touch(String at, String more) {
        return "{\"touchKind\":\"MEETING\",\"touchAt\":\"" + at + "\",\"contactId\":" + contact
                + ",\"place\":\"Офис клиента\",\"note\":\"Показать расчёт\"" + more + "}";
    }

    private List<Activity> planned() {
        return transaction.execute(status -> deals.plannedTouchesOf(deal(deal)));
    }

    @Test
    void aTouchIsPlannedOnceInTheManagersCalendarAndShown() throws Exception {
        String body = touch("2026-11-25T11:00", ",\"key\":\"" + UUID.randomUUID() + "\"");

        AtOnce.all(
                () -> ask(owner, "/touches", body).andExpect(status().isCreated()),
                () -> ask(owner, "/touches", body).andExpect(status().isCreated()));

        assertThat(planned()).singleElement().satisfies(touch -> {
            assertThat(touch.owner()).isEqualTo(owner);
            assertThat(touch.contactId()).isEqualTo(contact);
        });
        assertThat(history(deal)).contains("Запланировано: встреча 25.11.2026 11:00");
        page(owner)
                .andExpect(content().string(containsString("С кем: <span>Пётр Петров")))
                .andExpect(content().string(containsString("Офис клиента")));
    }

    @Test
    void whatSpeaksAgainstATimeIsSaidBeforeAndARefusalNamesItsField() throws Exception {
        ask("head", "/touches", touch("2028-10-11T11:00", "")).andExpect(status().isCreated());

        read("/touches/warnings?touchKind=CALL&touchAt=2028-10-11T11:30")
                .andExpect(jsonPath("$.warnings[0].code").value("CONFLICT"))
                .andExpect(jsonPath("$.warnings[0].text").value(containsString("встреча 11:00–12:00")));
        read("/touches/warnings?touchKind=CALL&touchAt=2028-10-11T12:00").andExpect(jsonPath("$.warnings", hasSize(0)));
        read("/touches/warnings?touchAt=2028-10-14T12:00")
                .andExpect(jsonPath("$.warnings[0].code").value("DAY_OFF"));
        read("/touches/warnings?touchAt=2020-11-28T12:00")
                .andExpect(jsonPath("$.refusal").value(containsString("уже прошло")));
        read("/touches/warnings").andExpect(status().isOk());

        assertRefused(ask(owner, "/touches", touch("2028-10-14T12:00", "")), "touchAt", "в рабочее время");
        assertRefused(ask(owner, "/touches", "{\"touchKind\":\"CALL\"}"), "touchAt", "дату и время");
        assertRefused(
                ask(owner, "/touches", touch("2028-10-12T12:00", "").replace("\"MEETING\"", "null")),
                "touchKind",
                "вид");
        assertRefused(
                ask(owner, "/touches", touch("2028-10-12T12:00", "").replace("" + contact, "1")),
                "contactId",
                "Такого контакта");
        assertRefused(
                ask(owner, "/touches", touch("2028-10-12T12:00", "").replace("Офис клиента", "ы".repeat(501))),
                "place",
                "Место");
        ask(owner, "/touches", touch("2028-10-14T12:00", ",\"outOfHours\":true"))
                .andExpect(status().isCreated());
        assertThat(planned()).hasSize(2);
    }

    private static void assertRefused(ResultActions answer, String field, String message) throws Exception {
        answer.andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value(field))
                .andExpect(jsonPath("$.detail").value(containsString(message)));
    }

    private long article(String title) {
        return transaction.execute(status -> knowledge
                .create(new Knowledge.Draft(title, "Разложите цену по рискам", "", null, "price"), "head")
                .id());
    }

    private String objection(String more) {
        return "{\"contactId\":" + contact + ",\"category\":\"price\",\"words\":\"У соседей дешевле\"" + more + "}";
    }

    @Test
    void anObjectionIsRecordedOnceAndAnsweredLater() throws Exception {
        long article = article("Цена и риски " + UUID.randomUUID());
        String body = objection(",\"key\":\"" + UUID.randomUUID() + "\"");
        ask(owner, "/objections", body).andExpect(status().isCreated());
        String answer = ask(owner, "/objections", body)
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString();
        int id = JsonPath.read(answer, "$.objectionId");
        read("/objections")
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].contact").value("Пётр Петров"))
                .andExpect(jsonPath("$[0].wonOver").value(false));
        read("/objections/answers?category=price&words=" + "дешевле")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].title").isNotEmpty());
        read("/objections/answers").andExpect(jsonPath("$", hasSize(0)));

        String reply = "{\"version\":0,\"reply\":\"Показали расчёт\",\"wonOver\":true,\"articleId\":" + article + "}";
        assertRefused(
                ask(owner, "/objections/" + id + "/answer", "{\"version\":0,\"wonOver\":true}"), "reply", "ответили");
        ask(owner, "/objections/" + id + "/answer", reply).andExpect(status().isNoContent());
        ask(owner, "/objections/" + id + "/answer", reply)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("другой сотрудник")));
        ask(owner, "/objections/" + id + "/answer", reply.replace("\"version\":0", "\"version\":1"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("уже снято")));
        ask(owner, "/objections/1/answer", reply).andExpect(status().isNotFound());

        read("/objections")
                .andExpect(jsonPath("$[0].wonOver").value(true))
                .andExpect(jsonPath("$[0].reply").value("Показали расчёт"))
                .andExpect(jsonPath("$[0].answeredBy").isNotEmpty());
        assertThat(knowledge.get(article).orElseThrow().helped()).isEqualTo(1);
        assertThat(history(deal))
                .anyMatch(line -> line.startsWith("Возражение «") && line.endsWith("не снято"))
                .anyMatch(line -> line.startsWith("Ответ на возражение «") && line.endsWith("— снято"));
        page(owner)
                .andExpect(content().string(containsString("«У соседей дешевле»")))
                .andExpect(content().string(not(containsString("Отметить ответ</button>"))));
    }

    @Test
    void anObjectionThatLacksSomethingIsRefusedAtItsField() throws Exception {
        assertRefused(ask(owner, "/objections", "{\"words\":\"Дорого\"}"), "category", "Выберите вид");
        assertRefused(ask(owner, "/objections", "{\"category\":\"price\"}"), "words", "Запишите слова клиента");
        assertRefused(ask(owner, "/objections", objection("").replace("У соседей", "ы".repeat(2001))), "words", "2000");
        assertRefused(ask(owner, "/objections", objection(",\"wonOver\":true")), "reply", "Запишите ответ");
        assertRefused(ask(owner, "/objections", objection(",\"articleId\":999999999")), "articleId", "статьи");
        assertRefused(
                ask(owner, "/objections", objection("").replace("" + contact, "1")), "contactId", "Такого контакта");
        read("/objections").andExpect(jsonPath("$", hasSize(0)));
    }

    private ResultActions upload(String user, String name, byte[] bytes, String key) throws Exception {
        var request = multipart("/api/deals/" + deal + "/files").file(new MockMultipartFile("file", name, null, bytes));
        if (key != null) {
            request.param("key", key);
        }
        return web.perform(request.with(httpBasic(user, user)));
    }

    private ResultActions remove(String user, long file) throws Exception {
        return web.perform(delete("/api/deals/" + deal + "/files/" + file).with(httpBasic(user, user)));
    }

    @Test
    void aFileStandsAmongTheDocumentsUntilItsUploaderTakesItAway() throws Exception {
        String kept = upload(owner, "Осмотр.pdf", PDF, UUID.randomUUID().toString())
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.file.name").value("Осмотр.pdf"))
                .andExpect(jsonPath("$.shown").value(true))
                .andExpect(jsonPath("$.own").value(true))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        int id = JsonPath.read(kept, "$.id");
        PlantedDeadline.openStep(jdbc, deal, "lawyer");
        upload("lawyer", "Заключение.pdf", PDF, null).andExpect(status().isCreated());
        page(owner)
                .andExpect(content().string(containsString("Осмотр.pdf</a>")))
                .andExpect(content().string(containsString("aria-label=\"Убрать Осмотр.pdf\"")))
                .andExpect(content().string(not(containsString("aria-label=\"Убрать Заключение.pdf\""))));

        remove("head", id)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("file"));
        remove(owner, id).andExpect(status().isNoContent());
        remove(owner, id).andExpect(status().isConflict());
        page(owner)
                .andExpect(content().string(containsString("aria-label=\"Вернуть Осмотр.pdf\"")))
                .andExpect(content().string(not(containsString("Осмотр.pdf</a>"))));
        page("head").andExpect(content().string(not(containsString("Вернуть Осмотр.pdf"))));
        ask(owner, "/files/" + id + "/restore", "{}").andExpect(status().isNoContent());
        read("/files").andExpect(jsonPath("$", hasSize(2)));
        remove(owner, 1).andExpect(status().isNotFound());

        remove(owner, id).andExpect(status().isNoContent());
        clock.move(Duration.ofHours(25));
        page(owner).andExpect(content().string(not(containsString("Вернуть Осмотр.pdf"))));
    }

    @Test
    void whatIsNoDocumentIsRefusedWithItsName() throws Exception {
        assertRefused(upload(owner, "virus.pdf", new byte[] {'M', 'Z'}, null), "file", "«virus.pdf» не принят");
        assertRefused(upload(owner, "пусто.pdf", new byte[0], null), "file", "«пусто.pdf» пуст");
        assertRefused(upload(owner, "большой.pdf", new byte[20 * 1024 * 1024 + 1], null), "file", "больше 20 МБ");
        web.perform(multipart("/api/deals/" + deal + "/files").with(httpBasic(owner, owner)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value("Выберите файл"));
        String other = owner.equals("manager") ? "manager2" : "manager";
        upload(other, "чужой.pdf", PDF, null).andExpect(status().isNotFound());
        read("/files").andExpect(jsonPath("$", hasSize(0)));
    }

    @Test
    void strangersFindNothingAndApproversLookAndDoNothing() throws Exception {
        String other = owner.equals("manager") ? "manager2" : "manager";
        for (String stranger : List.of(other, "underwriter")) {
            ask(stranger, "/touches", touch("2026-11-25T11:00", "")).andExpect(status().isNotFound());
            page(stranger).andExpect(status().isNotFound());
        }
        PlantedDeadline.openStep(jdbc, deal, "underwriter");
        ask("underwriter", "/touches", touch("2026-11-25T11:00", "")).andExpect(status().isForbidden());
        ask("underwriter", "/objections", objection("")).andExpect(status().isForbidden());
        page("underwriter")
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("data-dialog=\"touch\""))))
                .andExpect(content().string(containsString("data-choose-files")));
    }

    @Test
    void aLostDealTakesLettersAndPapersAndNothingElse() throws Exception {
        ask(owner, "/objections", objection("")).andExpect(status().isCreated());
        lose();

        ask(owner, "/touches", touch("2026-11-25T11:00", "")).andExpect(status().isConflict());
        ask(owner, "/objections", objection("")).andExpect(status().isConflict());
        int id = JsonPath.read(
                read("/objections").andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8), "$[0].id");
        ask(owner, "/objections/" + id + "/answer", "{\"version\":0,\"reply\":\"Поздно\"}")
                .andExpect(status().isConflict());
        upload(owner, "Предложение конкурента.pdf", PDF, null).andExpect(status().isCreated());
        page(owner)
                .andExpect(content().string(containsString("data-dialog=\"letter\"")))
                .andExpect(content().string(not(containsString("data-dialog=\"touch\""))))
                .andExpect(content().string(not(containsString("data-dialog=\"objection\""))))
                .andExpect(content().string(not(containsString("Отметить ответ"))));
    }
}
