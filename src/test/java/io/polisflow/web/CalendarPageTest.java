package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.process.ProcessTest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** A manager's week in the browser, and moving, holding and cancelling touches through the API. */
@AutoConfigureMockMvc
class CalendarPageTest extends ProcessTest {

    /** The week of the tests' clock: it begins on Monday, 23 November 2026, and now it is Tuesday, 10 o'clock. */
    private static final LocalDateTime TOMORROW = LocalDateTime.of(2026, 11, 25, 11, 30);

    @Autowired
    private MockMvc web;

    @Autowired
    private TouchCalendar calendar;

    @Autowired
    private ClientContacts contacts;

    private String deal;
    private String owner;
    private String inn;

    @BeforeEach
    void aDeal() {
        inn = freshInn();
        deal = dealOf(with(webForm(inn), "companyName", "ООО «Касание " + inn + "»"));
        owner = deal(deal).owner();
    }

    private long plan(LocalDateTime at, String note) {
        Long contact = transaction.execute(
                status -> deals.find(deal).orElseThrow().contact().id());
        return calendar.plan(deal, new Plan(Activity.Kind.MEETING, at, "Офис клиента", contact, note))
                .id();
    }

    private ResultActions week(String user, String role, String... parameters) throws Exception {
        var request = get("/crm/calendar").with(user(user).roles(role));
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return web.perform(request);
    }

