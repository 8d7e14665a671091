package io.polisflow.process.policyrenewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.policy.RenewalOffers;
import io.polisflow.crm.report.Breakdown;
import io.polisflow.crm.report.ReportFilter;
import io.polisflow.crm.report.ReportTable;
import io.polisflow.crm.report.ReportTable.Row;
import io.polisflow.crm.report.Reports;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** The figures of retention follow from what became of renewals. */
@AutoConfigureMockMvc
class RetentionTest extends RenewalCase {

    @Autowired
    private Reports reports;

    @Autowired
    private RenewalOffers offers;

    @Autowired
    private MockMvc web;

    private Policy ending(LocalDate end) {
        String deal = wonDeal();
        Policy policy = policyOf(deal, end);
        inForce(policy);
        return policy;
    }

    private String open(Policy policy) {
        return transaction.execute(status -> offers.openDeal(policy.id()).number());
    }

    private String lose(Policy policy, Loss loss) {
        String deal = open(policy);
        transaction.executeWithoutResult(status -> deals.lose(deal, loss));
        return deal;
    }

    private String sell(Policy policy) {
        String deal = open(policy);
        transaction.executeWithoutResult(status -> deals.reachStage(deal, Stage.WON));
        return deal;
    }

    private static void check(Row row, String... columnsAndNumbers) {
        for (int i = 0; i < columnsAndNumbers.length; i += 2) {
            BigDecimal actual = row.values().get(columnsAndNumbers[i]);
            String expected = columnsAndNumbers[i + 1];
            if (expected == null) {
                assertThat(actual).as(columnsAndNumbers[i]).isNull();
            } else {
                assertThat(actual).as(columnsAndNumbers[i]).isEqualByComparingTo(expected);
            }
        }
    }

    private ReportTable figures(LocalDate from, LocalDate to, Breakdown by) {
        return reports.find("renewals").orElseThrow().read(new ReportFilter(from, to, null, null, null), by);
    }

    @Test
    void everyOutcomeCountsOnceInTheMonthOfThePolicysEnd() throws Exception {
        // Months that no other test uses: the database is shared.
        LocalDate first = LocalDate.of(2031, 3, 31);
        LocalDate second = LocalDate.of(2031, 5, 1);
        sell(ending(first));
        String sold = sell(ending(first));
        String lost = lose(ending(first), new Loss("competitor", "Ушли", "ООО «Другая»", "Дешевле", 12));
        lose(ending(second), new Loss("price", "Дорого", null, null, 6));
        ending(second);
        open(ending(second));
        transaction.executeWithoutResult(
                status -> deals.pause(open(ending(second)), LocalDate.now(clock).plusDays(10), null));
        policies.cancel(ending(second).number(), LocalDate.of(2027, 1, 1), null);

        ReportTable months = figures(LocalDate.of(2031, 3, 1), LocalDate.of(2031, 5, 31), Breakdown.MONTH);
        assertThat(months.rows()).extracting(Row::label).containsExactly("март 2031", "май 2031");
        check(months.rows().get(0), "due", "3", "sold", "2", "competitor", "1", "lost", "0", "open", "0");
        check(months.rows().get(0), "retention", "66.7", "premium", "300000", "kept", "200000", "gone", "100000");
        check(months.rows().get(1), "due", "4", "sold", "0", "lost", "1", "paused", "1", "open", "2");
        check(months.rows().get(1), "retention", "0", "premium", "400000", "premiumRetention", "0");
        check(months.total(), "due", "7", "sold", "2", "retention", "50", "premiumRetention", "50");

        web.perform(get("/api/reports/renewals?from=2031-03-01&to=2031-05-31")
                        .with(httpBasic("supervisor", "supervisor")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.total.values.due").value(7))
                .andExpect(jsonPath("$.total.values.retention").value(50.0))
                .andExpect(jsonPath("$.rows[0].key").value("203103"))
                .andExpect(jsonPath("$.rows[0].values.competitor").value(1));
        web.perform(get("/crm/reports/renewals?from=2031-03-01&to=2031-05-31")
                        .with(user("supervisor").roles("supervisors")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("март 2031")))
                .andExpect(content().string(containsString("66,7\u00a0%")))
                .andExpect(content().string(containsString("Всего")));
        web.perform(get("/crm/deals" + addressOf(months.rows().get(0), "sold"))
                        .with(user("supervisor").roles("supervisors")))
                .andExpect(content().string(containsString("/crm/deals/" + sold + "\"")))
                .andExpect(content().string(org.hamcrest.Matchers.not(containsString("/crm/deals/" + lost + "\""))));
    }

    private static String addressOf(Row row, String column) {
        StringBuilder query = new StringBuilder("?");
        row.deals().get(column).address().forEach((name, value) -> query.append(name + "=" + value + "&"));
        return query.toString();
    }

    @Test
    void aPolicyOfAnotherProductIsAnUpsellAndAnewPriceIsTheRenewedPremium() {
        LocalDate end = LocalDate.of(2032, 8, 15);
        String deal = sell(ending(end));
        policyOf(deal, 1, "property", end.plusYears(1));
        policyOf(deal, 2, "general-liability", end.plusYears(1));
        sell(ending(end));

        Row total = figures(end, end, Breakdown.PRODUCT).total();
        check(total, "sold", "2", "kept", "200000", "renewed", "100000", "upsold", "1", "upsell", "100000");
    }

    @Test
    void withoutAPeriodItIsTheYearAtHandAndOldBookmarksStillLead() throws Exception {
        web.perform(get("/api/reports/renewals").with(httpBasic("manager", "manager")))
                .andExpect(jsonPath("$.from").value("2026-01-01"))
                .andExpect(jsonPath("$.to").value("2026-12-31"));
        web.perform(get("/crm/reports/renewals?from=2041-01-01&to=2041-02-28")
                        .with(user("manager").roles("sales")))
                .andExpect(content().string(containsString("За этот период данных нет")));
        web.perform(get("/crm/retention?from=2031-03&to=2031-05")
                        .with(user("manager").roles("sales")))
                .andExpect(redirectedUrl("/crm/reports/renewals?from=2031-03-01&to=2031-05-31"));
    }
}
