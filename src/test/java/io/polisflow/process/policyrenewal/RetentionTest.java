package io.polisflow.process.policyrenewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.policy.RenewalOffers;
import io.polisflow.crm.policy.Retention;
import io.polisflow.crm.policy.Retention.Figures;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** The retention figures follow from what became of renewals. */
@AutoConfigureMockMvc
class RetentionTest extends RenewalCase {

    @Autowired
    private Retention retention;

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

    private void lose(Policy policy, Loss loss) {
        String deal = open(policy);
        transaction.executeWithoutResult(status -> deals.lose(deal, loss));
    }

    private void sell(Policy policy) {
        String deal = open(policy);
        transaction.executeWithoutResult(status -> deals.reachStage(deal, Stage.WON));
    }

    @Test
    void everyOutcomeCountsOnceInTheMonthOfThePolicysEnd() throws Exception {
        // Months that no other test uses: the database is shared.
        LocalDate first = LocalDate.of(2031, 3, 31);
        LocalDate second = LocalDate.of(2031, 5, 1);
        sell(ending(first));
        sell(ending(first));
        lose(ending(first), new Loss("competitor", "Ушли", "ООО «Другая»", "Дешевле", 12));
        lose(ending(second), new Loss("price", "Дорого", null, null, 6));
        ending(second);
        open(ending(second));
        transaction.executeWithoutResult(
                status -> deals.pause(open(ending(second)), LocalDate.now(clock).plusDays(10), null));
        policies.cancel(ending(second).number(), LocalDate.of(2027, 1, 1), null);

        Retention.Report report = retention.report(YearMonth.of(2031, 3), YearMonth.of(2031, 5));
        assertThat(report.months())
                .extracting(Retention.Month::month)
                .containsExactly(YearMonth.of(2031, 3), YearMonth.of(2031, 4), YearMonth.of(2031, 5));
        check(report.months().get(0).figures(), 3, 2, 1, 0, 0, 0, "66.7", "300000", "200000", "66.7");
        check(report.months().get(1).figures(), 0, 0, 0, 0, 0, 0, null, "0", "0", null);
        check(report.months().get(2).figures(), 4, 0, 0, 1, 1, 2, "0", "400000", "0", "0");
        check(report.total(), 7, 2, 1, 1, 1, 2, "50", "700000", "200000", "50");

        web.perform(get("/api/reports/retention?from=2031-03&to=2031-05").with(httpBasic("manager", "manager")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.total.due").value(7))
                .andExpect(jsonPath("$.total.ratePercent").value(50.0))
                .andExpect(jsonPath("$.months[0].month").value("2031-03"))
                .andExpect(jsonPath("$.months[0].figures.lostToCompetitor").value(1));
        web.perform(get("/crm/retention?from=2031-03&to=2031-05")
                        .with(user("manager").roles("sales")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("март 2031")))
                .andExpect(content().string(containsString("66,7 %")))
                .andExpect(content().string(containsString("Всего")));
    }

    private static void check(
            Figures figures,
            long due,
            long sold,
            long competitor,
            long otherwise,
            long paused,
            long open,
            String rate,
            String premium,
            String kept,
            String premiumRate) {
        assertThat(new long[] {
                    figures.due(),
                    figures.sold(),
                    figures.lostToCompetitor(),
                    figures.lostOtherwise(),
                    figures.paused(),
                    figures.open()
                })
                .containsExactly(due, sold, competitor, otherwise, paused, open);
        same(figures.ratePercent(), rate);
        same(figures.premiumDue(), premium);
        same(figures.premiumKept(), kept);
        same(figures.premiumPercent(), premiumRate);
    }

    private static void same(java.math.BigDecimal actual, String expected) {
        if (expected == null) {
            assertThat(actual).isNull();
        } else {
            assertThat(actual).isEqualByComparingTo(expected);
        }
    }

    @Test
    void withoutAPeriodItIsTheYearAtHandAndAWrongPeriodIsRefused() throws Exception {
        web.perform(get("/api/reports/retention").with(httpBasic("manager", "manager")))
                .andExpect(jsonPath("$.from").value("2026-01-01"))
                .andExpect(jsonPath("$.to").value("2026-12-31"));
        web.perform(get("/crm/retention?from=2041-01&to=2041-02")
                        .with(user("manager").roles("sales")))
                .andExpect(content().string(containsString("не заканчивается ни один полис")));
        web.perform(get("/api/reports/retention?from=2027-05&to=2027-01").with(httpBasic("manager", "manager")))
                .andExpect(status().isBadRequest());
        web.perform(get("/api/reports/retention?from=soon").with(httpBasic("manager", "manager")))
                .andExpect(status().isBadRequest());
        web.perform(get("/api/reports/retention").with(httpBasic("analyst", "analyst")))
                .andExpect(status().isForbidden());
    }
}
