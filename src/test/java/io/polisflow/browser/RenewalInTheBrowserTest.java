package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.policy.Renewals;
import io.polisflow.crm.proposal.Proposals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A policy about to end in Chromium: the talk, a suggestion taken, and the new offer with its changes marked. */
class RenewalInTheBrowserTest extends BrowserTest {

    private static final String COMPANY = "ООО «Северный ветер»";

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private Proposals proposals;

    @Autowired
    private Policies policies;

    @Autowired
    private Renewals renewals;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TransactionTemplate transaction;

    private Policy endingSoon() {
        return transaction.execute(status -> {
            Client client = clients.findOrCreate(null, COMPANY);
            clients.findOrCreateContact(client, "Пётр Петров", "petrov@wind.example", "+7 495 123-45-67");
            Deal deal = deals.open(client, null, Stage.CONTRACT);
            LocalDate end = LocalDate.now().plusDays(30);
            proposals.assemble(
                    deal.number(),
                    null,
                    deal.owner(),
                    new Proposals.Draft(
                            LocalDate.now().plusDays(1),
                            12,
                            null,
                            List.of(new Proposals.LineDraft(
                                    "property", "Склад в Химках", new BigDecimal("10000000"), null, null))));
            deals.reachStage(deal.number(), Stage.WON);
            return policies.recordIssued(new Policies.Issue(
                    "P-" + deal.number(),
                    deal.number(),
                    deal.number(),
                    "DOG-" + deal.number(),
                    1,
                    "property",
                    "Склад в Химках",
                    new BigDecimal("10000000.00"),
                    new BigDecimal("0.00"),
                    new BigDecimal("54000.00"),
                    end.minusYears(1).plusDays(1),
                    end));
        });
    }

    private String owner(Policy policy) {
        return transaction.execute(status -> policies.get(policy.id()).deal().owner());
    }

    private void inForce(Policy policy) {
        String deal =
                transaction.execute(status -> policies.get(policy.id()).deal().number());
        runtime.createMessageCorrelation("policy.in-force")
                .processInstanceBusinessKey(deal)
                .setVariables(Map.of(
                        "policyId", policy.id(),
                        "policyNumber", policy.number(),
                        "dealNumber", deal,
                        "dealOwner", owner(policy),
                        "client", COMPANY))
                .correlateStartMessage();
    }

    @Test
    void aManagerRenewsAPolicyWithOneProductMore() {
        Policy policy = endingSoon();
        inForce(policy);
        Page manager = signedOn(owner(policy));
        openTask(manager, "Мои задачи", "Продление договора", COMPANY);
        screenshot(manager, "renew-contract");
        manager.locator(".fjs-form-field-checkbox label")
                .filter(new Locator.FilterOptions().setHasText("Число сотрудников"))
                .first()
                .click();
        manager.locator(".fjs-form-field-number")
                .filter(new Locator.FilterOptions().setHasText("Сотрудников теперь"))
                .locator("input")
                .fill("80");
        manager.locator(".fjs-form-field-textarea")
                .filter(new Locator.FilterOptions().setHasText("Что сказал клиент"))
                .locator("textarea")
                .fill("Готов продлить");
        choose(manager, "Продлевает");
        screenshot(manager, "renew-contract-filled");
        complete(manager);

        openTask(manager, "Мои задачи", "Выбрать дополнительные продукты", COMPANY);
        screenshot(manager, "choose-products");
        manager.locator(".fjs-form-field-checkbox label").first().click();
        manager.locator(".fjs-form-field-textfield")
                .filter(new Locator.FilterOptions().setHasText("Объект страхования"))
                .locator("input")
                .first()
                .fill("Склад и двор");
        manager.locator(".fjs-form-field-number input").first().fill("3000000");
        screenshot(manager, "choose-products-filled");
        complete(manager);

        openTask(manager, "Мои задачи", "Собрать КП", COMPANY);
        assertThat(manager.locator(".fjs-form").first()).containsText("Что изменилось против прошлого КП");
        assertThat(manager.locator(".fjs-form").first()).containsText("новый продукт: Склад и двор");
        screenshot(manager, "renewal-proposal");
        String next = transaction.execute(
                status -> renewals.ofPolicy(policy.id()).deal().number());
        assertThat(deals.get(next).kind()).isEqualTo(Deal.Kind.RENEWAL);

        manager.navigate(address("/crm/reports/renewals"));
        assertThat(manager.locator("body")).containsText("Продления и допродажи");
        screenshot(manager, "retention");
        assertThat(consoleErrors()).isEmpty();
    }
}