    private ResultActions ask(String user, long touch, String action, String body) throws Exception {
        return web.perform(post("/api/touches/" + touch + "/" + action)
                .with(httpBasic(user, user))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private Activity touch(long id) {
        return calendar.get(id);
    }

    @Test
    void theWeekShowsWhatIsPlannedAndOtherWeeksAreOneStepAway() throws Exception {
        plan(TOMORROW, "Показать <b>расчёт</b>");

        week(owner, "sales")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("23 – 29 ноября 2026")))
                .andExpect(content().string(containsString("Касание " + inn)))
                .andExpect(content().string(containsString("11:30")))
                .andExpect(content().string(containsString("Встреча")))
                .andExpect(content().string(containsString("Пётр Петров")))
                .andExpect(content().string(containsString("Показать &lt;b&gt;расчёт&lt;/b&gt;")))
                .andExpect(content().string(containsString("data-value-touch-at=\"2026-11-25T11:30\"")))
                .andExpect(content().string(containsString("week=2026-11-16")))
                .andExpect(content().string(containsString("week=2026-11-30")));
        week(owner, "sales", "week", "2026-12-02")
                .andExpect(content().string(containsString("30 ноября – 6 декабря 2026")))
                .andExpect(content().string(not(containsString("Касание " + inn))));
        for (String nonsense : List.of("завтра", "9999-01-01", "-500-01-01", "2026-02-30")) {
            week(owner, "sales", "week", nonsense)
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("23 – 29 ноября 2026")));
        }
    }

    @Test
    void whatIsOverdueIsMarkedAndStaysInSightInLaterWeeks() throws Exception {
        plan(TOMORROW, null);
        clock.move(Duration.ofDays(2));
        week(owner, "sales").andExpect(content().string(containsString("просрочено")));
        clock.move(Duration.ofDays(7));
        week(owner, "sales")
                .andExpect(content().string(containsString("Просрочено")))
                .andExpect(content().string(containsString("25.11.2026 11:30")))
                .andExpect(content().string(containsString("Касание " + inn)));
    }

    @Test
    void anEmptyWeekSaysSo() throws Exception {
        week("supervisor", "supervisors")
                .andExpect(content().string(containsString("На этой неделе касаний нет")))
                .andExpect(content().string(containsString("Чей календарь")));
    }

    @Test
    void onlyHeadsAndSupervisorsOpenAnothersCalendar() throws Exception {
        plan(TOMORROW, null);
        String other = owner.equals("manager") ? "manager2" : "manager";
        week(other, "sales", "owner", owner)
                .andExpect(status().isForbidden())
                .andExpect(content().string(containsString("Чужой календарь")));
        week("head", "heads", "owner", owner)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Касание " + inn)));
        week("head", "heads", "owner", "nobody\0")
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Такого менеджера нет")));
        week("analyst", "analysts").andExpect(status().isForbidden());
    }

    @Test
    void aTouchMovesWithinWorkingHoursOnly() throws Exception {
        long touch = plan(TOMORROW, null);
        ask(owner, touch, "move", "{\"touchAt\":\"2026-11-26T14:00\"}").andExpect(status().isNoContent());
        assertThat(touch(touch).startsAt().atZone(clock.getZone()).toLocalDateTime())
                .isEqualTo(LocalDateTime.of(2026, 11, 26, 14, 0));
        for (String wrong : List.of(
                "\"2026-11-28T12:00\"",
                "\"2026-11-26T22:00\"",
                "\"2026-11-24T09:30\"",
                "\"2046-11-26T14:00\"",
                "\"завтра\"",
                "\"\"",
                "null")) {
            ask(owner, touch, "move", "{\"touchAt\":" + wrong + "}")
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value("touchAt"))
                    .andExpect(jsonPath("$.detail").isNotEmpty());
        }
        ask(owner, touch, "move", "не JSON")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value("Запрос не читается: ожидается JSON"));
        assertThat(history(deal)).anyMatch(line -> line.contains("перенос на 26.11.2026 14:00"));
    }

    @Test
    void aTouchIsHeldOrCancelledOnceAndTheSecondHearsOfIt() throws Exception {
        long held = plan(TOMORROW, null);
        ask(owner, held, "hold", "{\"outcome\":\"Ждут КП\"}").andExpect(status().isNoContent());
        assertThat(touch(held).outcome()).isEqualTo("Ждут КП");
        assertThat(touch(held).heldBy()).isEqualTo(owner);
        for (String action : List.of("hold", "cancel")) {
            ask(owner, held, action, "{}")
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.detail").value(containsString("уже состоялось")));
        }
        week(owner, "sales").andExpect(content().string(containsString("Ждут КП")));

        long cancelled = plan(TOMORROW, "Отменённая встреча");
        ask("head", cancelled, "cancel", "{}").andExpect(status().isNoContent());
        week(owner, "sales").andExpect(content().string(not(containsString("Отменённая встреча"))));
        ask(owner, cancelled, "move", "{\"touchAt\":\"2026-11-26T14:00\"}").andExpect(status().isConflict());
        ask(owner, plan(TOMORROW, null), "hold", "{\"outcome\":\"" + "о".repeat(4001) + "\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("outcome"));
    }

    @Test
    void ofTwoAtOneMomentOneWins() throws Exception {
        long touch = plan(TOMORROW, null);
        Callable<Integer> hold =
                () -> ask(owner, touch, "hold", "{}").andReturn().getResponse().getStatus();
        Callable<Integer> cancel = () ->
                ask("head", touch, "cancel", "{}").andReturn().getResponse().getStatus();

        assertThat(AtOnce.all(hold, cancel)).containsExactlyInAnyOrder(204, 409);
    }

    @Test
    void nobodyElseTouchesIt() throws Exception {
        long touch = plan(TOMORROW, null);
        String other = owner.equals("manager") ? "manager2" : "manager";
        for (String stranger : List.of(other, "lawyer")) {
            ask(stranger, touch, "cancel", "{}")
                    .andExpect(status().isForbidden())
                    .andExpect(jsonPath("$.detail").value(containsString("руководитель или супервизор")));
        }
        ask(owner, 424242, "cancel", "{}")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail").value("Такого касания нет"));
        web.perform(post("/api/touches/" + touch + "/cancel")
                        .with(user(owner).roles("sales"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isForbidden());
    }

    @Test
    void aContactTakenOffTheCardIsStillNamed() throws Exception {
        plan(TOMORROW, null);
        transaction.executeWithoutResult(status ->
                contacts.remove(deal(deal).client().id(), deal(deal).contact().id()));
        week(owner, "sales").andExpect(content().string(containsString("Пётр Петров (удалён)")));
    }
}
