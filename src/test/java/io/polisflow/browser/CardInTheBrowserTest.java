package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.policy.Policies;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The card in Chromium: the chart, the timeline's filter, and two people who edit it at one time. */
class CardInTheBrowserTest extends BrowserTest {

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private Policies policies;

    @Autowired
    private TransactionTemplate transaction;

    private Deal aClientOfTwoYears() {
        return transaction.execute(status -> {
            Client client = clients.findOrCreate(null, "ООО «Тихая гавань»");
            clients.findOrCreateContact(client, "Пётр Петров", "petrov@gavan.example", "+7 495 123-45-67");
            Deal deal = deals.open(client, null, Stage.CONTRACT);
            deals.recordTouch(deal.number(), Activity.Kind.MEETING, deal.owner(), "Осмотрели склад");
            LocalDate today = LocalDate.now();
            issue(deal, 1, today.minusMonths(14), "54000.00");
            issue(deal, 2, today.minusMonths(11), "71500.00");
            return deal;
        });
    }

    private void issue(Deal deal, int line, LocalDate from, String premium) {
        policies.recordIssued(new Policies.Issue(
                "P-" + deal.number() + "-" + line,
                deal.number() + ":" + line,
                deal.number(),
                "DOG-" + deal.number(),
                line,
                "property",
                "Склад в Химках",
                new BigDecimal("10000000.00"),
                BigDecimal.ZERO,
                new BigDecimal(premium),
                from,
                from.plusYears(1).minusDays(1)));
    }

    private static Locator button(Locator part, String name) {
        return part.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void twoPeopleEditOneCardAndNeitherLosesAnything() {
        Deal deal = aClientOfTwoYears();
        String card = address("/crm/clients/" + deal.client().id());
        Page manager = signedOn(deal.owner());
        manager.navigate(card);
        assertThat(manager.locator("#timeline")).containsText("Осмотрели склад");
        assertThat(manager.evaluate("!!Chart.getChart(document.querySelector('[data-premiums]'))"))
                .isEqualTo(true);
        screenshot(manager, "client-card");
        assertThat(Inspection.violations(manager)).isEmpty();

        manager.locator("#timeline .chips a")
                .filter(new Locator.FilterOptions().setHasText("Письма"))
                .click();
        assertThat(manager.locator("#timeline")).containsText("Такого пока не было");
        assertThat(manager).hasURL(card + "?touches=letters");
        manager.goBack();
        assertThat(manager.locator("#timeline")).containsText("Осмотрели склад");

        Page head = signedOn("head");
        head.navigate(card);
        button(manager.locator("#requisites"), "Изменить реквизиты").click();
        assertThat(manager.getByLabel("Название", new Page.GetByLabelOptions().setExact(true)))
                .isFocused();
        button(head.locator("#requisites"), "Изменить реквизиты").click();
        head.getByLabel("Адрес").fill("Химки, Складская, 2");
        button(head.locator("#requisites"), "Сохранить").click();
        assertThat(head.locator("#requisites [role=status]")).hasText("Сохранено.");

        manager.getByLabel("Адрес").fill("Химки, Складская, 3");
        manager.getByLabel("Руководитель", new Page.GetByLabelOptions().setExact(true))
                .fill("Ли Ольга");
        button(manager.locator("#requisites"), "Сохранить").click();
        Locator told = manager.locator("#requisites .clash");
        assertThat(told).containsText("было пусто, стало «Химки, Складская, 2»");
        assertThat(manager.getByLabel("Адрес")).hasValue("Химки, Складская, 3");
        assertThat(manager.getByLabel("Адрес")).isFocused();
        assertThat(Inspection.violations(manager)).isEmpty();
        told.scrollIntoViewIfNeeded();
        screenshot(manager, "client-card-clash");
        button(told, "Оставить как у коллеги").click();
        assertThat(manager.getByLabel("Адрес")).hasValue("Химки, Складская, 2");
        button(manager.locator("#requisites"), "Сохранить").click();
        assertThat(manager.locator("#requisites [role=status]")).hasText("Сохранено.");
        assertThat(manager.locator("#requisites")).containsText("Ли Ольга");

        Locator contacts = manager.locator("#contacts");
        button(contacts, "Изменить контакт Пётр Петров").click();
        contacts.getByLabel("Телефон").fill("123");
        button(contacts, "Сохранить").click();
        assertThat(contacts).containsText("Телефон: не читается");
        contacts.getByLabel("Телефон").fill("8 495 765-43-21");
        button(contacts, "Сохранить").click();
        assertThat(contacts).containsText("+74957654321");
        button(contacts, "Удалить контакт Пётр Петров").click();
        assertThat(manager.locator("#dialog-remove")).isVisible();
        button(manager.locator("#dialog-remove"), "Отмена").click();

        manager.reload();
        assertThat(manager.locator("#trail")).containsText("+74957654321");
        manager.setViewportSize(390, 844);
        assertThat(Inspection.beyondTheEdge(manager)).isNotPositive();
        screenshot(manager, "client-card-phone");
        assertThat(Inspection.violations(manager)).isEmpty();
        assertThat(consoleErrors()).isEmpty();
    }
}
