package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Issue stories in Chromium: five people from the web form to the PDF in the mailbox, and the ways back. */
class ProposalInTheBrowserTest extends BrowserTest {

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Deals deals;

    private final TaskDesk desk = new TaskDesk();

    /** The client of this test, by whom its tasks are told from the others'. */
    private String company;

    /** The client fills in the insurer's form with the page's own example and notes the request's number. */
    private Page clientAsks(String inn, String name) {
        company = name;
        Page client = window();
        client.navigate(address("/sandbox"));
        client.click("#site-example");
        client.fill("#inn", inn);
        client.fill("#companyName", name);
        client.locator("#site-form button[type=submit]").click();
        Locator answer = client.locator("#site-answer");
        assertThat(answer).containsText(Pattern.compile("R-\\d{4}-\\d{6}"));
        return client;
    }

    private Deal newestDeal() {
        return deals.get(jdbc.queryForObject("select number from deal order by id desc limit 1", String.class));
    }

    private void assemble(Page manager, String discount) {
        openTask(manager, "Мои задачи", "Собрать КП", company);
        manager.locator(".fjs-form-field-number")
                .filter(new Locator.FilterOptions().setHasText("Скидка"))
                .locator("input")
                .first()
                .fill(discount);
        complete(manager);
        openTask(manager, "Мои задачи", "Заполнить параметры риска", company);
        pick(manager, 0, "Офис");
        manager.locator(".fjs-form-field-textfield input:not([readonly])")
                .first()
                .fill("Москва, Тверская, 1");
        Locator numbers = manager.locator(".fjs-form-field-number input");
        numbers.nth(0).fill("1200");
        numbers.nth(1).fill("2010");
        desk.fillsAccessibly(manager);
        screenshot(manager, "risk-parameters");
        complete(manager);
        openTask(manager, "Мои задачи", "Проверить расчёт", company);
        screenshot(manager, "review-calculation");
        choose(manager, "отправить на согласование");
        complete(manager);
    }

    private void decide(String user, String task, String decision, String reason) {
        Page approver = signedOn(user);
        openTask(approver, "Моей группы", task, company);
        decidesAtAGlance(approver);
        choose(approver, decision);
        if (reason != null) {
            approver.locator(".fjs-form-field-textarea textarea:not([readonly])")
                    .first()
                    .fill(reason);
        }
        screenshot(approver, "approval-" + user);
        complete(approver);
        approver.close();
    }

    /** What is decided on and all answers are seen at once on a usual screen, above the buttons that stay in sight. */
    private void decidesAtAGlance(Page approver) {
        approver.setViewportSize(1280, 900);
        double top = approver.locator(".nav-tabs").first().boundingBox().y;
        double end = approver.locator(".form-actions").first().boundingBox().y;
        assertThat(approver.locator(".fjs-form .summary").first().boundingBox().y)
                .isGreaterThan(top);
        assertThat(approver.locator(".fjs-form-field-radio label").all())
                .hasSize(4)
                .extracting(Locator::boundingBox)
                .allMatch(answer -> answer.y > top && answer.y + answer.height < end);
        assertThat(approver.locator(".form-actions .btn-primary").boundingBox().y)
                .isLessThan(900);
    }

