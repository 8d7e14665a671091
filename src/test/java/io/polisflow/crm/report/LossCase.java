package io.polisflow.crm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Loss;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.MovableClock;
import io.polisflow.fixtures.Postgres;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A quarter that is over and summed up, a month that is not, and a few lost deals in them, on PostgreSQL. */
// The same set-up as the process tests on PostgreSQL, so that they share one application.
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
abstract class LossCase extends DatabaseTest {

    /** Each test has a year of its own, after that in which others lose deals: the database is shared. */
    private static final AtomicInteger YEARS = new AtomicInteger(MovableClock.START.getYear());

    protected static final Loss TOO_DEAR = new Loss("price", "Дорого", null, null, 6);

    @Autowired
    protected LossMonths months;

    @Autowired
    protected LossReport report;

    @Autowired
    protected ReportSql sql;

    @Autowired
    protected ReportNames names;

    @Autowired
    protected DealSight sight;

    protected int year;
    protected Deal january;

    @BeforeEach
    void aQuarterThatIsOverAndAMonthThatIsNot() {
        year = YEARS.incrementAndGet();
        january = lost("01-15T12:00", toCompetitor("Ингосстрах"), "92500.50");
        lost("01-31T23:59:59.999999", toCompetitor("  ИНГОССТРАХ"), "1000");
        lost("02-01T00:00", TOO_DEAR, null);
        lost("02-10T10:00", toCompetitor("-"), "7");
        lost("03-20T10:00", toCompetitor("Согласие"), "0.01");
        lost("03-31T23:00", TOO_DEAR, "500000");
        lost("04-02T09:00", toCompetitor("ингосстрах"), "40");
        at("04-10T10:00");
        months();
    }

    protected void at(String moment) {
        clock.set(
                LocalDateTime.parse(year + "-" + moment).atZone(clock.getZone()).toInstant());
    }

    protected Deal lost(String moment, Loss loss, String premium) {
        at(moment);
        Deal deal = deal();
        transaction.executeWithoutResult(status -> deals.lose(deal.number(), loss));
        premium(deal, premium);
        return deal;
    }

    protected static Loss toCompetitor(String name) {
        return new Loss(Loss.COMPETITOR, "Ушли", name, "Дешевле", 12);
    }

    protected void premium(Deal deal, String rubles) {
        jdbc.update(
                "update deal_figures set premium = ? where deal_id = ?",
                rubles == null ? null : new BigDecimal(rubles),
                deal.id());
    }

    /** @return how many were summed up */
    protected int months() {
        int summed = 0;
        while (months.sumUpNext()) {
            summed++;
        }
        return summed;
    }

    protected ReportFilter period(String from, String to) {
        return new ReportFilter(LocalDate.parse(year + "-" + from), LocalDate.parse(year + "-" + to), null, null, null);
    }

    protected ReportFilter thisYear() {
        return period("01-01", "12-31");
    }

    protected Report dealByDeal() {
        return new LossReport(new LossFigures(sql, mock(InsertOnce.class)), sql, names);
    }

    protected static List<String> told(ReportTable table) {
        List<String> rows = new ArrayList<>(table.rows().stream()
                .map(row -> row.key() + " " + row.label() + " " + row.values())
                .toList());
        rows.add(table.columns() + " " + table.total().values());
        return rows;
    }

    protected void sumsAreTrue(ReportFilter... periods) {
        for (ReportFilter period : periods) {
            for (Breakdown by : report.breakdowns()) {
                assertThat(told(report.read(period, by)))
                        .as("%s, by %s", period, by)
                        .isEqualTo(told(dealByDeal().read(period, by)));
            }
        }
    }

    protected int lostIn(ReportFilter filter) {
        return report.read(filter, Breakdown.REASON)
                .total()
                .values()
                .get("deals")
                .intValue();
    }

    /** @return the months of this year that are read from sums */
    protected List<Integer> summed() {
        return jdbc.queryForList(
                "select cast(extract(month from begins at time zone '" + clock.getZone()
                        + "') as integer) as month_ from loss_month where begins >= ? order by 1",
                Integer.class,
                Timestamp.from(
                        LocalDate.of(year, 1, 1).atStartOfDay(clock.getZone()).toInstant()));
    }

    protected Timestamp monthBegins(int month) {
        return Timestamp.from(
                LocalDate.of(year, month, 1).atStartOfDay(clock.getZone()).toInstant());
    }
}
