package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import io.polisflow.fixtures.DeliveredTable;
import io.polisflow.fixtures.ModelsAsDelivered;
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.gate.ModelFile;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.w3c.dom.Document;

/**
 * An analyst adds a second lawyer to the approval, sees what that changes, puts it into force, has running approvals move along, and
 * goes back.
 */
class ModelsInTheBrowserTest extends BrowserTest {

    /** Where a file lies in the repository. */
    static final Pattern PATH = Pattern.compile("\\b(?:bpmn|forms)/[a-z./-]+");

    /** The viewer's licence demands that its mark stays as it is. */
    static final Pattern MARK = Pattern.compile(PATH + "|Powered by bpmn\\.io");

    private static final int MOVING = 50;
    private static final String STAYS = "Стоит на шаге «Визировать», которому не сопоставлен шаг новой версии";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @Autowired
    private AutowireCapableBeanFactory beans;

    private EarlierApprovals approvals;
    private DeliveredTable table;

    private Page page;

    @AfterEach
    void asDelivered() {
        if (table != null) {
            table.end();
        }
        ModelsAsDelivered.restore(repository, management, jdbc);
        if (approvals != null) {
            approvals.end();
        }
    }

    private void looksRight(String name) {
        looksRight(page, name);
        assertThat(Inspection.english(page, MARK)).as(name).isEmpty();
    }

