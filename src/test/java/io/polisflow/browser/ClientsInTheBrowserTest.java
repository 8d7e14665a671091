package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitUntilState;
import io.polisflow.crm.client.Clients;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A head finds clients while typing, brings new ones in from a file and makes one card of two. */
class ClientsInTheBrowserTest extends BrowserTest {

    @Autowired
    private Clients clients;

    private Page page;

    @BeforeEach
    void aHeadAtTheList() {
        clients.findOrCreate(null, "ООО «Горностай»");
        page = signedOn("head");
        page.navigate(address("/crm/clients"));
    }

    /** Nothing lies beyond the edge, on a desk and on a phone. */
    private void looksRight(String name) {
        for (int width : new int[] {1280, 390}) {
            page.setViewportSize(width, 900);
            assertThat(Inspection.beyondTheEdge(page)).as(name + " at " + width).isNotPositive();
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target", "screens", "clients-" + name + "-" + width + ".png")));
        }
        page.setViewportSize(1280, 1000);
    }

    private Locator row(String name) {
        return page.locator("#found tr", new Page.LocatorOptions().setHasText(name));
    }

    @Test
    void clientsAreFoundWhileTypingLoadedFromAFileAndMerged() {
        page.locator("#client-text").pressSequentially("горнастай");
        assertThat(page.locator("#found-status")).containsText("Похожие: 1");
        assertThat(row("Горностай")).isVisible();
        assertThat(page.url()).contains("text=");
        looksRight("list");
        page.selectOption("[name=temperature]", "cold");
        assertThat(page.locator("#found")).containsText("Никого не нашлось");
        page.goBack();
        assertThat(row("Горностай")).isVisible();

        page.click("text=Загрузить из файла");
        page.setInputFiles(
                "[name=file]",
                new FilePayload(
                        "клиенты.csv",
                        "text/csv",
                        "Название;ИНН\nГорностай и Ко;7707083893\nОшибка;7707083890\n"
                                .getBytes(StandardCharsets.UTF_8)));
        page.click("text=Выбрать и продолжить");
        page.waitForURL(Pattern.compile(".*/imports/\\d+"));
        looksRight("mapping");
        page.click("text=Проверить");
        assertThat(page.locator("h2").first()).hasText("Что получится");
        assertThat(page.locator("header.bar")).hasCount(1);
        looksRight("checked");
        page.locator("button", new Page.LocatorOptions().setHasText("Загрузить"))
                .click();
        assertThat(page.locator("h2").first()).hasText("Файл загружен");
        looksRight("loaded");

        page.navigate(address("/crm/clients?text=горностай"));
        page.locator("#found a").first().click();
        page.click("text=Объединить с дублем");
        page.locator("#merge-text").pressSequentially("горностай и ко");
        page.click("text=Сравнить");
        looksRight("compare");
        page.locator("button", new Page.LocatorOptions().setHasText("Объединить"))
                .click();
        assertThat(page.locator("h1")).hasText("Карточки объединены");
        looksRight("merged");
        page.click("text=Отменить объединение");
        assertThat(page.locator("h1")).hasText("Объединение отменено");
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void whatIsTypedBeforeThePageListensIsLookedFor() {
        List<Route> scripts = new ArrayList<>();
        page.route("**/htmx.min.js", scripts::add);
        page.navigate(address("/crm/clients"), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        page.locator("#client-text").pressSequentially("горнастай");
        page.waitForCondition(() -> !scripts.isEmpty());
        scripts.forEach(Route::resume);
        assertThat(page.locator("#found-status")).containsText("Похожие: ");
    }
}
