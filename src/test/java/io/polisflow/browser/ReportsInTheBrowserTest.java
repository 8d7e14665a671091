package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The head reads why deals are lost: chart, breakdown, filter, the way back, and from a number to its deals. */
class ReportsInTheBrowserTest extends BrowserTest {

    private static final String COMPETITOR = "АО «Зимний страховщик»";

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private TransactionTemplate transaction;

    private String lostDeal() {
        return transaction.execute(status -> {
            Deal deal = deals.open(clients.findOrCreate(null, "ООО «Отчётный холод»"), null, Stage.NEEDS_ANALYSIS);
            deals.lose(deal.number(), new Loss("competitor", "Ушли", COMPETITOR, "Дешевле", 12));
            return deal.number();
        });
    }

    private static Locator link(Page page, String name) {
        return page.locator("main")
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Object charted(Page page) {
        page.waitForFunction("() => window.Chart");
        return page.evaluate("() => Chart.getChart(document.querySelector('.chart canvas'))?.data.labels.join()");
    }

    @Test
    void aFigureIsChartedBrokenDownNarrowedAndFollowedToItsDeals() {
        String deal = lostDeal();
        Page head = signedOn("head");
        head.navigate(address("/crm/reports"));
        assertThat(head.locator("#report-title")).hasText("Конверсия воронки");
        assertThat((String) charted(head)).contains("Анализ потребностей");

        link(head, "Причины проигрыша").click();
        link(head, "По конкурентам").click();
        assertThat(head).hasURL(Pattern.compile(".*/crm/reports/losses\\?.*by=competitor.*"));
        Locator row =
                head.locator("#report-figures tbody tr").filter(new Locator.FilterOptions().setHasText(COMPETITOR));
        assertThat(row).isVisible();
        assertThat((String) charted(head)).contains(COMPETITOR);
        screenshot(head, "reports");

        head.selectOption("select[name=product]", "osago");
        assertThat(head.locator("#report-status")).containsText("Отчёт обновлён");
        assertThat(row).hasCount(0);
        assertThat(head).hasURL(Pattern.compile(".*by=competitor.*"));
        head.goBack();
        assertThat(row).isVisible();
        assertThat(head.locator("select[name=product]")).hasValue("");
        assertThat((String) charted(head)).contains(COMPETITOR);
        assertThat(Inspection.violations(head)).isEmpty();

        head.setViewportSize(390, 844);
        assertThat(Inspection.beyondTheEdge(head)).isNotPositive();
        screenshot(head, "reports-phone");
        head.setViewportSize(1280, 1000);

        row.getByRole(AriaRole.LINK).first().click();
        assertThat(head.locator(".chosen")).containsText(COMPETITOR.toLowerCase());
        assertThat(link(head, deal)).isVisible();
        assertThat(Inspection.violations(head)).isEmpty();
        assertThat(consoleErrors()).isEmpty();
    }
}
