package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.polisflow.crm.deal.Deal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What Tasklist shows around a form: cards, numbers of tasks, tabs and the search box. */
class TaskDesk {

    private static final Pattern NEARNESS = Pattern.compile("Просрочено|Сегодня|Завтра|Скоро|Позже");
    private static final Pattern TASK = Pattern.compile("[?&]task=([\\w-]+)");

    private static FrameLocator open(Page page, String tab) {
        page.locator(".nav-tabs a", new Page.LocatorOptions().setHasText(tab))
                .first()
                .click();
        FrameLocator frame = page.frameLocator("iframe.polisflow-tab[title='" + tab + "']");
        frame.locator("h1").waitFor();
        return frame;
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", "desk-" + name + ".png")));
    }

    /** A person with a task open looks at its card, at the numbers beside the lists and into each tab. */
    void looksAround(Page page, Deal deal) {
        Locator card = page.locator("li.task", new Page.LocatorOptions().setHasText(deal.number()))
                .first();
        assertThat(card.locator(".polisflow-card .client"))
                .containsText(deal.client().name());
        assertThat(card.locator(".polisflow-card .facts"))
                .containsText(Pattern.compile("D-\\d{4}-\\d{6} · .+", Pattern.DOTALL));
        assertThat(card.locator(".polisflow-card .deadline")).containsText(NEARNESS);
        Locator others = page.locator(".task-filter:not(.active)");
        assertThat(others.locator(".polisflow-count")).hasCount(others.count());
        assertThat(others.locator(".polisflow-count").first()).hasText(Pattern.compile("\\d+"));

        FrameLocator client = open(page, "Клиент");
        assertThat(client.locator("h1")).containsText(deal.client().name());
        assertThat(client.locator("body")).containsText("Открытые задачи и планы");
        assertThat(client.locator("header.bar")).hasCount(0);
        shot(page, "client");
        FrameLocator knowledge = open(page, "База знаний");
        Locator words = knowledge.locator("[role=search] [name=query]");
        words.fill("дорого");
        words.press("Enter");
        assertThat(knowledge.locator("details[open]").first()).isVisible();
        shot(page, "knowledge");
        FrameLocator sale = open(page, "Сделка");
        assertThat(sale.locator("h1")).containsText(deal.number());
        assertThat(sale.locator("body")).containsText("История");
        shot(page, "deal");
    }

    /** What is typed into a form is there after the tabs were looked at, and even after the page was loaded anew. */
    void keepsWhatIsTyped(Page page, Deal deal) {
        Locator discount = page.locator(".fjs-form-field-number")
                .filter(new Locator.FilterOptions().setHasText("Скидка"))
                .locator("input")
                .first();
        discount.fill("7");
        looksAround(page, deal);
        page.reload();
        assertThat(page.frameLocator("iframe.polisflow-tab").locator("h1")).containsText(deal.number());
        page.locator(".nav-tabs a", new Page.LocatorOptions().setHasText("Форма"))
                .first()
                .click();
        assertThat(discount).hasValue("7");
    }

    /** Axe finds no fault in a task's form. */
    void fillsAccessibly(Page page) {
        assertThat(Inspection.violations(page, ".fjs-container")).isEmpty();
    }

    /** From the task to the deal and on to all results, by the keyboard alone. */
    void finds(Page page, Deal deal) {
        Locator box = page.locator(".polisflow-find input");
        page.locator(".task-card h2, .task-details h2").first().click();
        page.keyboard().press("/");
        assertThat(box).isFocused();
        page.keyboard().type(deal.number());
        Locator hit = page.locator(".polisflow-find [role=option]").first();
        assertThat(hit).containsText(deal.number());
        page.keyboard().press("ArrowDown");
        assertThat(box).hasAttribute("aria-activedescendant", hit.getAttribute("id"));
        assertThat((Boolean) hit.evaluate("option => option.lastElementChild.getBoundingClientRect().bottom"
                        + " <= option.getBoundingClientRect().bottom"))
                .as("Tasklist's own style of links leaves each line its room")
                .isTrue();
        assertThat(Inspection.violations(page, ".polisflow-find")).isEmpty();
        assertThat(Inspection.violations(page, ".tasks-list .polisflow-card")).isEmpty();
        shot(page, "search");
        Page found = page.waitForPopup(() -> page.keyboard().press("Enter"));
        found.waitForURL("**/crm/deals/" + deal.number());

        Locator again = found.locator(".polisflow-find input");
        assertThat(again).hasAttribute("role", "combobox");
        found.keyboard().press("/");
        found.keyboard().type("щщщщщ");
        assertThat(found.locator(".polisflow-find [role=status]")).containsText("Ничего не найдено");
        assertThat(again).hasAttribute("aria-expanded", "false");
        found.keyboard().press("Escape");
        assertThat(found.locator(".polisflow-find .popup")).isHidden();
        found.keyboard().press("Escape");
        assertThat(again).hasValue("");
        found.keyboard().type(deal.number());
        assertThat(found.locator(".polisflow-find [role=option]").first()).isVisible();
        assertThat(Inspection.violations(found, ".bar")).isEmpty();
        found.keyboard().press("Enter");
        found.waitForURL("**/crm/search?find=*");
        assertThat(found.locator("#found-deals a")).hasText(deal.number());
        looksRight(found, "results");
        found.close();
    }

    /** Nothing of a tab lies beyond its edge and axe finds no fault in it, on a desk and on a phone. */
    void isForEverybody(Page alone, Page desk) {
        for (String tab : List.of("client", "deal", "knowledge")) {
            alone.navigate(address(desk, tab));
            alone.locator("h1").waitFor();
            looksRight(alone, tab);
        }
    }

    /** The PDF opens in a browser tab of its own and is shown there. */
    void opensTheDocument(Page page) {
        FrameLocator sale = open(page, "Сделка");
        Locator document = sale.locator("dd a[href$='.pdf']").first();
        String href = document.getAttribute("href");
        Page opened = page.waitForPopup(document::click);
        opened.waitForURL("**" + href);
        opened.close();
    }

    private static String address(Page desk, String tab) {
        String task = TASK.matcher(desk.url())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        return BrowserTest.address("/crm/tasks/" + task + "/" + tab);
    }

    private static void looksRight(Page page, String name) {
        for (int width : new int[] {1280, 390}) {
            page.setViewportSize(width, 900);
            assertThat(Inspection.beyondTheEdge(page)).as(name + " at " + width).isNotPositive();
            assertThat(Inspection.violations(page)).as(name + " at " + width).isEmpty();
            assertThat(Inspection.english(page, null)).as(name).isEmpty();
            shot(page, name + "-" + width);
        }
        page.setViewportSize(1280, 1000);
    }
}
