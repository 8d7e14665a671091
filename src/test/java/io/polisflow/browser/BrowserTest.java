package io.polisflow.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.polisflow.Polisflow;
import io.polisflow.fixtures.Chromium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

/** The application as a newcomer starts it, sandbox and all, in a real browser; screenshots land in {@code target/screens}. */
@SpringBootTest(classes = Polisflow.class, webEnvironment = WebEnvironment.DEFINED_PORT)
@ActiveProfiles("sandbox")
abstract class BrowserTest {

    private static final int PORT = TestSocketUtils.findAvailableTcpPort();
    private static final int SMTP_PORT = TestSocketUtils.findAvailableTcpPort();
    private static final int IMAP_PORT = TestSocketUtils.findAvailableTcpPort();
    private static final Path SCREENS = Path.of("target", "screens");
    /** Milliseconds; a busy machine is slow, not wrong. */
    private static final double PATIENCE = 30_000;

    private static Playwright playwright;
    private static Browser browser;
    /** Whoever has signed on stays so until the class is done, and their browser keeps what it has loaded. */
    private static final Map<String, BrowserContext> DESKS = new HashMap<>();

    @Autowired
    private TaskService tasks;

    @Autowired
    private FormService forms;

    @Autowired
    private IdentityService identity;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();
    private final List<String> consoleErrors = new ArrayList<>();

    @DynamicPropertySource
    static void freshMachine(DynamicPropertyRegistry registry) {
        registry.add("server.port", () -> PORT);
        registry.add("spring.datasource.url", () -> "jdbc:h2:mem:browser;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        registry.add("polisflow.sandbox.mail.smtp-port", () -> SMTP_PORT);
        registry.add("polisflow.sandbox.mail.imap-port", () -> IMAP_PORT);
        registry.add("polisflow.demo.data", () -> "false");
        // No letters to staff between those that a story waits for, whatever the time of day.
        registry.add("polisflow.escalation.digest-at", () -> "23:59");
    }

    @BeforeAll
    static void openBrowser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright = Chromium.playwright();
        browser = Chromium.launch(playwright);
    }

    @AfterEach
    void closeWindows() {
        pages.forEach(Page::close);
        contexts.forEach(BrowserContext::close);
    }

    @AfterAll
    static void closeBrowser() {
        DESKS.clear();
        playwright.close();
    }

    static String address(String path) {
        return "http://localhost:" + PORT + path;
    }

    /** A window of its own, as if on another person's desk. */
    Page window() {
        BrowserContext context = context();
        contexts.add(context);
        return page(context);
    }

    /** A click waits until the page's scripts are there to hear it, as with a person who sees the page come. */
    private static final String CLICKS_WAIT =
            """
            (() => {
              const root = () => document.documentElement;
              if (document.readyState === 'complete' || !root()) {
                return;
              }
              root().style.pointerEvents = 'none';
              addEventListener('load', () => root().style.removeProperty('pointer-events'));
            })();
            """;

