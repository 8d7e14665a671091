package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.polisflow.crm.calendar.CalendarDay;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The calendar with mouse, keyboard and finger: touches are moved with warnings and a way back, on a desk and on a phone. */
class CalendarInTheBrowserTest extends BrowserTest {

    private static final int GRAB = 8;
    private static final String CLIENT = "ООО «Перелёт»";

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private TouchCalendar calendar;

    @Autowired
    private WorkingCalendar workingCalendar;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    private final List<Long> planned = new ArrayList<>();
    private LocalDate monday;
    private Deal deal;
    private Page page;

    @BeforeEach
    void aMeetingOnTuesdayAndACallOnThursdayOfAQuietWeek() {
        monday = Stream.iterate(
                        LocalDate.now(clock).plusWeeks(3).with(TemporalAdjusters.next(DayOfWeek.MONDAY)),
                        week -> week.plusWeeks(1))
                .filter(week ->
                        workingCalendar.days(week, week.plusDays(4)).stream().allMatch(CalendarDay::isWorking))
                .findFirst()
                .orElseThrow();
        deal = transaction.execute(status -> {
            Client client = clients.findOrCreate(null, CLIENT);
            clients.findOrCreateContact(client, "Пётр Петров", "petrov@perelet.example", null);
            Deal opened = deals.open(client, null, Stage.NEEDS_ANALYSIS);
            plan(opened, Activity.Kind.MEETING, monday.plusDays(1), "11:00");
            plan(opened, Activity.Kind.CALL, monday.plusDays(3), "14:00");
            return opened;
        });
        page = signedOn(deal.owner());
        page.setViewportSize(1280, 1300);
    }

    @AfterEach
    void theWeekIsQuietAgain() {
        planned.forEach(calendar::cancel);
    }

    private void plan(Deal of, Activity.Kind kind, LocalDate day, String time) {
        planned.add(calendar.plan(of.number(), new Plan(kind, day.atTime(LocalTime.parse(time)), null, null, "О цене"))
                .id());
    }

    private void open(String view) {
        page.navigate(address("/crm/calendar?view=" + view + "&date=" + monday));
    }

    private Locator column(LocalDate day) {
        return page.locator(".column:has([data-date='" + day + "']), td[data-date='" + day + "']");
    }

    private Locator entry(LocalDate day, String kind) {
        return column(day)
                .locator(".entry")
                .filter(new Locator.FilterOptions().setHasText(CLIENT))
                .filter(new Locator.FilterOptions().setHasText(kind));
    }

    private Locator toast() {
        return page.locator("#toast");
    }

    private void drag(Locator entry, double x, double y) {
        BoundingBox from = entry.boundingBox();
        page.mouse().move(from.x + 20, from.y + GRAB);
        page.mouse().down();
        page.mouse().move(from.x + 40, from.y + 30, new Mouse.MoveOptions().setSteps(3));
        page.mouse().move(x, y, new Mouse.MoveOptions().setSteps(5));
    }

    private void dragTo(Locator entry, LocalDate day, String time) {
        Locator slots = column(day).locator(".slots");
        BoundingBox box = slots.boundingBox();
        int from = Integer.parseInt(slots.getAttribute("data-from"));
        int to = Integer.parseInt(slots.getAttribute("data-to"));
        int minutes = LocalTime.parse(time).toSecondOfDay() / 60;
        drag(entry, box.x + box.width / 2, box.y + box.height * (minutes - from) / (to - from) + GRAB);
    }

    private void looksRight(String name) {
        assertThat(Inspection.beyondTheEdge(page)).as(name).isNotPositive();
        assertThat(Inspection.violations(page)).as(name).isEmpty();
        screenshot(page, "calendar-" + name);
    }

