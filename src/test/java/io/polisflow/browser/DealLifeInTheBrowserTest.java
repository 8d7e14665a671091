package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.policy.Policies;
import io.polisflow.process.contractsigning.ContractSigning;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A deal lives its whole life in a browser: won, renewed and won again; another is lost and comes back. */
class DealLifeInTheBrowserTest extends BrowserTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final String MINE = "Мои задачи";
    private static final String OURS = "Моей группы";

    @Autowired
    private Deals deals;

    @Autowired
    private Policies policies;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate jdbc;

    private String company;
    private Page manager;

    private Deal deal(Predicate<Deal> which) {
        return transaction.execute(
                status -> jdbc.queryForList("select number from deal order by id desc limit 50", String.class).stream()
                        .map(deals::get)
                        .filter(deal -> deal.client().name().contains(company))
                        .filter(which)
                        .findFirst()
                        .orElse(null));
    }

    private Deal awaitDeal(Predicate<Deal> which) {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> deal(which), deal -> deal != null);
    }

    private void awaitStage(String number, Stage stage) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> deals.get(number).stage() == stage);
    }

    /** Lets a timer of the deal be due now; the job executor does the rest. */
    private void pullForward(String number, String element) {
        List<Job> jobs = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                                .flatMap(instance -> management
                                        .createJobQuery()
                                        .processInstanceId(instance.getId())
                                        .activityId(element)
                                        .list()
                                        .stream())
                                .toList(),
                        found -> !found.isEmpty());
        jobs.forEach(job -> management.setJobDuedate(job.getId(), new Date(0)));
    }

    private void startClientAcquisition(String inn) {
        manager.locator("a.start-process-action, .start-process-action a")
                .first()
                .click();
        manager.locator(".modal-dialog a")
                .filter(new Locator.FilterOptions().setHasText("Новый клиент"))
                .first()
                .click();
        manager.locator(".modal-dialog .fjs-form").waitFor();
        fill(manager, "ИНН", inn);
        pickIn(manager, "Источник", "Выставка");
        fill(manager, "Имя", "Анна Орлова");
        fill(manager, "Электронная почта", "orlova@client.example");
        fill(manager, "Телефон", "+7 495 123-45-67");
        screenshot(manager, "life-start-form");
        manager.locator(".modal-footer .btn-primary").click();
        manager.locator(".modal-dialog")
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN));
    }

    private void planTouch() {
        openTask(manager, MINE, "Проверить карточку", company);
        screenshot(manager, "life-check-card");
        choose(manager, "Запланировать");
        choose(manager, "Звонок");
        LocalDate day = LocalDate.now(MOSCOW).plusDays(1);
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = day.plusDays(1);
        }
        date(manager, "Дата", day);
        Locator time = manager.getByPlaceholder("чч:мм").first();
        time.fill("11:00");
        time.press("Enter");
        screenshot(manager, "life-plan-touch");
        complete(manager);
    }

    private void captureNeeds(String number) {
        // The timer looks into the calendar as it fires: the planned hour itself has to be over.
        jdbc.update(
                "update activity set starts_at = dateadd('DAY', -1, current_timestamp) where state = 'PLANNED'"
                        + " and deal_id = (select id from deal where number = ?)",
                number);
        pullForward(number, "Event_TouchDue");
        openTask(manager, MINE, "Первое касание", company);
        choose(manager, "Клиенту интересно");
        fill(manager, "Что сказал клиент", "Нужно застраховать склад");
        pickIn(manager, "Продукт", "Страхование имущества");
        fill(manager, "Что страхуем", "Склад в Подольске");
        fill(manager, "От каких рисков", "Пожар, залив");
        fill(manager, "Страховая сумма", "10000000");
        date(manager, "Начало страхования", LocalDate.now(MOSCOW).plusDays(2));
        screenshot(manager, "life-first-touch");
        complete(manager);
    }

    private void propose(String number, boolean fresh) {
        openTask(manager, MINE, "Собрать КП", company);
        screenshot(manager, "life-assemble");
        complete(manager);
        openTask(manager, MINE, "Заполнить параметры риска", company);
        if (fresh) {
            pick(manager, 0, "Склад");
            Locator texts = manager.locator(".fjs-form-field-textfield input:not([readonly])");
            texts.first().fill("Подольск, Складская, 1");
            Locator numbers = manager.locator(".fjs-form-field-number input");
            numbers.nth(0).fill("1200");
            numbers.nth(1).fill("2010");
        } else {
            fillEmptyRiskFields();
            screenshot(manager, "life-risk-of-two-products");
        }
        complete(manager);
        openTask(manager, MINE, "Проверить расчёт", company);
        choose(manager, "отправить на согласование");
        complete(manager);
        approved(number);
        openTask(manager, MINE, "Отправить КП", company);
        complete(manager);
    }

    /** A renewal brings the old line's answers; those of the new product are to be given. */
    private void fillEmptyRiskFields() {
        for (Locator number : manager.locator(".fjs-form-field-number input").all()) {
            if (number.inputValue().isEmpty()) {
                number.fill("12");
            }
        }
        for (Locator text : manager.locator(".fjs-form-field-textfield input:not([readonly])")
                .all()) {
            if (text.inputValue().isEmpty()) {
                text.fill("Москва — Казань");
            }
        }
        Locator selects = manager.locator(".fjs-form-field-select .fjs-input-group");
        for (int i = 0; i < selects.count(); i++) {
            if (selects.nth(i).locator(".fjs-select-placeholder").count() > 0) {
                selects.nth(i).click();
                manager.locator(".fjs-dropdownlist-item").first().click();
            }
        }
    }

    private void approved(String number) {
        Map<String, Object> yes = Map.of("decision", "approve");
        answered("underwriter", number, ProposalApproval.TASK_CHECK_TARIFF, yes);
        answered("lawyer", number, ProposalApproval.TASK_CHECK_TERMS, yes);
        answered("head", number, ProposalApproval.TASK_APPROVE_DISCOUNT, yes);
    }

    private void checkContract() {
        for (String[] check :
                new String[][] {{"lawyer", "Проверить текст договора"}, {"underwriter", "Проверить риск и сумму"}}) {
            Page checker = signedOn(check[0]);
            openTask(checker, OURS, check[1], company);
            choose(checker, "Замечаний нет");
            screenshot(checker, "life-check-" + check[0]);
            complete(checker);
            checker.close();
        }
    }

    private void contractChecked(String number) {
        Map<String, Object> yes = Map.of("decision", "pass");
        answered("lawyer", number, ContractSigning.TASK_CHECK_TERMS, yes);
        answered("underwriter", number, ContractSigning.TASK_CHECK_RISK, yes);
    }

    private void agreeAndSign(String number, boolean fresh) {
        openTask(manager, MINE, "Переговоры с клиентом", company);
        choose(manager, "Звонок");
        fill(manager, "Что сказал клиент", "Условия подходят");
        choose(manager, "Согласен");
        screenshot(manager, "life-talk");
        complete(manager);
        openTask(manager, MINE, "Подготовить договор", company);
        choose(manager, "Как в согласованном КП");
        screenshot(manager, "life-contract");
        complete(manager);
        if (fresh) {
            checkContract();
        } else {
            contractChecked(number);
        }
        Page client = window();
        client.navigate(address("/sandbox"));
        Locator document = client.locator("[data-document]")
                .filter(new Locator.FilterOptions().setHasText(company))
                .filter(new Locator.FilterOptions().setHas(client.locator("button:has-text('Подписать')")))
                .first();
        for (int attempt = 0; attempt < 30 && document.count() == 0; attempt++) {
            client.waitForTimeout(1000);
            client.reload();
        }
        document.locator("button")
                .filter(new Locator.FilterOptions().setHasText("Подписать"))
                .first()
                .click();
        awaitStage(number, Stage.WON);
    }

    @Test
    void aClientIsWonFromTheFirstContactAndAgainAtTheRenewal() {
        company = "ФосАгро";
        manager = signedOn("manager");
        startClientAcquisition("7736216869");
        planTouch();
        Deal first = awaitDeal(deal -> deal.stage() == Stage.FIRST_CONTACT);
        captureNeeds(first.number());
        propose(first.number(), true);
        agreeAndSign(first.number(), true);

        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> transaction.<Boolean>execute(
                        status -> !policies.of(deals.get(first.number())).isEmpty()));
        manager.navigate(address("/crm/deals/" + first.number()));
        assertThat(manager.locator("body")).containsText("Полисы");
        assertThat(manager.locator("body")).containsText("заключён");
        screenshot(manager, "life-won");

        pullForward(first.number(), "Event_RenewalDue");
        manager.navigate(address("/"));
        openTask(manager, MINE, "Продление договора", company);
        fill(manager, "Что сказал клиент", "Готов продлить");
        choose(manager, "Продлевает");
        screenshot(manager, "life-renewal");
        complete(manager);
        openTask(manager, MINE, "Выбрать дополнительные продукты", company);
        manager.locator(".fjs-form-field-checkbox label").first().click();
        fill(manager, "Объект страхования", "Деятельность склада");
        fill(manager, "Страховая сумма", "3000000");
        screenshot(manager, "life-cross-sell");
        complete(manager);
        Deal second = awaitDeal(deal -> deal.kind() == Deal.Kind.RENEWAL);
        propose(second.number(), false);
        agreeAndSign(second.number(), false);

        manager.navigate(address("/crm/deals/" + second.number()));
        assertThat(manager.locator("body")).containsText("Продление полиса");
        screenshot(manager, "life-won-again");
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> transaction.<Integer>execute(status ->
                                policies.of(deals.get(second.number())).size())
                        == 2);
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void aDealLostToACompetitorComesBack() {
        company = "Акрон";
        Page client = window();
        client.navigate(address("/sandbox"));
        client.click("#site-example");
        client.fill("#inn", "5321029508");
        client.fill("#companyName", company);
        client.locator("#site-form button[type=submit]").click();
        assertThat(client.locator("#site-answer")).containsText("R-");
        Deal lost = awaitDeal(deal -> true);
        manager = signedOn(lost.owner());
        manager.navigate(address("/crm/deals/" + lost.number()));
        manager.locator("[data-dialog=lose]").click();
        manager.locator("dialog[open] [type=submit]").click();
        assertThat(manager.locator("dialog[open] .problem")).containsText("причину");
        manager.selectOption("dialog[open] [name=lossReason]", "competitor");
        assertThat(manager.locator("dialog[open] [name=recontactMonths]")).hasValue("12");
        manager.fill("dialog[open] [name=lossComment]", "Дали скидку");
        manager.fill("dialog[open] [name=lossCompetitor]", "ООО «Другая»");
        manager.fill("dialog[open] [name=lossCompetitorTerms]", "Тариф на 20 % ниже");
        screenshot(manager, "life-lose");
        manager.locator("dialog[open] [type=submit]").click();
        assertThat(manager.locator("body")).containsText("Проиграна: Выбрали конкурента");
        screenshot(manager, "life-lost");

        pullForward(lost.number(), "Event_RecontactDue");
        manager.navigate(address("/"));
        openTask(manager, MINE, "Повторный контакт", company);
        assertThat(manager.locator(".fjs-form").first()).containsText("ООО «Другая»");
        choose(manager, "Звонок");
        fill(manager, "Что сказал клиент", "Конкурент поднял цену");
        choose(manager, "открыть новую сделку");
        screenshot(manager, "life-contact-again");
        complete(manager);
        Deal reopened = awaitDeal(deal -> !deal.number().equals(lost.number()));
        openTask(manager, MINE, "Первое касание", company);
        manager.navigate(address("/crm/deals/" + reopened.number()));
        assertThat(manager.locator("body")).containsText("Возобновлена из проигранной");
        screenshot(manager, "life-reopened");
        // The browser itself notes the refused first attempt.
        assertThat(consoleErrors()).allMatch(error -> error.contains("/lose"));
    }

    private static void fill(Page page, String label, String value) {
        field(page, label)
                .locator("input:not([type=radio]):not([type=checkbox]), textarea")
                .first()
                .fill(value);
    }

    private static void pickIn(Page page, String label, String option) {
        field(page, label).locator(".fjs-input-group").first().click();
        page.locator(".fjs-dropdownlist-item")
                .filter(new Locator.FilterOptions().setHasText(option))
                .first()
                .click();
    }

    private static void date(Page page, String label, LocalDate day) {
        // «Дата» stands in the labels of other fields too.
        Locator input = page.locator(".fjs-form-field-datetime .fjs-datetime-subsection, .fjs-form-field-datetime")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(
                                "label",
                                new Page.LocatorOptions().setHasText(Pattern.compile("^\\s*" + label + "\\*?\\s*$")))))
                .last()
                .locator("input")
                .first();
        input.fill(DateTimeFormatter.ofPattern("dd.MM.yyyy").format(day));
        input.press("Enter");
        input.press("Escape");
    }

    private static Locator field(Page page, String label) {
        return page.locator(".fjs-form-field:not(.fjs-form-field-group):not(.fjs-form-field-dynamiclist)")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("label", new Page.LocatorOptions().setHasText(label))))
                .first();
    }
}