    @Test
    void fivePeopleBringAProposalFromTheWebFormToTheMailbox() throws Exception {
        Page client = clientAsks("7736050003", "Газпром");
        Deal deal = newestDeal();
        Page manager = signedOn(deal.owner());
        openTask(manager, "Мои задачи", "Собрать КП", company);
        assertThat(manager.locator(".fjs-form-field-number")
                        .filter(new Locator.FilterOptions().setHasText("Страховая сумма")))
                .hasAttribute("data-readable", "150\u00a0000\u00a0000,00\u00a0₽");
        desk.fillsAccessibly(manager);
        screenshot(manager, "tasklist");
        desk.keepsWhatIsTyped(manager, deal);
        desk.finds(manager, deal);
        assemble(manager, "10");
        Page watcher = signedOn(deal.owner());
        watcher.navigate(address("/crm/deals/" + deal.number()));
        assertThat(watcher.locator(".tracker li.open")).containsText("Проверка тарифа");
        Page underwriter = signedOn("underwriter");
        openTask(underwriter, "Моей группы", "Проверить тариф", company);
        desk.looksAround(underwriter, deal);
        Page alone = signedOn("underwriter");
        desk.isForEverybody(alone, underwriter);
        alone.close();
        underwriter.close();
        decide("underwriter", "Проверить тариф", "Согласовать", null);
        assertThat(watcher.locator(".tracker li.approved")).containsText("Проверка тарифа");
        assertThat(watcher.locator(".tracker li.open")).containsText("Проверка условий");
        decide("lawyer", "Проверить условия", "Согласовать", null);
        decide("head", "Утвердить скидку", "Согласовать", null);

        openTask(manager, "Мои задачи", "Отправить КП", company);
        screenshot(manager, "send-proposal");
        complete(manager);
        openTask(manager, "Мои задачи", "Переговоры с клиентом", company);
        desk.opensTheDocument(manager);

        client.reload();
        Locator letter =
                client.locator(".letters button").filter(new Locator.FilterOptions().setHasText("Предложение"));
        letter.first().click();
        screenshot(client, "mailbox");
        String listed = client.request().get(address("/sandbox/mail/messages")).text();
        Matcher href = Pattern.compile("\"href\"\\s*:\\s*\"([^\"]+\\.pdf[^\"]*|[^\"]*attachments?[^\"]*)\"")
                .matcher(listed);
        assertThat(href.find()).as(listed).isTrue();
        byte[] pdf = client.request().get(address(href.group(1))).body();
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Страхование имущества")
                    .contains("KP-");
        }
        assertThat(deals.get(deal.number()).stage()).isEqualTo(Stage.PROPOSAL_SENT);

        manager.navigate(address("/crm/deals/" + deal.number()));
        assertThat(manager.locator("body")).containsText("КП отправлено");
        assertThat(manager.locator("body")).containsText("Согласовано");
        screenshot(manager, "deal");
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void aProposalIsReturnedReworkedAndThenRejected() {
        clientAsks("7740000076", "МТС");
        Deal deal = newestDeal();
        Page manager = signedOn(deal.owner());
        assemble(manager, "30");
        Map<String, Object> yes = Map.of("decision", "approve");
        answered("underwriter", deal.number(), ProposalApproval.TASK_CHECK_TARIFF, yes);
        answered("lawyer", deal.number(), ProposalApproval.TASK_CHECK_TERMS, yes);
        decide("head", "Утвердить скидку", "Вернуть на доработку", "Скидка не больше 5 %");

        openTask(manager, "Мои задачи", "Собрать КП", company);
        assertThat(manager.locator(".fjs-form")).containsText("Скидка не больше 5 %");
        screenshot(manager, "rework");
        assemble(manager, "5");
        // Tariff and terms are as they were, so the head is asked alone.
        decide("head", "Утвердить скидку", "Отклонить", "Клиент в судебном споре с нами");

        openTask(manager, "Мои задачи", "Объяснить клиенту отказ", company);
        assertThat(manager.locator(".fjs-form")).containsText("Клиент в судебном споре с нами");
        screenshot(manager, "rejected");
        choose(manager, "Звонок");
        Locator texts = manager.locator(".fjs-form-field-textarea textarea");
        texts.nth(0).fill("Объяснили по телефону");
        pick(manager, 0, "Риск не приняли");
        texts.nth(1).fill("Судебный спор");
        pick(manager, 1, "через 12 месяцев");
        screenshot(manager, "refusal-explained");
        complete(manager);
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void aRefusedFormKeepsWhatWasTypedAndSaysWhatToMend() {
        clientAsks("7708503727", "РЖД");
        Page manager = signedOn(newestDeal().owner());
        openTask(manager, "Мои задачи", "Собрать КП", company);
        Locator deductible = manager.locator(".fjs-form-field-number")
                .filter(new Locator.FilterOptions().setHasText("Франшиза"))
                .locator("input")
                .first();
        deductible.fill("999999999999");
        press(manager);

        Locator notification = manager.locator("[notifications-panel], .notifications");
        assertThat(notification.first()).containsText("франшиза меньше страховой суммы");
        assertThat(notification.first()).not().containsText("Cannot submit");
        screenshot(manager, "refused-form");
        assertThat(deductible).hasValue("999999999999");
    }
}
