package io.polisflow.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.polisflow.crm.calendar.WorkingCalendars;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Working time with mouse and keyboard: a day is changed in a draft, previewed and put in force; a file comes the same way. */
class WorkingTimeInTheBrowserTest extends BrowserTest {

    private static final String CODE = "omsk";

    @Autowired
    private WorkingCalendars calendars;

    @Autowired
    private JdbcTemplate jdbc;

    @AfterEach
    void asDelivered() {
        for (String table : List.of("calendar_change", "calendar_day", "calendar_year")) {
            jdbc.update("delete from " + table + " where calendar = ?", CODE);
        }
        jdbc.update("delete from calendar where code = ?", CODE);
        jdbc.update("delete from substitution where last_day = date '2031-07-14'");
    }

    @Test
    void aManagerNamesWhoStandsInAndTakesItBack() {
        Page page = signedOn("manager");
        page.navigate(address("/account"));
        page.getByText("Отпуск и замещение").click();
        page.waitForURL("**/crm/substitutions");
        looksRight(page, "substitutions-empty");

        page.selectOption("select[name=absent]", "manager");
        page.selectOption("select[name=substitute]", "manager2");
        page.fill("input[name=firstDay]", "2031-07-01");
        page.fill("input[name=lastDay]", "2031-06-14");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator(".warning")).containsText("раньше первого");
        PlaywrightAssertions.assertThat(page.locator("input[name=firstDay]")).hasValue("2031-07-01");
        page.fill("input[name=lastDay]", "2031-07-14");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator(".saved")).containsText("Замещение добавлено");
        looksRight(page, "substitutions");

        Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("01.07.2031 – 14.07.2031"));
        row.getByText("Завершить").click();
        PlaywrightAssertions.assertThat(row).containsText("завершено досрочно");
        row.getByText("Вернуть").click();
        PlaywrightAssertions.assertThat(row).containsText("начнётся 01.07.2031");
    }

    @Test
    void anAdministratorChangesARegionsYearByKeyboardAndByFile() {
        Page page = signedOn("admin");
        page.navigate(address("/crm/calendars"));
        page.fill("input[name=name]", "Омская область");
        page.fill("input[name=code]", CODE);
        page.fill("input[name=zone]", "Asia/Omsk");
        looksRight(page, "calendars");
        page.locator("form.edit button[type=submit]").click();
        page.waitForURL("**/crm/calendars/" + CODE + "/*");
        page.navigate(address("/crm/calendars/" + CODE + "/2028"));

        Locator friday = page.locator("[data-date='2028-08-04']");
        friday.focus();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        assertThat(page.locator("#day [data-title]").textContent()).isEqualTo("4 августа, пятница");
        assertThat(page.isChecked("#day input[value='']")).isTrue();
        looksRight(page, "calendar-day");
        page.check("#day input[value=OFF]");
        page.fill("#day input[name=name]", "День города, 312 лет");
        page.keyboard().press("Enter");

        assertThat(friday.getAttribute("aria-label"))
                .isEqualTo("4 августа, пятница: выходной, День города, 312 лет, изменён");
        assertThat(friday.evaluate("day => document.activeElement === day")).isEqualTo(true);
        page.fill("input[name=source]", "Закон области");
        page.click("[data-look]");
        assertThat(page.locator("[data-preview]").textContent())
                .contains("4 августа, пятница", "как в календаре страны", "выходной, День города, 312 лет");
        looksRight(page, "calendar-preview");
        assertThat(calendars.of(CODE).isWorkingDay(LocalDate.of(2028, 8, 4))).isTrue();

        page.click("[data-enter]");
        PlaywrightAssertions.assertThat(page.locator(".saved")).containsText("Календарь введён в действие");
        PlaywrightAssertions.assertThat(page.locator(".history")).containsText("Мария Лебедева");
        PlaywrightAssertions.assertThat(page.locator(".history"))
                .containsText("4 августа: как в календаре страны → выходной, День города, 312 лет");
        assertThat(calendars.of(CODE).isWorkingDay(LocalDate.of(2028, 8, 4))).isFalse();

        page.setInputFiles("input[type=file]", file("2028-08-03;половина"));
        page.click("form[enctype] button");
        PlaywrightAssertions.assertThat(page.locator("[role=alert]"))
                .containsText("Строка 1: вид дня «половина» неизвестен");
        page.setInputFiles("input[type=file]", file("2028-08-03;сокращённый"));
        page.click("form[enctype] button");
        PlaywrightAssertions.assertThat(page.locator("[data-preview] tbody tr")).hasCount(2);
        assertThat(page.locator("[data-date='2028-08-03']").getAttribute("class"))
                .contains("short", "changed");
        // What is changed after the preview must be previewed anew.
        page.locator("[data-date='2028-08-02']").click();
        page.check("#day input[value=SHORTENED]");
        page.click("#day button[type=submit]");
        assertThat(page.locator("[data-enter]").count()).isZero();
        page.click("[data-look]");
        PlaywrightAssertions.assertThat(page.locator("[data-preview] tbody tr")).hasCount(3);
        page.locator("form.draft a.button").click();
        PlaywrightAssertions.assertThat(page.locator("[data-count]")).hasText("Дни не изменены.");
        assertThat(consoleErrors()).allMatch(error -> error.contains("status of 400"));
        consoleErrors().clear();

        page.navigate(address("/crm/branches/moscow"));
        looksRight(page, "branch");
        page.navigate(address("/crm/branches"));
        looksRight(page, "branches");
    }

    private static FilePayload file(String text) {
        return new FilePayload("omsk.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }
}