    private static BrowserContext context() {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale("ru-RU")
                .setTimezoneId("Europe/Moscow")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1280, 1000));
        context.addInitScript(CLICKS_WAIT);
        return context;
    }

    private Page page(BrowserContext context) {
        Page page = context.newPage();
        pages.add(page);
        page.setDefaultTimeout(PATIENCE);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !aTaskJustDone(message)) {
                consoleErrors.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(consoleErrors::add);
        return page;
    }

    /** Tasklist asks once more for the task that was open when somebody, or the process itself, has just ended it. */
    private static boolean aTaskJustDone(ConsoleMessage message) {
        return message.text().contains("status of 404")
                && message.location().matches(".*/engine/default/task/[0-9a-f-]{36}[^/]*");
    }

    List<String> consoleErrors() {
        return consoleErrors;
    }

    /** A new window on that person's desk, in Tasklist; signs on, password = name, who has not done so yet. */
    Page signedOn(String user) {
        Page page = page(DESKS.computeIfAbsent(user, name -> context()));
        page.navigate(address("/"));
        if (page.url().contains("/login")) {
            signOn(page, user);
        }
        page.waitForURL("**/camunda/app/tasklist/**");
        return page;
    }

    /** On the page that asks who it is; password = name. */
    static void signOn(Page page, String user) {
        page.fill("input[name=username]", user);
        page.fill("input[name=password]", user);
        page.click("button[type=submit]");
    }

    /** On a telephone and on a desk, with a screenshot of each. */
    void looksRight(Page page, String name) {
        for (int width : List.of(390, 1280)) {
            page.setViewportSize(width, 1000);
            screenshot(page, name + "-" + width);
            assertThat(Inspection.beyondTheEdge(page)).as(name + " at " + width).isNotPositive();
        }
        assertThat(Inspection.violations(page)).as(name).isEmpty();
    }

    /** Opens a filter and in it that client's task with its form; a group's task is claimed first. */
    void openTask(Page page, String filter, String task, String client) {
        Locator entry = page.locator("li.task")
                .filter(new Locator.FilterOptions().setHasText(task))
                .filter(new Locator.FilterOptions().setHasText(client))
                .first();
        Locator filterLink = page.locator(".task-filters a, [cam-tasklist-filters] a")
                .filter(new Locator.FilterOptions().setHasText(filter))
                .first();
        for (int attempt = 0; attempt < 30 && entry.count() == 0; attempt++) {
            filterLink.click();
            appears(entry, 500);
        }
        entry.click();
        page.locator(".fjs-form").first().waitFor();
        Locator claim = page.locator("a, button").filter(new Locator.FilterOptions().setHasText("Взять в работу"));
        if (claim.count() > 0 && claim.first().isVisible()) {
            claim.first().click();
            page.locator("a, button")
                    .filter(new Locator.FilterOptions().setHasText("Взять в работу"))
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        }
        page.locator(".fjs-form-field").first().waitFor();
    }

    /** @return whether it is there within so many milliseconds */
    private static boolean appears(Locator locator, double millis) {
        try {
            locator.waitFor(new Locator.WaitForOptions().setTimeout(millis));
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    /** Presses «Завершить» and waits until the form is gone. */
    void complete(Page page) {
        press(page);
        try {
            page.locator(".fjs-form")
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        } catch (TimeoutError e) {
            screenshot(page, "not-completed");
            throw e;
        }
    }

    /** Presses «Завершить», whatever comes of it. */
    void press(Page page) {
        Locator button = page.locator(".form-actions .btn-primary");
        // The form takes over what was typed 300 ms later: it waits for the next key.
        page.waitForTimeout(350);
        page.waitForCondition(button::isEnabled);
        button.click();
    }

    /** Somebody ends that task of the deal on a desk that another test looks at. */
    void answered(String user, String deal, String element, Map<String, Object> answer) {
        Task task = Awaitility.await()
                .atMost(Duration.ofMillis((long) PATIENCE))
                .until(
                        () -> tasks.createTaskQuery()
                                .processInstanceBusinessKey(deal)
                                .taskDefinitionKey(element)
                                .singleResult(),
                        found -> found != null);
        List<String> groups = identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
        identity.setAuthentication(user, groups);
        try {
            forms.submitTaskForm(task.getId(), answer);
        } finally {
            identity.clearAuthentication();
        }
    }

    /** Chooses a radio button; the form draws itself anew after each key, so a click may fall between. */
    void choose(Page page, String radioLabel) {
        Locator option = page.locator(".fjs-form")
                .getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(radioLabel))
                .first();
        option.waitFor();
        for (int attempt = 0; attempt < 5 && !option.isChecked(); attempt++) {
            option.click();
            page.waitForTimeout(200);
        }
    }

    void pick(Page page, int select, String option) {
        page.locator(".fjs-form-field-select .fjs-input-group").nth(select).click();
        page.locator(".fjs-dropdownlist-item")
                .filter(new Locator.FilterOptions().setHasText(option))
                .first()
                .click();
    }

    void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(name + ".png")));
    }
}
