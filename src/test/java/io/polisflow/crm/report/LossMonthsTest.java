package io.polisflow.crm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.SignedOnAs;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The sums of months that are over say at any moment what the deals themselves say. */
class LossMonthsTest extends LossCase {

    @Test
    void wholeMonthsThatAreOverAreReadFromSumsAndEveryPeriodIsCountedToTheMoment() {
        assertThat(summed()).containsExactly(1, 2, 3);
        assertThat(lostIn(thisYear())).isEqualTo(7);
        sumsAreTrue(
                thisYear(),
                period("01-10", "03-20"),
                period("01-16", "04-01"),
                period("01-31", "02-01"),
                period("02-01", "02-28"),
                period("02-03", "02-09"),
                period("03-31", "04-10"),
                period("05-01", "05-31"),
                new ReportFilter(LocalDate.of(year - 4, 6, 5), LocalDate.of(year + 3, 2, 3), null, null, null));
    }

    @Test
    void howManyDealsAMonthLostIsNothingToTheReportOfIt() {
        long summed = rowsRead(period("01-01", "03-31"));
        assertThat(summed).isZero();
        assertThat(rowsRead(thisYear())).as("the month that is not over").isPositive();

        jdbc.update("delete from loss_month");

        assertThat(rowsRead(period("01-01", "03-31"))).isGreaterThanOrEqualTo(6);
    }

    private long rowsRead(ReportFilter filter) {
        return transaction.execute(status -> {
            long before = rowsReadSoFar();
            report.read(filter, Breakdown.COMPETITOR);
            return rowsReadSoFar() - before;
        });
    }

    /** Of the table of figures and its indexes, as the server counts them on one connection. */
    private long rowsReadSoFar() {
        return jdbc.queryForObject(
                "select sum(pg_stat_get_xact_tuples_returned(oid)) from (select 'deal_figures'::regclass::oid as oid"
                        + " union all select indexrelid from pg_index where indrelid = 'deal_figures'::regclass) x",
                Long.class);
    }

    @Test
    void aChangeOfALostDealTakesTheSumsOfItsMonthAndOfNoOther() {
        String other = january.owner().equals("manager") ? "manager2" : "manager";
        transaction.executeWithoutResult(status -> deals.handOver(january.number(), other));
        fellAndComesBack(1);

        premium(january, "15");
        fellAndComesBack(1);

        jdbc.update("update deal_figures set loss_competitor = '[удалено]' where deal_id = ?", january.id());
        assertThat(jdbc.queryForObject(
                        "select count(*) from loss_sum where written = 'Ингосстрах' and begins = ?",
                        Integer.class,
                        monthBegins(1)))
                .as("whoever has been forgotten is in no sum either")
                .isZero();
        fellAndComesBack(1);

        move("2-15");
        fellAndComesBack(1, 2);

        jdbc.update("update deal_figures set lost = false where deal_id = ?", january.id());
        fellAndComesBack(2);
        jdbc.update("update deal_figures set lost = true where deal_id = ?", january.id());
        fellAndComesBack(2);

        jdbc.update("delete from deal_figures where deal_id = ?", january.id());
        fellAndComesBack(2);
        jdbc.update(
                "insert into deal_figures (deal_id, reached, lost, closed_at) values (?, 0, true, ?)",
                january.id(),
                monthBegins(3));
        fellAndComesBack(3);
    }

    private void move(String day) {
        jdbc.update(
                "update deal_figures set closed_at = cast(? as timestamp with time zone) where deal_id = ?",
                year + "-" + day + " 12:00+03",
                january.id());
    }

    private void fellAndComesBack(Integer... fallen) {
        assertThat(summed())
                .isEqualTo(List.of(1, 2, 3).stream()
                        .filter(month -> !List.of(fallen).contains(month))
                        .toList());
        sumsAreTrue(thisYear(), period("01-10", "03-20"));
        assertThat(months()).isEqualTo(fallen.length);
        sumsAreTrue(thisYear(), period("01-10", "03-20"));
    }

    @Test
    void whatIsNoChangeOfALostDealLeavesTheSums() {
        jdbc.update("update deal_figures set premium = premium where deal_id = ?", january.id());
        transaction.executeWithoutResult(status -> deals.reopen(january.number(), Stage.FIRST_CONTACT));
        Deal open = deal();
        transaction.executeWithoutResult(status -> deals.reachStage(open.number(), Stage.PROPOSAL_SENT));
        transaction.executeWithoutResult(status -> deals.lose(open.number(), TOO_DEAR));

        assertThat(summed()).containsExactly(1, 2, 3);
        assertThat(lostIn(thisYear())).isEqualTo(8);
        sumsAreTrue(thisYear());
    }

    @Test
    void whoeverSeesOrAsksForSomeDealsOnlyIsToldOfThoseAlone() {
        jdbc.update("update loss_sum set deals = deals + 1000");
        assertThat(lostIn(thisYear())).as("sums are read").isGreaterThan(1000);

        ReportFilter ofOne = new ReportFilter(thisYear().from(), thisYear().to(), january.owner(), null, null);
        assertThat(lostIn(ofOne)).isBetween(1, 7);
        assertThat(SignedOnAs.person("nobody", "sales", () -> lostIn(thisYear())))
                .isZero();
        assertThat(SignedOnAs.person(january.owner(), "sales", () -> lostIn(thisYear())))
                .isEqualTo(lostIn(ofOne));

        jdbc.update("delete from loss_month");
    }

    @Test
    void sumsOfAnotherZoneAreNotRead() {
        ZoneId far = ZoneId.of("Asia/Vladivostok");
        ReportSql there = new ReportSql(new NamedParameterJdbcTemplate(jdbc), sight, new Clock() {
            @Override
            public ZoneId getZone() {
                return far;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return clock.withZone(zone);
            }

            @Override
            public Instant instant() {
                return clock.instant();
            }
        });
        InsertOnce postgres = mock();
        when(postgres.isPostgres()).thenReturn(true);
        LossMonths abroad = new LossMonths(jdbc, transaction, new LossFigures(there, postgres), there, clock);

        assertThat(abroad.sumUpNext()).isTrue();

        sumsAreTrue(thisYear());
        assertThat(months()).as("what overlapped has gone").isEqualTo(2);
        sumsAreTrue(thisYear());
    }

    @Test
    void emptiedFiguresHaveNoSums() {
        transaction.executeWithoutResult(status -> {
            jdbc.execute("truncate deal_figures");
            assertThat(jdbc.queryForObject("select count(*) from loss_sum", Long.class))
                    .isZero();
            status.setRollbackOnly();
        });
        sumsAreTrue(thisYear());
    }
}
