package io.polisflow.web.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.Renewals;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.ResultActions;

/** The calendar's pages: day, week and month, one's own and the team's. */
class CalendarPageTest extends CalendarCase {

    @Autowired
    private ClientContacts contacts;

    @Autowired
    private Policies policies;

    @Autowired
    private Renewals renewals;

    private static void shows(ResultActions page, String... texts) throws Exception {
        for (String text : texts) {
            page.andExpect(status().isOk()).andExpect(content().string(containsString(text)));
        }
    }

    private static void hides(ResultActions page, String... texts) throws Exception {
        for (String text : texts) {
            page.andExpect(status().isOk()).andExpect(content().string(not(containsString(text))));
        }
    }

    private String client() {
        return "Касание " + inn;
    }

    /** An entry that somebody may drag, of that touch. */
    private static Matcher<String> movable(long touch) {
        return matchesPattern(
                Pattern.compile(".*data-touch=\"" + touch + "\"[^>]*data-movable=\"true\".*", Pattern.DOTALL));
    }

    @Test
    void theWeekShowsWhatIsPlannedAndOtherWeeksAreOneStepAway() throws Exception {
        long touch = plan(TOMORROW, null);

        ResultActions week = page(owner, "sales");
        shows(
                week,
                "23 – 29 ноября 2026",
                client(),
                "<b>11:30</b> <span>Встреча</span>",
                "data-starts=\"2026-11-25T11:30\"",
                "date=2026-11-17",
                "date=2026-12-01",
                "aria-current=\"page\" data-view=\"week\"",
                "<span class=\"note\">выходной</span>");
        week.andExpect(content().string(movable(touch)));
        ResultActions next = page(owner, "sales", "view", "week", "date", "2026-12-02");
        shows(next, "30 ноября – 6 декабря 2026");
        hides(next, client());
    }

    @Test
    void theDayAndTheMonthShowTheSame() throws Exception {
        plan(TOMORROW, null);
        shows(page(owner, "sales", "view", "day", "date", "2026-11-25"), "среда, 25 ноября 2026", client(), "11:30");
        hides(page(owner, "sales", "view", "day", "date", "2026-11-26"), client());

        shows(
                page(owner, "sales", "view", "month", "date", "2026-11-02"),
                "ноябрь 2026",
                "День народного единства",
                client());
        hides(page(owner, "sales", "view", "month", "date", "2026-08-02"), client());
    }

    @Test
    void ofAFullDayTheMonthShowsTheFirstFewAndLeadsToTheRest() throws Exception {
        LocalDateTime free = LocalDateTime.of(2027, 2, 3, 10, 0);
        for (int hour = 0; hour < 5; hour++) {
            plan(free.plusHours(hour), null);
        }
        ResultActions month = page(owner, "sales", "view", "month", "date", "2027-02-01");
        shows(month, "<b>10:00</b>", "<b>12:00</b>", ">ещё 2<", "среда, 3 февраля, записей: 5");
        hides(month, "<b>13:00</b>");
        shows(page(owner, "sales", "view", "day", "date", "2027-02-03"), "<b>13:00</b>", "<b>14:00</b>");
    }

    @Test
    void deadlinesAndRenewalsStandAboveTheHoursAndCannotBeDragged() throws Exception {
        transaction.executeWithoutResult(status -> {
            var policy = policies.recordIssued(new Policies.Issue(
                    "P-" + deal,
                    deal + ":1",
                    deal,
                    "DOG-" + deal,
                    1,
                    "property",
                    "Склад",
                    new BigDecimal("12000000.00"),
                    BigDecimal.ZERO,
                    new BigDecimal("100000.00"),
                    LocalDate.of(2026, 1, 10),
                    LocalDate.of(2027, 1, 9)));
            renewals.register(policy.id());
            renewals.plan(policy.id(), 45);
        });
        ResultActions week = page(owner, "sales");
        shows(
                week,
                "<span>Собрать КП</span> <span class=\"client\">ООО «" + client() + "»",
                "Срок задаче назначила модель, поэтому здесь он не переносится",
                "/camunda/app/tasklist/default/#/?task=",
                "Продление, ООО «" + client() + "», полис P-" + deal,
                "День назначила модель продления");
        week.andExpect(content()
                .string(not(matchesPattern(
                        Pattern.compile(".*class=\"entry (deadline|renewal)[^>]*data-movable.*", Pattern.DOTALL)))));
    }

    @Test
    void whatIsOverdueIsMarkedAndStaysInSightInEveryLaterView() throws Exception {
        long touch = plan(TOMORROW, null);
        clock.move(Duration.ofDays(2));
        shows(page(owner, "sales"), "entry touch late", ", просрочено");
        clock.move(Duration.ofDays(40));
        for (String view : List.of("day", "week", "month")) {
            ResultActions later = page(owner, "sales", "view", view);
            shows(later, "Просрочено", "ср, 25.11.2026 11:30", client());
            later.andExpect(content().string(movable(touch)));
        }
        hides(page(owner, "sales", "view", "week", "date", "2026-11-02"), client());
    }

