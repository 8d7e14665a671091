package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.crm.contract.DocumentExchange.Outgoing;
import io.polisflow.crm.contract.DocumentExchange.Sent;
import io.polisflow.crm.contract.DocumentExchange.Signatory;
import io.polisflow.crm.policy.PolicyAdministration;
import io.polisflow.crm.policy.PolicyAdministration.Answer;
import io.polisflow.crm.policy.PolicyAdministration.IssueOrder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A person plays the client in the EDO and the clerk of the Policy Admin System on the page /sandbox. */
class SandboxInTheBrowserTest extends BrowserTest {

    private static final byte[] PDF = "%PDF-1.4 договор".getBytes(StandardCharsets.UTF_8);

    private static final Signatory CLIENT = new Signatory("7707083893", null);

    @Autowired
    private DocumentExchange exchange;

    @Autowired
    private PolicyAdministration policies;

    private Page page;

    @AfterEach
    void nothingBroke() {
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void theClientSignsRefusesAndSignsWrongly() {
        Sent first = send("ДС-1");
        Sent second = send("ДС-2");
        Sent third = send("ДС-3");
        open();

        press(document(first), "Подписать");
        assertThat(document(first).locator(".state")).hasText("подписан");
        assertThat(exchange.checkSignature(first.messageId(), first.documentId(), PDF, CLIENT)
                        .valid())
                .isTrue();

        press(document(second), "Отказаться");
        press(document(second), "Отправить отказ");
        assertThat(document(second).locator("[aria-invalid]")).hasCount(1);
        document(second).locator("input[name=reason]").fill("Не согласованы сроки");
        screenshot(page, "sandbox-signing");
        press(document(second), "Отправить отказ");
        assertThat(document(second)).containsText("Причина: Не согласованы сроки");

        press(document(third), "Неверная подпись");
        assertThat(document(third).locator(".state")).hasText("подпись неверна");
        assertThat(exchange.checkSignature(third.messageId(), third.documentId(), PDF, CLIENT)
                        .valid())
                .isFalse();
    }

    @Test
    void whateverComesLaterMovesNothingThatWasSeen() {
        send("ДС-4");
        page = window();
        page.addInitScript("const now = window.fetch; window.fetch = (...all) =>"
                + " new Promise(done => setTimeout(() => done(now(...all)), 400));");
        page.navigate(address("/sandbox"));
        page.locator("[data-document]").first().waitFor();
        assertThat(page.locator("#systems-reset")).isVisible();
        assertThat(Inspection.shift(page)).isLessThan(Inspection.STILL);
    }

    @Test
    void theClerkIssuesChangesAndCancels() {
        open();
        page.locator("#issuing label:has-text('позже')").click();
        assertThat(page.locator("#issuing input[value=later]")).isChecked();
        String key = UUID.randomUUID().toString();
        page.waitForCondition(() -> page.evaluate("fetch('/sandbox/policy/issuing').then((r) => r.text())")
                .toString()
                .contains("later"));
        String reference = ((Answer.Accepted) policies.issue(order(key))).reference();
        Locator policy = page.locator("[data-policy='" + reference + "']");

        press(policy, "Выпустить");
        assertThat(policy.locator(".state")).hasText("действует");
        press(policy, "Изменить срок");
        policy.locator("input[name=endsOn]").fill("2028-05-31");
        press(policy, "Сохранить срок");
        assertThat(policy).containsText("31.05.2028");
        press(policy, "Расторгнуть");
        policy.locator("input[name=reason]").fill("Продажа объекта");
        screenshot(page, "sandbox-policies");
        press(policy, "Расторгнуть полис");
        assertThat(policy.locator(".state")).hasText("расторгнут");

        page.locator("#issuing label:has-text('сразу')").click();
        page.waitForCondition(() -> page.evaluate("fetch('/sandbox/policy/issuing').then((r) => r.text())")
                .toString()
                .contains("at-once"));
    }

    @Test
    void aSystemErrsAsLongAsItIsAskedToAndTheLogShowsIt() {
        open();
        screenshot(page, "sandbox");
        Locator system = page.locator(".system[data-system=underwriting]");
        system.locator("summary").click();
        system.locator("[name=fault]").selectOption("422");
        system.locator("[name=until]").selectOption("calls");
        press(system, "Применить");
        assertThat(page.locator("#systems-answer")).containsText("«for.calls» должно быть целым числом");
        assertThat(system.locator("[name=count]")).isFocused();
        // The browser itself reports the refusal that was meant.
        consoleErrors().removeIf(error -> error.contains("400") && error.contains("/behaviour"));
        system.locator("[name=count]").fill("1");
        system.locator("[name=count]").press("Enter");
        assertThat(system.locator(".now")).hasText("422 — запрос нельзя рассчитать · осталось запросов: 1");
        assertThat(page.locator("[data-state-of=underwriting]")).hasText("Андеррайтинг: со сбоями");
        screenshot(page, "sandbox-systems");

        page.locator("#log-system").selectOption("underwriting");
        page.request()
                .post(
                        address("/sandbox/underwriting/quotes"),
                        RequestOptions.create()
                                .setHeader("Authorization", "Bearer sandbox")
                                .setData("{\"a\":1}"));
        Locator entry = page.locator("#log-list > li")
                .filter(new Locator.FilterOptions().setHasText("POST /sandbox/underwriting/quotes"))
                .first();
        assertThat(entry.locator(".state")).hasText("422");
        entry.locator("button").focus();
        page.keyboard().press("Enter");
        assertThat(entry.locator(".halves")).containsText("Запрос нельзя рассчитать");
        assertThat(entry.locator(".halves")).containsText("•••");
        assertThat(system.locator(".now")).isHidden();
        screenshot(page, "sandbox-log");

        page.locator("#systems-reset").click();
        assertThat(page.locator("#systems-answer")).hasText("Все системы снова работают.");
    }

    private void open() {
        page = window();
        page.navigate(address("/sandbox"));
    }

    private static void press(Locator row, String button) {
        row.locator("button")
                .filter(new Locator.FilterOptions().setHasText(button))
                .first()
                .click();
    }

    private Locator document(Sent sent) {
        return page.locator("[data-document='" + sent.documentId() + "']");
    }

    private Sent send(String number) {
        return exchange.send(new Outgoing(
                UUID.randomUUID().toString(),
                exchange.boxOf("7707083893", null).orElseThrow(),
                number,
                "Договор.pdf",
                PDF));
    }

    private static IssueOrder order(String key) {
        return new IssueOrder(
                key,
                "ДС-1",
                1,
                "7707083893",
                "ПАО «Сбербанк»",
                "property",
                "Офис",
                new BigDecimal("1000000.00"),
                new BigDecimal("0.00"),
                new BigDecimal("1140.50"),
                LocalDate.of(2027, 6, 1),
                LocalDate.of(2028, 4, 30),
                Map.of());
    }
}
