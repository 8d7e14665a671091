package io.polisflow.web.worktime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.branch.Branches;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.process.ProcessTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Calendars and branches in the browser: who may, the draft and its preview, files, and that nothing typed is lost. */
@AutoConfigureMockMvc
class CalendarPageTest extends ProcessTest {

    private static final AtomicInteger SERIAL = new AtomicInteger();

    /** Another one for each test: a calendar that was deleted past the editor may still be counted by. */
    private final String code = "test-page-" + SERIAL.incrementAndGet();

    private final String year = "/crm/calendars/" + code + "/2026";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private WorkingCalendars calendars;

    @Autowired
    private Branches branches;

    @AfterEach
    void asDelivered() {
        jdbc.update("delete from branch_member where branch = 'test-kazan'");
        jdbc.update("delete from branch where code = 'test-kazan'");
        for (String table : List.of("calendar_change", "calendar_day", "calendar_year")) {
            jdbc.update("delete from " + table + " where calendar = ?", code);
        }
        jdbc.update("delete from calendar where code = ?", code);
    }

    private ResultActions asAdmin(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user("admin").roles("camunda-admin")).with(csrf()));
    }

    private void addRegion() throws Exception {
        asAdmin(post("/crm/calendars")
                        .param("code", code)
                        .param("name", "Наш край")
                        .param("zone", "Asia/Omsk"))
                .andExpect(redirectedUrl("/crm/calendars/" + code));
    }

    private static MockHttpServletRequestBuilder draft(String address, String source, String... changes) {
        return post(address)
                .param("revision", "-1")
                .param("source", source)
                .param("change", changes.length == 0 ? new String[] {""} : changes);
    }

    @Test
    void supervisionReadsAndOnlyAdministratorsChange() throws Exception {
        for (String role : List.of("supervisors", "heads")) {
            web.perform(get("/crm/calendars/ru/2026").with(user("one").roles(role)))
                    .andExpect(status().isOk())
                    .andExpect(content()
                            .string(allOf(
                                    containsString("247 рабочих дней, 1972 часа"),
                                    containsString("15 дней, 120 часов"),
                                    containsString("12 июня, пятница: День России"),
                                    not(containsString("Ввести в действие")),
                                    not(containsString("data-draft")))));
            web.perform(draft("/crm/calendars/ru/2026", "Я")
                            .with(user("one").roles(role))
                            .with(csrf()))
                    .andExpect(status().isForbidden());
            web.perform(get("/crm/branches").with(user("one").roles(role))).andExpect(status().isForbidden());
        }
        for (String role : List.of("sales", "analysts", "lawyers")) {
            web.perform(get("/crm/calendars").with(user("one").roles(role))).andExpect(status().isForbidden());
        }
        asAdmin(get("/crm/calendars"))
                .andExpect(content().string(allOf(containsString("Татарстан"), containsString("Asia/Yekaterinburg"))));
        asAdmin(get("/crm/calendars/ru/1999")).andExpect(status().isNotFound());
        asAdmin(get("/crm/calendars/none/2026")).andExpect(status().isNotFound());
    }

    @Test
    void aMissingYearIsSaidOnThePage() throws Exception {
        asAdmin(get("/crm/calendars/ru/2030"))
                .andExpect(content()
                        .string(containsString("Дни 2030 года не заведены: сроки считаются по обычным неделям")));
        addRegion();
        asAdmin(get("/crm/calendars"))
                .andExpect(content()
                        .string(allOf(
                                containsString("Наш край: дни 2026 года не заведены."),
                                containsString("Наш край: дни 2027 года не заведены."))));
    }

    @Test
    void aDraftIsPreviewedAndThenPutInForce() throws Exception {
        addRegion();
        String change = "2026-11-25|OFF|День края, большой";
        asAdmin(draft(year + "/preview", "Закон края", change))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("<td>25 ноября, среда</td>"),
                                containsString("выходной, День края, большой"),
                                containsString("value=\"" + change + "\""),
                                containsString("Открытых сроков, которые считаются по этому календарю, нет"),
                                containsString("Ввести в действие"))));
        assertThat(calendars.of(code).isWorkingDay(LocalDate.of(2026, 11, 25))).isTrue();

        asAdmin(draft(year, "Закон края", change)).andExpect(redirectedUrl(year));

        assertThat(calendars.of(code).isWorkingDay(LocalDate.of(2026, 11, 25))).isFalse();
        asAdmin(get(year))
                .andExpect(content()
                        .string(allOf(
                                containsString("Мария Лебедева"),
                                containsString("25 ноября: как в календаре страны → выходной, День края, большой"))));
    }

    @Test
    void whoComesLateReadsItAndKeepsTheDraft() throws Exception {
        addRegion();
        asAdmin(draft(year, "Закон края", "2026-11-25|OFF|")).andExpect(redirectedUrl(year));

        asAdmin(draft(year, "Мой закон", "2026-11-26|OFF|Моё"))
                .andExpect(status().isConflict())
                .andExpect(content()
                        .string(allOf(
                                containsString("изменил кто-то ещё"),
                                containsString("value=\"2026-11-26|OFF|Моё\""),
                                containsString("value=\"Мой закон\""),
                                not(containsString("value=\"-1\"")))));
        asAdmin(draft(year + "/preview", "", "2026-13-41|OFF|")).andExpect(status().isBadRequest());
    }

    @Test
    void aFileIsComparedAndItsFaultsAreNamedByLine() throws Exception {
        addRegion();
        upload("2026-11-25;off;День края\n2026-11-25;off")
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Строка 2: 25.11.2026 указано дважды")));
        upload("2026-11-25;off;День края")
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Из файла «края.csv»"),
                                containsString("value=\"2026-11-25|OFF|День края\""),
                                containsString("Ввести в действие"))));
        assertThat(calendars.of(code).isWorkingDay(LocalDate.of(2026, 11, 25))).isTrue();
    }

    private ResultActions upload(String text) throws Exception {
        return web.perform(multipart(year + "/import")
                .file(new MockMultipartFile("file", "края.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)))
                .with(user("admin").roles("camunda-admin"))
                .with(csrf()));
    }

    @Test
    void aRegionThatCannotBeCountedByIsRefusedAndNothingTypedIsLost() throws Exception {
        asAdmin(post("/crm/calendars")
                        .param("code", code)
                        .param("name", "Наш край")
                        .param("zone", "Сибирь"))
                .andExpect(status().isBadRequest())
                .andExpect(content()
                        .string(allOf(
                                containsString("Часового пояса «Сибирь» нет"), containsString("value=\"Наш край\""))));
        asAdmin(post("/crm/calendars")
                        .param("code", code)
                        .param("name", "Наш край")
                        .param("opens", "18:00")
                        .param("closes", "09:00"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("конец рабочего дня (9:00) раньше начала (18:00)")));
        asAdmin(post("/crm/calendars").param("code", "ru").param("name", "Ещё одна"))
                .andExpect(content().string(containsString("Календарь с кодом «ru» уже есть")));
    }

    @Test
    void peopleWorkByTheCalendarOfTheirBranch() throws Exception {
        assertThat(branches.head("manager")).contains("head");
        assertThat(calendars.codeOf("manager")).isEqualTo("ru");
        assertThat(calendars.codeOf("underwriter")).isEqualTo("ru");
        assertThat(calendars.ofUser(null)).isSameAs(calendars.country());

        MockHttpServletRequestBuilder kazan = post("/crm/branches")
                .param("code", "test-kazan")
                .param("name", "Казань")
                .param("calendar", "ru-ta")
                .param("head", "supervisor")
                .param("members", "underwriter");
        asAdmin(kazan).andExpect(redirectedUrl("/crm/branches"));

        assertThat(calendars.codeOf("underwriter")).isEqualTo("ru-ta");
        assertThat(calendars.ofUser("underwriter").isWorkingDay(LocalDate.of(2026, 11, 6)))
                .isFalse();
        assertThat(branches.head("underwriter")).contains("supervisor");
        assertThat(branches.members("test-kazan")).containsExactly("underwriter");
        asAdmin(get("/crm/branches"))
                .andExpect(content().string(allOf(containsString("Казань"), containsString("Пётр Соколов"))));

        asAdmin(post("/crm/branches/test-kazan")
                        .param("name", "Казань")
                        .param("calendar", "ru-ta")
                        .param("members", "underwriter", "manager")
                        .param(
                                "revision",
                                String.valueOf(branches.find("test-kazan")
                                        .orElseThrow()
                                        .revision())))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("«manager» уже работает в филиале «Москва»")));
        asAdmin(post("/crm/branches/test-kazan")
                        .param("name", "Казань-2")
                        .param("calendar", "ru-ta")
                        .param("revision", "-1"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("value=\"Казань-2\"")));
    }
}
