package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A manager takes the calendar along: makes the secret address, copies it, revokes it. */
class CalendarFeedInTheBrowserTest extends BrowserTest {

    @Test
    void theAddressIsMadeCopiedReadAndRevoked() {
        Page page = signedOn("manager");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.navigate(address("/crm/calendar"));
        Locator feed = page.locator("[data-feed]");
        assertThat(feed.locator("[data-revoke]")).isHidden();

        feed.locator("[data-create]").click();
        Locator field = feed.locator("#feed-url");
        assertThat(field).hasValue(Pattern.compile("^http://localhost:\\d+/calendar/[\\w-]{43}\\.ics$"));
        assertThat(field).isFocused();
        String secret = field.inputValue();
        assertThat(feed.locator("[data-subscribe]")).hasAttribute("href", secret.replaceFirst("^http", "webcal"));
        feed.locator("[data-copy]").click();
        assertThat(feed.locator("[data-told]")).hasText("Скопировано.");
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(secret);
        feed.scrollIntoViewIfNeeded();
        screenshot(page, "calendar-feed");

        APIResponse calendar = page.request().get(secret);
        assertThat(calendar.text()).startsWith("BEGIN:VCALENDAR");
        page.reload();
        assertThat(field).isHidden();
        assertThat(feed).containsText("последний раз читали");
        screenshot(page, "calendar-feed-later");

        feed.locator("[data-revoke]").click();
        assertThat(feed.locator("[data-revoke]")).isHidden();
        assertThat(page.request().get(secret).status()).isEqualTo(404);
        assertThat(consoleErrors()).isEmpty();
    }
}