    private void upload(ModelFile file) {
        page.setInputFiles("[name=files]", new FilePayload(file.name(), "application/xml", file.content()));
        page.click("text=Загрузить");
        isSaid("Загружено файлов: 1");
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void aSecondLawyerIsAddedSeenPutIntoForceMovedAlongAndTakenBack() {
        approvals = beans.createBean(EarlierApprovals.class);
        approvals.begin(MOVING);
        page = signedOnAnalyst();
        assertThat(page.locator("nav [aria-current]")).hasText("Модели");
        looksRight("models");
        page.fill("[name=title]", "Второй юрист в согласовании");
        page.fill("[name=note]", "Спорные условия должны смотреть двое");
        page.click("text=Начать черновик");
        // A form is sent only once the server has answered that it would arrive.
        page.waitForURL("**/crm/models/drafts/*");
        looksRight("draft-empty");

        upload(SecondLawyer.model());
        Locator added = button("задача сотрудника «" + SecondLawyer.LABEL + "»");
        added.focus();
        page.keyboard().press("Enter");
        Locator after = page.locator("[data-side=after]");
        Locator before = page.locator("[data-side=before]");
        assertThat(after.locator(".djs-shape.added[data-element-id=" + SecondLawyer.TASK + "]"))
                .isVisible();
        assertThat(before.locator("[data-element-id=" + SecondLawyer.TASK + "]"))
                .hasCount(0);
        assertThat(before.locator(".djs-connection.changed")).hasCount(1);
        assertThat(after.locator(".mark.added")).hasText("+ новое");
        String shown = viewbox(after);
        assertThat(viewbox(before)).as("both move together").isEqualTo(shown);
        before.focus();
        page.keyboard().press("ArrowLeft");
        assertThat(viewbox(after)).isNotEqualTo(shown).isEqualTo(viewbox(before));
        looksRight("draft-difference");

        button("Проверить").click();
        Locator finding = page.locator("#check .finding.error")
                .filter(new Locator.FilterOptions().setHasText("нет строки в таблице сроков"));
        assertThat(finding).hasCount(1);
        finding.getByRole(AriaRole.BUTTON).click();
        assertThat(after.locator(".shown[data-element-id=" + SecondLawyer.TASK + "]"))
                .isVisible();
        looksRight("draft-findings");
        button("Ввести в действие сейчас").click();
        assertThat(page.locator("p.warning[role=alert]")).containsText("ничего не изменено");

        upload(SecondLawyer.deadlines());
        assertThat(page.locator(".table-difference tr.added")).containsText("Task_CheckTermsAgain");
        button("Проверить").click();
        assertThat(page.locator("#check .saved")).isVisible();
        button("Проиграть сценарии").click();
        assertThat(page.locator("#trial"))
                .containsText(
                        "Сколько моделей пройдено", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        Locator walked = page.locator("details.coverage[data-path='bpmn/proposal-approval.bpmn']");
        walked.locator("summary").click();
        assertThat(walked.locator(".painting text").filter(new Locator.FilterOptions().setHasText("✓")))
                .not()
                .hasCount(0);
        assertThat(walked.locator("path.band")).not().hasCount(0);
        looksRight("draft-checked");

        button("Ввести в действие сейчас").click();
        isSaid("Введено в действие");
        looksRight("draft-in-force");
        page.click("text=← Модели");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("proposal-approval")))
                .containsText("из черновика");
        looksRight("models-released");
        int withSecondLawyer = approvals.newest();
        runningApprovalsMove(withSecondLawyer);

        page.click("text=← Все переносы модели");
        page.click("text=← Модели");
        button("Вернуть то, что было до ввода «Второй юрист в согласовании»").click();
        isSaid("Прежние модели снова действуют");
        assertThat(page.locator(".releases li").first()).containsText("возврат прежнего");
        theyMoveBack(withSecondLawyer);
        // The browser notes the refusal by itself.
        assertThat(consoleErrors()).allMatch(error -> error.contains("status of 400"));
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void runningApprovalsMove(int withSecondLawyer) {
        link("Перенести идущие: Согласование КП").click();
        Locator from = page.locator("[name=from]").first();
        assertThat(from.locator("option", within("версия " + approvals.version() + ", идёт " + (MOVING + 1))))
                .hasCount(1);
        from.selectOption(String.valueOf(approvals.version()));
        page.locator("[name=to]").first().selectOption(String.valueOf(withSecondLawyer));
        button("Показать шаги").click();
        Locator gone = page.locator("table.mapping tr", text(EarlierApprovals.HEADS_STEP))
                .first();
        assertThat(gone).containsText("не нашли похожего");
        assertThat(gone.locator("select")).hasValue("");
        looksRight("migration-steps");

        button("Проверить, кто может перейти").click();
        assertThat(page.locator("h2", text("Что затронет перенос"))).isVisible();
        assertThat(page.locator("#migration"))
                .containsText(Pattern.compile("Сделок: 51.*Премия: 4\\s590\\s000\\s₽", Pattern.DOTALL));
        assertThat(page.locator("#migration .reasons").first()).hasText("1 · " + STAYS);
        assertThat(approvals.on(approvals.version()))
                .as("a rehearsal moves nothing")
                .isEqualTo(MOVING + 1);
        looksRight("migration-rehearsed");

        page.fill("[name=reason]", "Второй юрист и для начатых согласований");
        button("Начать перенос").click();
        assertThat(page.locator("h2", text("Итог"))).isVisible();
        assertThat(page.locator("#migration .tallies").first())
                .containsText(Pattern.compile("Перенесено:\\s*50.*Осталось на прежней версии:\\s*1", Pattern.DOTALL));
        Locator stayed = page.locator("#migration table.list tbody tr", text(approvals.headsDeal()));
        assertThat(stayed).containsText(STAYS);
        assertThat(approvals.on(withSecondLawyer)).isEqualTo(MOVING);
        assertThat(approvals.on(approvals.version())).isEqualTo(1);
        looksRight("migration-done");
    }

    /** What runs on the version that was taken back goes on with it until somebody moves it. */
    private void theyMoveBack(int withSecondLawyer) {
        assertThat(approvals.on(withSecondLawyer)).isEqualTo(MOVING);
        link("Перенести идущие: Согласование КП").click();
        link("Версия " + approvals.version() + " → " + withSecondLawyer).click();
        button("Вернуть перенесённых на версию " + approvals.version() + "…").click();
        page.fill("[name=reason]", "Второй юрист не нужен");
        button("Начать перенос").click();
        assertThat(page.locator("h2", text("Итог"))).isVisible();
        assertThat(page.locator("#migration")).containsText("Перешли все, кто ещё шёл.");
        assertThat(approvals.on(withSecondLawyer)).isZero();
        assertThat(approvals.on(approvals.version())).isEqualTo(MOVING + 1);
    }

    private static Locator.LocatorOptions within(String text) {
        return new Locator.LocatorOptions().setHasText(text);
    }

    private static Page.LocatorOptions text(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    @Test
    void aModelIsReadOnItsPagePrintedAndTakenAwayAsADrawing() throws Exception {
        page = signedOnAnalyst();
        page.click("table >> text=Согласование КП");
        assertThat(page.locator("h1")).containsText("Согласование КП");
        Locator save = page.locator("[data-save]");
        assertThat(save).isEnabled();
        Locator terms = page.locator("#Task_CheckTerms");
        page.locator(".diagram-view [data-element-id=Task_CheckTerms] .djs-hit").click();
        assertThat(terms).isFocused();
        terms.locator("[data-show]").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".diagram-view")).isFocused();
        assertThat(page.locator(".djs-element.shown[data-element-id=Task_CheckTerms]"))
                .isVisible();
        looksRight("model");

        Document drawing = read(page.waitForDownload(save::click));
        assertThat(drawing.getDocumentElement().getLocalName()).isEqualTo("svg");
        assertThat(drawing.getDocumentElement().getTextContent()).contains("Согласование КП", "Утвердить скидку");

        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator("[data-printed] img").first()).isVisible();
        assertThat(page.locator("header.bar")).isHidden();
        assertThat(page.locator(".diagram-tools")).isHidden();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));

        page.locator("#Task_DetermineRoute a", new Page.LocatorOptions().setHasText("Маршрут"))
                .first()
                .click();
        assertThat(page.locator("h1")).containsText("Маршрут согласования КП");
        looksRight("model-table");
        assertThat(consoleErrors()).isEmpty();
    }

    private static Document read(Download file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(file.path().toFile());
    }

    /** What was said before may stand there until the next page comes. */
    private void isSaid(String what) {
        assertThat(page.locator(".saved", new Page.LocatorOptions().setHasText(what)))
                .isVisible();
        // Its scripts come last.
        page.waitForLoadState();
    }

    @Test
    void aTableThatCameWithAnUpdateWaitsBehindOnesOwn() {
        table = DeliveredTable.waiting(repository);
        page = signedOnAnalyst();
        looksRight("models-delivered");

        button("Взять поставленную").click();

        isSaid("Поставленное введено в действие");
        assertThat(page.locator("h2", text("С обновлением пришли другие редакции")))
                .hasCount(0);
        assertThat(page.locator(".releases li").first()).containsText("Взята редакция, которая пришла с обновлением");
        assertThat(consoleErrors()).isEmpty();
    }

    /** Analysts have no Tasklist. */
    private Page signedOnAnalyst() {
        Page desk = window();
        desk.navigate(address("/crm/models"));
        signOn(desk, "analyst");
        desk.waitForURL("**/crm/models*");
        return desk;
    }

    private static String viewbox(Locator view) {
        return (String) view.locator("svg .viewport")
                .first()
                .evaluate("e => { const m = e.transform.baseVal.consolidate().matrix;"
                        + " return [m.a, m.e, m.f].map(n => n.toFixed(1)).join(' '); }");
    }
}
