package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All four web apps speak Russian from the first pixel, also to who opens a deep link first and waits for the labels. */
class WebAppsInTheBrowserTest extends BrowserTest {

    /** Keys of labels and of nothing else that is shown. */
    private static final Pattern RAW_KEY = Pattern.compile("\\b[A-Z]{2,}(?:_[A-Z0-9]+)+\\b");

    /** Names, and what people and models are called for the engine: ids of groups, users, models and their files, codes in tables. */
    private static final Pattern NAME = Pattern.compile(
            "Polisflow|Camunda Platform|Europe/Moscow|\\bIDs?\\b|v7\\.24\\.0"
                    + "|[\\w.]+@[\\w.]+|[0-9a-f]{8}-[0-9a-f-]+|\\b[a-z]+(?:-[a-z]+)+\\b|\"[a-z-]+\"|Task_\\w+|SpringAutoDeployment|\\b(?:bpmn|forms|dmn|form)\\b"
                    + "|\\b(?:admin|analysts?|heads?|lawyers?|manager2?|sales|supervisors?|underwriters?|deal|negotiation)\\b");

    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{2,}");

    @Test
    void aRefusedPasswordDoesNotCostTheNameToo() {
        Page page = window();
        page.navigate(address("/login"));
        page.fill("#username", "manager");
        page.fill("#password", "wrong");
        page.click("button[type=submit]");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Неверное имя или пароль");
        assertThat(page.locator("#username")).hasValue("manager");
        assertThat(page.locator("#password")).isFocused();
        looksRight(page, "login-refused");
        page.keyboard().type("manager");
        page.keyboard().press("Enter");
        page.waitForURL("**/camunda/app/tasklist/**");

        page.navigate(address("/login"));
        assertThat(page.locator("#username")).hasValue("");
    }

    @ParameterizedTest
    @CsvSource({
        "tasklist, '/camunda/app/tasklist/default/#/?detailsTab=task-detail-form', Задач по этому фильтру нет.",
        "cockpit, /camunda/app/cockpit/default/#/decisions, Срок задачи в рабочих часах",
        "admin, /camunda/app/admin/default/#/authorization?resource=6, Создать право доступа",
        "welcome, /camunda/app/welcome/default/, Мониторинг"
    })
    void aDeepLinkOnASlowLineSpeaksRussianFromTheFirstPixel(String name, String link, String content) {
        Page page = window();
        AtomicReference<Route> labels = new AtomicReference<>();
        page.route("**/locales/ru.json*", labels::set);
        page.navigate(address(link));
        page.fill("input[name=username]", "admin");
        page.fill("input[name=password]", "admin");
        page.click("button[type=submit]");
        page.waitForCondition(() -> labels.get() != null);
        // So long the labels stay away, and the web app must not draw without them.
        page.waitForTimeout(500);
        assertThat(Inspection.words(page))
                .noneMatch(text -> RAW_KEY.matcher(text).find());

        labels.get().resume();
        assertThat(page.getByText(content).first()).isVisible();
        if (name.equals("cockpit")) {
            page.getByText(content).first().click();
            assertThat(page.getByText("Какие строки применять:")).isVisible();
        }
        assertThat(page.locator("html")).hasAttribute("lang", "ru");
        assertThat(page.locator(".ce-eol-banner").first()).isHidden();
        assertThat(Inspection.words(page)).as(name).noneMatch(text -> ENGLISH.matcher(
                        NAME.matcher(text).replaceAll(" "))
                .find());
        assertThat(page.evaluate(
                        "() => getComputedStyle(document.querySelector('[cam-widget-header]')).borderTopColor"))
                .as("the brand's colour")
                .isEqualTo("rgb(15, 76, 129)");
        screenshot(page, "web-app-" + name);
    }
}