    @Test
    void aTouchIsDraggedWarnedOfAndBroughtBack() {
        LocalDate tuesday = monday.plusDays(1);
        LocalDate thursday = monday.plusDays(3);
        open("week");
        looksRight("week");

        dragTo(entry(tuesday, "Встреча"), thursday, "13:30");
        assertThat(page.locator(".flying .where")).containsText("13:30");
        screenshot(page, "calendar-dragging");
        page.mouse().up();
        assertThat(toast()).containsText("Перенесено: Встреча, " + CLIENT);
        assertThat(toast()).containsText("В это время уже есть звонок 14:00–14:30, " + CLIENT);
        assertThat(entry(thursday, "Встреча")).containsText("13:30");
        looksRight("moved");
        toast().getByText("Отменить перенос").click();
        assertThat(toast()).containsText("Перенос отменён");
        assertThat(entry(tuesday, "Встреча")).containsText("11:00");

        LocalDate saturday = monday.plusDays(5);
        dragTo(entry(tuesday, "Встреча"), saturday, "12:00");
        assertThat(page.locator(".flying .where")).containsText("нерабочее время");
        page.keyboard().press("Escape");
        page.mouse().up();
        assertThat(entry(tuesday, "Встреча")).hasCount(1);
        dragTo(entry(tuesday, "Встреча"), saturday, "12:00");
        page.mouse().up();
        assertThat(toast()).containsText("Нерабочий день: суббота");
        assertThat(entry(saturday, "Встреча")).containsText("12:00");

        page.locator("h1").click();
        page.keyboard().press("Alt+KeyV");
        page.waitForURL("**view=month*");
        BoundingBox friday = column(monday.plusDays(4)).boundingBox();
        drag(entry(saturday, "Встреча"), friday.x + 30, friday.y + 60);
        page.mouse().up();
        assertThat(entry(monday.plusDays(4), "Встреча")).containsText("12:00");
        looksRight("month");
        page.keyboard().press("Home");
        page.waitForURL(address -> address.contains("view=month") && !address.contains("date="));
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void theKeyboardMovesATouchAndARefusalStandsAtItsField() {
        LocalDate tuesday = monday.plusDays(1);
        open("week");
        entry(tuesday, "Встреча").focus();
        page.keyboard().press("Enter");
        Locator card = page.locator("#dialog-touch");
        assertThat(card).containsText("О цене");
        assertThat(Inspection.violations(page)).isEmpty();
        screenshot(page, "calendar-touch");
        card.locator("[data-dialog=move]").focus();
        page.keyboard().press("Enter");
        Locator at = page.locator("#dialog-move [name=touchAt]");
        assertThat(at).hasValue(tuesday + "T11:00");
        at.fill(tuesday + "T19:00");
        assertThat(page.locator("#dialog-move [data-warnings]")).containsText("19:00 — вне рабочих часов");
        page.keyboard().press("Enter");
        assertThat(page.locator("#dialog-move label .problem")).containsText("в рабочее время");
        assertThat(at).hasValue(tuesday + "T19:00");
        assertThat(at).isFocused();
        assertThat(Inspection.violations(page)).isEmpty();
        screenshot(page, "calendar-refusal");
        page.locator("#dialog-move [name=outOfHours]").check();
        page.locator("#dialog-move [type=submit]").click();
        assertThat(page.locator("dialog[open]")).hasCount(0);
        assertThat(toast()).containsText("вне рабочих часов");
        assertThat(entry(tuesday, "Встреча")).containsText("19:00");
        assertThat(entry(tuesday, "Встреча")).isFocused();
    }

    @Test
    void aPhoneShowsADayAndALongPressDrags() {
        page.setViewportSize(390, 844);
        page.navigate(address("/crm/calendar"));
        assertThat(page).hasURL(Pattern.compile("view=day"));
        looksRight("phone-day");
        open("month");
        assertThat(column(monday.plusDays(1)).locator(".count")).isVisible();
        looksRight("phone-month");
        open("week");
        looksRight("phone-week");

        Locator meeting = entry(monday.plusDays(1), "Встреча");
        meeting.scrollIntoViewIfNeeded();
        BoundingBox from = meeting.boundingBox();
        BoundingBox to = column(monday.plusDays(2)).boundingBox();
        CDPSession finger = page.context().newCDPSession(page);
        touch(finger, "touchStart", from.x + 40, from.y + GRAB);
        assertThat(page.locator(".flying")).hasCount(1);
        touch(finger, "touchMove", to.x + 60, to.y + 20);
        assertThat(page.locator(".flying .where")).containsText("11:00");
        touch(finger, "touchEnd", 0, 0);
        assertThat(toast()).containsText("Перенесено");
        assertThat(entry(monday.plusDays(2), "Встреча")).containsText("11:00");
        finger.detach();
        assertThat(consoleErrors()).isEmpty();
    }

    private static void touch(CDPSession finger, String what, double x, double y) {
        String points = what.equals("touchEnd") ? "[]" : "[{\"x\":" + x + ",\"y\":" + y + "}]";
        JsonObject event = JsonParser.parseString("{\"type\":\"" + what + "\",\"touchPoints\":" + points + "}")
                .getAsJsonObject();
        finger.send("Input.dispatchTouchEvent", event);
    }

    @Test
    void aHeadSeesTheTeamSideBySide() {
        page = signedOn("head");
        page.navigate(address("/crm/calendar?view=week&date=" + monday));
        page.locator("[name=owner]").selectOption("whole-team");
        page.locator(".search [type=submit]").click();
        page.waitForURL("**owner=whole-team*");
        assertThat(entry(monday.plusDays(1), "Встреча").first().locator(".who")).isVisible();
        looksRight("team-week");
        page.keyboard().press("Alt+KeyL");
        page.waitForURL("**view=day*");
        assertThat(page.locator(".column")).hasCount(2);
        looksRight("team-day");
        assertThat(consoleErrors()).isEmpty();
    }
}
