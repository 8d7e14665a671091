package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A visitor of the insurer's site fills in the form that the README offers to every site. */
class SiteInTheBrowserTest extends BrowserTest {

    @Autowired
    private JdbcTemplate jdbc;

    private Page page;

    private long requests() {
        return jdbc.queryForObject("select count(*) from insurance_request", Long.class);
    }

    private Locator field(String name) {
        return page.locator("#pf-" + name);
    }

    private void send() {
        page.locator("form[data-polisflow] button").click();
    }

    @Test
    void errorsStandUnderTheirFieldsNothingTypedIsLostAndTheCorrectionIsTheSameRequest() {
        page = window();
        page.navigate(address("/sandbox/site"));
        long before = requests();

        send();
        assertThat(page.locator(".polisflow-error")).hasCount(7);
        assertThat(field("companyName")).isFocused();
        assertThat(page.locator("#pf-companyName-error")).hasText("Заполните это поле");
        assertThat(page.locator("#pf-consent-error")).hasText("Без согласия мы не можем принять заявку");
        assertThat(field("inn")).hasAttribute("aria-describedby", "pf-inn-error");
        assertThat(requests()).isEqualTo(before);

        field("companyName").fill("ООО «Тихая гавань»");
        field("inn").fill("7707083890");
        field("contactName").fill("Анна Лис");
        field("email").fill("lis@client.example");
        field("product").selectOption("cargo");
        field("object").fill("Перевозка станков");
        field("sumInsured").fill("много");
        field("consent").check();
        send();
        assertThat(page.locator("#pf-inn-error")).containsText("контрольной суммой");
        assertThat(page.locator("#pf-sumInsured-error")).isVisible();
        assertThat(page.locator("[data-answer]")).containsText("Обращение сохранено");
        assertThat(field("companyName")).hasValue("ООО «Тихая гавань»");
        assertThat(field("object")).hasValue("Перевозка станков");
        page.locator("#request").scrollIntoViewIfNeeded();
        screenshot(page, "site-errors");

        field("inn").fill("7707083893");
        field("sumInsured").fill("3 000 000");
        send();
        assertThat(page.locator("[data-answer]")).containsText("принята");
        assertThat(page.locator("[data-answer]")).containsText("lis@client.example");
        assertThat(page.locator("[data-answer]")).isFocused();
        assertThat(page.locator(".polisflow-error")).hasCount(0);
        assertThat(requests()).isEqualTo(before + 1);
        screenshot(page, "site-accepted");
        // The browser itself writes into its console what the server answered to the form with errors, and no more.
        assertThat(consoleErrors()).hasSize(1).allMatch(error -> error.contains("422"));
    }
}