    @Test
    void anEmptyCalendarSaysWhatToDo() throws Exception {
        shows(
                page("supervisor", "supervisors", "date", "2028-03-03"),
                "Нажмите на свободное время или на «Запланировать касание»",
                "Чей календарь");
        ResultActions lawyer = page("lawyer", "lawyers", "date", "2028-03-03");
        shows(lawyer, "Сроки появятся, когда вы возьмёте задачу в работу");
        hides(lawyer, "Чей календарь", "data-may-plan", "id=\"dialog-plan\"");
    }

    @Test
    void onlyHeadsAndSupervisorsOpenAnothersCalendarAndTheTeams() throws Exception {
        long touch = plan(TOMORROW, null);
        for (String stranger : List.of(owner, "whole-team")) {
            page(other, "sales", "owner", stranger)
                    .andExpect(status().isForbidden())
                    .andExpect(content().string(containsString("Чужой календарь")));
        }
        open("/touches/" + touch, other, "sales").andExpect(status().isNotFound());
        open("/touches/" + touch, "lawyer", "lawyers").andExpect(status().isNotFound());
        page("head", "heads", "owner", owner)
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString(client()), movable(touch))));
        page("head", "heads", "owner", "nobody\0")
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Такого менеджера нет")));
        page("analyst", "analysts").andExpect(status().isForbidden());
    }

    @Test
    void theTeamsCalendarTellsWhoseEachIs() throws Exception {
        long touch = plan(LocalDateTime.of(2027, 4, 14, 11, 30), null);
        for (String view : List.of("week", "month")) {
            ResultActions team = page("head", "heads", "owner", "whole-team", "view", view, "date", "2027-04-14");
            shows(team, "Вся команда", client(), "class=\"who\">ВН<", "Вера Новая", "owner=" + owner);
            team.andExpect(content().string(movable(touch)));
        }
        ResultActions day = page("head", "heads", "owner", "whole-team", "view", "day", "date", "2027-04-14");
        shows(day, client(), "data-owner=\"manager\"", "data-owner=\"" + owner + "\"");
        shows(page(owner, "sales", "owner", owner, "date", "2027-04-14"), client());
    }

    @Test
    void aTouchsCardTellsAllOfItAndOffersWhatMayBeDone() throws Exception {
        long touch = plan(TOMORROW, "Показать <b>расчёт</b>");
        shows(
                open("/touches/" + touch, owner, "sales"),
                "ср, 25.11.2026 11:30",
                "Пётр Петров",
                "Офис клиента",
                "Показать &lt;b&gt;расчёт&lt;/b&gt;",
                "data-value-touch-at=\"2026-11-25T11:30\"",
                "data-dialog=\"hold\"",
                "data-dialog=\"cancel\"");
        calendar.hold(touch, owner, "Ждут КП");
        ResultActions held = open("/touches/" + touch, owner, "sales");
        shows(held, "состоялось", "Ждут КП");
        hides(held, "data-dialog");
        ResultActions week = page(owner, "sales");
        shows(week, "entry touch held");
        week.andExpect(content().string(not(movable(touch))));
        open("/touches/424242", owner, "sales").andExpect(status().isNotFound());
    }

    @Test
    void aContactTakenOffTheCardIsStillNamed() throws Exception {
        long touch = plan(TOMORROW, null);
        transaction.executeWithoutResult(status ->
                contacts.remove(deal(deal).client().id(), deal(deal).contact().id()));
        shows(open("/touches/" + touch, owner, "sales"), "Пётр Петров (удалён)");
    }

    @Test
    void openDealsAreOfferedForATouchToTheirManagerAndTheirHeads() throws Exception {
        shows(open("/deals", owner, "sales", "text", "касание " + inn), "value=\"" + deal + "\"", client());
        hides(open("/deals", other, "sales", "text", inn), deal);
        shows(open("/deals", other, "sales", "text", "%нет такого\0"), "Открытых сделок по этим словам нет");
        shows(open("/deals", "head", "heads", "text", inn), deal);
        shows(open("/deals", "head", "heads", "text", inn, "owner", "whole-team"), deal);
        hides(open("/deals", "head", "heads", "text", inn, "owner", other), deal);
        open("/deals", "lawyer", "lawyers", "text", inn).andExpect(status().isForbidden());
        shows(open("/deals/" + deal + "/contacts", owner, "sales"), "selected=\"selected\">Пётр Петров");
        open("/deals/D-1/contacts", owner, "sales").andExpect(status().isNotFound());
        assertThat(deal(deal).stage().isOpen()).isTrue();
    }
}
