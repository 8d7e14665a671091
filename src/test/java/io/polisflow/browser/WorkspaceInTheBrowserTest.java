package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.RawMessage;
import io.polisflow.crm.request.Requests;
import io.polisflow.crm.telephony.Extensions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The pages of the workspace with mouse and keyboard, on a desk and on a phone: dialogs lose nothing that was typed. */
class WorkspaceInTheBrowserTest extends BrowserTest {

    /** Words in Latin letters that people use as they are. */
    private static final Pattern ENGLISH = Pattern.compile("\\b(?!Polisflow\\b|OSAGO\\b|example\\b)[A-Za-z]{4,}\\b");

    @Autowired
    private RequestInbox inbox;

    @Autowired
    private Requests requests;

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

    @Autowired
    private Extensions extensions;

    @Autowired
    private DealProcess dealProcess;

    private String number;
    private long client;
    private Page page;

    @BeforeEach
    void aManagerHasADealAndPlansAVisit() {
        String receipt = inbox.receive(new IncomingRequest(
                        Channel.WEBFORM,
                        UUID.randomUUID().toString(),
                        "7736050003",
                        "ПАО «Газпром»",
                        "Пётр Петров",
                        "+7 495 123-45-67",
                        "petrov" + UUID.randomUUID().toString().substring(0, 6) + "@client.example",
                        "property",
                        "Склад",
                        "Пожар",
                        "10 000 000",
                        null,
                        null,
                        null,
                        true,
                        List.of(),
                        new RawMessage("webform.json", "application/json", "{}".getBytes(StandardCharsets.UTF_8)),
                        List.of(),
                        List.of(),
                        null))
                .requestNumber();
        transaction.executeWithoutResult(status -> {
            Deal deal = requests.get(Long.parseLong(receipt.substring(7))).deal();
            number = deal.number();
            client = deal.client().id();
            LocalDate workday =
                    workingCalendar.workingDayOnOrAfter(LocalDate.now(clock).plusDays(1));
            calendar.plan(
                    number,
                    new Plan(
                            Activity.Kind.MEETING,
                            workday.atTime(11, 30),
                            "Офис клиента",
                            deal.contact().id(),
                            "Показать расчёт"));
        });
        page = signedOn(deals.get(number).owner());
    }

    private void open(Page window, String path) {
        window.navigate(address(path));
    }

    /** Nothing lies beyond the edge and nothing is in English, on a desk and on a phone. */
    private void fitsInRussian(Page window, String name) {
        for (int width : new int[] {1280, 390}) {
            window.setViewportSize(width, 900);
            assertThat(Inspection.beyondTheEdge(window))
                    .as(name + " at " + width)
                    .isNotPositive();
            window.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(java.nio.file.Path.of("target", "screens", "workspace-" + name + "-" + width + ".png")));
        }
        window.setViewportSize(1280, 1000);
        String text = ((String) window.evaluate("() => { const copy = document.body.cloneNode(true);"
                        + "copy.querySelectorAll('code, script, dialog, a[href^=mailto]').forEach(e => e.remove());"
                        + "return copy.textContent; }"))
                .replaceAll("\\S+@\\S+|\\S+\\.json|XLSX|CSV", " ")
                .replaceAll("[a-z-]+, версия", " версия");
        assertThat(ENGLISH.matcher(text).results().map(found -> found.group()))
                .as(name)
                .isEmpty();
    }

    @Test
    void aClientIsFoundAndAContactTakenOffAfterAQuestion() {
        open(page, "/crm/deals");
        page.fill("[name=text]", "газпром");
        page.waitForURL("**text=*");
        assertThat(page.locator("a", new Page.LocatorOptions().setHasText(number))
                        .first())
                .isVisible();
        fitsInRussian(page, "deals");
        page.locator("tr", new Page.LocatorOptions().setHasText(number))
                .locator(".plain-link")
                .click();
        page.waitForURL("**/crm/clients/" + client);
        fitsInRussian(page, "client");
        int before = page.locator(".people li").count();
        page.locator(".people [data-dialog=remove]").last().click();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]")).hasCount(0);
        page.locator(".people [data-dialog=remove]").last().click();
        assertThat(page.locator("dialog[open]")).containsText("Пётр Петров");
        page.locator("dialog[open] [type=submit]").click();
        assertThat(page.locator(".people li")).hasCount(before - 1);
        open(page, "/crm/clients");
        fitsInRussian(page, "clients");
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void aDialogKeepsWhatWasTypedWhenItIsClosedAndRefused() {
        open(page, "/crm/deals/" + number);
        fitsInRussian(page, "deal");
        page.locator("[data-dialog=pause]").click();
        page.fill("dialog[open] [name=reason]", "Ждут бюджет");
        page.locator("dialog[open] [type=submit]").click();
        assertThat(page.locator("dialog[open] label .problem")).containsText("дату позже сегодняшней");
        assertThat(page.locator("dialog[open] [name=pausedUntil]")).isFocused();
        page.keyboard().press("Escape");
        page.locator("[data-dialog=pause]").click();
        assertThat(page.locator("dialog[open] [name=reason]")).hasValue("Ждут бюджет");
    }

    private static void drag(Page window, Locator card, Locator column) {
        BoundingBox from = card.boundingBox();
        BoundingBox to = column.boundingBox();
        window.mouse().move(from.x + 40, from.y + 35);
        window.mouse().down();
        window.mouse().move(from.x + 60, from.y + 50, new Mouse.MoveOptions().setSteps(4));
        window.mouse().move(to.x + to.width / 2, to.y + 150, new Mouse.MoveOptions().setSteps(12));
    }

    @Test
    void aDealIsMovedOnTheFunnelByTheMouseAndByTheKeyboardAsTheModelAllows() {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 17; i++) {
                deals.open(deals.get(number).client(), null, Stage.OBJECTIONS);
            }
        });
        open(page, "/crm/funnel");
        Locator needs = page.locator("#column-needs-analysis");
        Locator sent = page.locator("#column-proposal-sent");
        Locator paused = page.locator("#column-paused");
        Locator lost = page.locator("#column-lost");
        String card = "#deal-" + number;
        fitsInRussian(page, "funnel");
        assertThat(Inspection.violations(page)).isEmpty();
        Locator objections = page.locator("#column-objections .deal");
        assertThat(objections).hasCount(15);
        page.locator("#column-objections .more button").press("Enter");
        assertThat(objections).hasCount(17);
        assertThat(objections.nth(15).locator("a")).isFocused();
        // Wide enough for all columns.
        page.setViewportSize(2400, 1000);

        // Where it may go is told while it is dragged; where it may not, it comes back from with the reason.
        drag(page, needs.locator(card), sent);
        assertThat(lost).hasClass(Pattern.compile("allowed"));
        assertThat(sent).hasClass(Pattern.compile("denied"));
        assertThat(sent.locator(".why")).containsText("«Собрать КП»");
        screenshot(page, "workspace-funnel-drag");
        page.mouse().up();
        assertThat(page.locator("#funnel-notice")).containsText("«Собрать КП»");
        assertThat(needs.locator(card)).isVisible();
        drag(page, needs.locator(card), lost);
        page.mouse().up();
        assertThat(page.locator("dialog[open]")).containsText(number);
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]")).hasCount(0);
        assertThat(needs.locator(card)).isVisible();
        assertThat(deals.get(number).stage()).isEqualTo(Stage.NEEDS_ANALYSIS);

        // A telephone has no room to drag, and the keyboard no need: the same moves are in a menu.
        page.setViewportSize(390, 844);
        needs.locator(card + " [data-move]").focus();
        page.keyboard().press("Enter");
        Locator menu = page.locator("#dialog-move[open]");
        assertThat(menu.locator("button").first()).isFocused();
        assertThat(menu).containsText("Сделка станет выигранной сама");
        assertThat(Inspection.violations(page)).isEmpty();
        screenshot(page, "workspace-funnel-menu-390");
        page.keyboard().press("Enter");
        page.fill("#dialog-pause[open] [name=reason]", "Ждут бюджет");
        page.keyboard().press("Tab");
        page.locator("#dialog-pause[open] [type=submit]").click();
        assertThat(page.locator("#dialog-pause[open] label .problem")).containsText("дату позже сегодняшней");
        page.fill(
                "#dialog-pause[open] [name=pausedUntil]",
                LocalDate.now(clock).plusDays(10).toString());
        page.keyboard().press("Enter");
        assertThat(paused.locator(card)).isVisible();
        assertThat(page.locator("#funnel-status")).containsText("переведена: «На паузе»");
        // The pause takes hold a moment later, and the column tells so by itself.
        assertThat(paused.locator(card)).hasAttribute("data-moves", "needs-analysis lost");

        page.setViewportSize(2400, 1000);
        drag(page, paused.locator(card), needs);
        page.mouse().up();
        assertThat(needs.locator(card)).isVisible();
        assertThat(needs.locator(card + " [data-move]")).isFocused();
        drag(page, needs.locator(card), lost);
        page.mouse().up();
        page.selectOption("#dialog-lose[open] [name=lossReason]", "competitor");
        page.fill("#dialog-lose[open] [name=lossComment]", "Дешевле");
        page.fill("#dialog-lose[open] [name=lossCompetitor]", "АО «Сосед»");
        page.fill("#dialog-lose[open] [name=lossCompetitorTerms]", "0,1 %");
        page.locator("#dialog-lose[open] [type=submit]").click();
        assertThat(page.locator(card)).hasCount(0);
        assertThat(page.locator("dialog[open]")).hasCount(0);
        assertThat(deals.get(number).stage()).isEqualTo(Stage.LOST);

        page.setViewportSize(1280, 1000);
        page.locator("#funnel-total .idle a").click();
        page.waitForURL("**step=none*");
        assertThat(objections.first()).containsText("Нет следующего шага");
        assertThat(page.locator("[name=step]")).isChecked();
        page.fill("#deal-text", "ъъъ");
        assertThat(page.locator(".empty-board")).containsText("сбросьте фильтр");
        page.locator(".empty-board a").click();
        page.waitForURL("**/crm/funnel");
        page.fill("#deal-text", number);
        page.waitForURL("**text=" + number + "*");
        page.locator("#view-switch a").last().click();
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(number)))
                .containsText("Проиграна");
        assertThat(Inspection.violations(page)).isEmpty();
        // The pause without a day was refused: that one answer stands in the console.
        assertThat(consoleErrors()).singleElement().asString().contains("status of 400", "/pause");
    }

    @Test
    void aDealIsFollowedOnItsModelsWhileItMoves() {
        open(page, "/crm/deals/" + number);
        String viewersLoaded =
                "() => performance.getEntriesByType('resource').filter(each => each.name.includes('bpmn-js')).length";
        assertThat(page.evaluate(viewersLoaded)).as("loaded unasked").isEqualTo(0);
        Locator card = page.locator("details.diagram");
        card.locator("> summary").click();
        Locator view = card.locator(".diagram-view");
        assertThat(view.locator(".djs-shape.now .djs-label")).containsText("отправить КП");
        assertThat(view.locator(".mark.now")).hasText("сейчас");
        assertThat(view.locator(".djs-connection.passed")).not().hasCount(0);
        assertThat(view.locator(".bjs-powered-by")).isVisible();
        assertThat(card.locator(".diagram-now")).containsText("Собрать КП");

        // The viewer hides what lies on a drawing for a moment after it was moved.
        Locator called = view.locator(".diagram-open");
        called.waitFor();
        called.press("Enter");
        assertThat(view).isFocused();
        assertThat(card.locator(".diagram-head")).containsText("Подготовка КП");
        assertThat(card.locator(".diagram-head")).containsText("версия 1");
        assertThat(view.locator(".djs-shape.now .djs-label")).hasText("Собрать КП");
        String transform = "view => view.querySelector('.viewport').getAttribute('transform')";
        Object whole = view.evaluate(transform);
        view.focus();
        page.keyboard().press("+");
        assertThat(view.evaluate(transform)).isNotEqualTo(whole);
        page.keyboard().press("0");
        assertThat(view.evaluate(transform)).isEqualTo(whole);
        fitsInRussian(page, "diagram");
        assertThat(Inspection.violations(page, ".diagram")).isEmpty();

        dealProcess.lose(number, new Loss("price", "Дорого", null, null, 6));
        assertThat(card.locator(".diagram-head")).containsText("прерван");
        assertThat(view.locator(".mark.now")).hasCount(0);
        assertThat(view.locator(".djs-shape.broken .djs-label")).hasText("Собрать КП");
        assertThat(card.locator(".diagram-now")).containsText("Пора связаться снова");
        // The browser remembers who wants it open.
        card.locator("> summary").click();
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void whoeverCallsIsShownOnTopOfTasklistAndOfThePages() {
        String extension = extensions.of(deals.get(number).owner()).orElseThrow();
        Page telephone = window();
        open(telephone, "/sandbox");
        telephone.fill("#phone-from", "8 (495) 123-45-67");
        telephone.fill("#phone-extension", extension);
        telephone.click("#phone-form button[type=submit]");

        assertThat(page.locator(".polisflow-sections a"))
                .containsText(new String[] {"Клиенты", "Воронка", "Календарь", "База знаний", "Отчёты"});
        Locator card = page.locator(".incoming-call");
        assertThat(card).hasCount(1);
        assertThat(card).containsText("Звонит +74951234567");
        assertThat(card).containsText("Пётр Петров");
        assertThat(card).containsText(number);
        screenshot(page, "workspace-incoming-call-tasklist");
        telephone
                .locator("#phone-list button")
                .filter(new Locator.FilterOptions().setHasText("Ответить"))
                .first()
                .click();
        assertThat(card).containsText("Вы говорите с");
        open(page, "/crm/clients");
        Page opened = page.waitForPopup(() ->
                card.locator("a[href$='/crm/clients/" + client + "']").first().click());
        assertThat(opened.locator("h1")).containsText("Газпром");
        fitsInRussian(page, "incoming-call");
        telephone
                .locator("#phone-list button")
                .filter(new Locator.FilterOptions().setHasText("Положить трубку"))
                .first()
                .click();
        assertThat(card).hasCount(0);
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void anAdministratorKeepsTheDictionaries() {
        Page admin = signedOn("admin");
        open(admin, "/crm/dictionaries");
        fitsInRussian(admin, "dictionaries");
        admin.locator("#lead-source [data-dialog=add]").click();
        admin.fill("dialog[open] [name=label]", "Вебинар");
        admin.fill("dialog[open] [name=code]", "Вебинар");
        admin.locator("dialog[open] [type=submit]").click();
        assertThat(admin.locator("dialog[open] label .problem")).containsText("латинские");
        assertThat(admin.locator("dialog[open] [name=label]")).hasValue("Вебинар");
        admin.fill("dialog[open] [name=code]", "webinar");
        admin.locator("dialog[open] [type=submit]").click();
        Locator row = admin.locator("#lead-source tr", new Page.LocatorOptions().setHasText("Вебинар"));
        assertThat(row).isVisible();
        // The page is drawn before its scripts listen.
        admin.waitForLoadState();
        row.locator("[data-post=deactivate]").click();
        assertThat(row).containsText("выключено");
        admin.waitForLoadState();
        row.locator("[data-post=move]").first().click();
        assertThat(admin.locator(".history li").first()).containsText("место");
        admin.waitForLoadState();
        row.locator("[data-dialog=rename]").click();
        assertThat(admin.locator("dialog[open] [name=label]")).hasValue("Вебинар");
    }
}
