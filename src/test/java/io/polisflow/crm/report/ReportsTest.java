package io.polisflow.crm.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.SearchText;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealRegister;
import io.polisflow.crm.deal.DealRegister.Search;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.negotiation.TalkResult;
import io.polisflow.crm.negotiation.TalkResult.Heard;
import io.polisflow.crm.negotiation.Talks;
import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.ApprovalStep.Decision;
import io.polisflow.crm.proposal.Approvals;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Proposals.Draft;
import io.polisflow.crm.proposal.Proposals.LineDraft;
import io.polisflow.crm.report.ReportTable.Column;
import io.polisflow.crm.report.ReportTable.Row;
import io.polisflow.crm.report.ReportTable.Unit;
import io.polisflow.fixtures.FakePorts.FakeUnderwriting;
import io.polisflow.fixtures.MovableClock;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;

/** What reports count of a few deals whose lives are known; both databases must count the same. */
abstract class ReportsTest extends DatabaseTest {

    /** Each test has a year of its own: the database is shared. */
    private static final AtomicInteger YEARS = new AtomicInteger(20);

    @Autowired
    private Reports reports;

    @Autowired
    private DealRegister register;

    @Autowired
    private Proposals proposals;

    @Autowired
    private Approvals approvals;

    @Autowired
    private Talks talks;

    @Autowired
    private FakeUnderwriting underwriting;

    @Autowired
    private EntityManager entities;

    private LocalDate today;
    private int compared;

    @BeforeEach
    void aYearOfItsOwn() {
        underwriting.reset();
        clock.set(MovableClock.START
                .plusYears(YEARS.incrementAndGet())
                .atZone(clock.getZone())
                .toInstant());
        today = LocalDate.now(clock);
    }

    private ReportFilter period() {
        return new ReportFilter(today.minusDays(10), today.plusDays(40), null, null, null);
    }

    private ReportTable read(String report, Breakdown by) {
        return reports.find(report).orElseThrow().read(period(), by);
    }

    private static Row row(ReportTable table, String key) {
        return table.rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + key + " in " + table.rows()));
    }

    private static void check(Row row, Object... columnsAndNumbers) {
        for (int i = 0; i < columnsAndNumbers.length; i += 2) {
            String column = (String) columnsAndNumbers[i];
            String expected = (String) columnsAndNumbers[i + 1];
            BigDecimal actual = row.values().get(column);
            if (expected == null) {
                assertThat(actual).as(row.key() + " " + column).isNull();
            } else {
                assertThat(actual).as(row.key() + " " + column).isEqualByComparingTo(expected);
            }
        }
    }

    private void reach(Deal deal, Stage stage, Duration after) {
        clock.move(after);
        transaction.executeWithoutResult(status -> deals.reachStage(deal.number(), stage));
    }

    private void lose(Deal deal, Loss loss) {
        transaction.executeWithoutResult(status -> deals.lose(deal.number(), loss));
    }

    private static Loss toCompetitor(String name) {
        return new Loss(Loss.COMPETITOR, "Ушли", name, "Дешевле", 12);
    }

    /** Premium 92 500 rubles. */
    private long offer(Deal deal, String product) {
        LineDraft line = new LineDraft(
                product, "Склад", new BigDecimal("10000000"), new BigDecimal("100000"), new BigDecimal("7.5"));
        Draft draft = new Draft(today.plusDays(60), 12, null, List.of(line));
        long id = proposals.assemble(deal.number(), null, "manager", draft);
        proposals.calculate(id, "attempt-" + id);
        return id;
    }

    private void decide(long proposal, Duration after, Decision decision) {
        proposals.submit(proposal);
        approvals.plan(proposal, List.of(ApprovalRole.UNDERWRITER));
        approvals.open(proposal, ApprovalRole.UNDERWRITER, clock.instant().plus(Duration.ofHours(4)));
        clock.move(after);
        approvals.decide(proposal, ApprovalRole.UNDERWRITER, decision, "underwriter", "Так решено");
    }

    private void hear(Deal deal, Heard... objections) {
        talks.record(
                deal.number(),
                "manager2",
                new TalkResult(
                        Activity.Kind.CALL,
                        "Поговорили",
                        null,
                        List.of(objections),
                        TalkResult.Outcome.REFUSED,
                        null,
                        null,
                        null));
    }

    @Test
    void theFunnelCountsADealAtEveryStageItCameToAndWhereItWasLost() {
        Deal won = deal();
        offer(won, "property");
        reach(won, Stage.PROPOSAL_SENT, Duration.ofHours(5));
        reach(won, Stage.WON, Duration.ofHours(30));
        Deal lost = deal();
        reach(lost, Stage.PROPOSAL_SENT, Duration.ofHours(1));
        lose(lost, toCompetitor("Другая"));
        deal();

        ReportTable stages = read("funnel", Breakdown.STAGE);
        check(row(stages, "FIRST_CONTACT"), "reached", "3", "share", "100", "step", null);
        check(row(stages, "NEEDS_ANALYSIS"), "reached", "3", "now", "1", "lost", "0", "step", "100");
        check(row(stages, "PROPOSAL_SENT"), "reached", "2", "share", "66.7", "lost", "1", "now", "0");
        check(row(stages, "WON"), "reached", "1", "now", "1", "premium", "92500", "step", "100");

        ReportTable products = read("funnel", Breakdown.PRODUCT);
        check(row(products, "property"), "opened", "1", "won", "1", "conversion", "100", "premium", "92500");
        check(row(products, "-"), "opened", "2", "lost", "1", "open", "1", "won", "0", "winRate", "0");
        check(products.total(), "opened", "3", "sent", "2", "conversion", "33.3", "winRate", "50");
        check(read("funnel", Breakdown.MONTH).total(), "opened", "3");
        assertThat(read("funnel", Breakdown.SOURCE).rows())
                .singleElement()
                .extracting(Row::label)
                .isEqualTo("Не указан");
        everyNumberLeadsToItsDeals();
    }

    @Test
    void aDealTellsWhereItCameFromAndWhatItsClientAskedForBeforeThereIsAnOffer() {
        Deal lead = transaction.execute(status -> {
            Deal deal = deals.open(client(), null, Stage.FIRST_CONTACT);
            jdbcAfterFlush(
                    "insert into client_lead (id, number, client_id, deal_id, state, source, product_code, taken_by,"
                            + " taken_at, lock_version) select nextval('lead_seq'), 'L-' || d.number, d.client_id, d.id, 'OPENED',"
                            + " 'exhibition', 'cargo', 'manager', d.opened_at, 0 from deal d where d.number = '"
                            + deal.number()
                            + "'");
            return deal;
        });
        Deal letter = transaction.execute(status -> {
            Deal deal = deals.open(client(), null, Stage.NEEDS_ANALYSIS);
            jdbcAfterFlush(
                    "insert into insurance_request (id, number, channel, external_id, status, received_at, deal_id,"
                            + " product_code, lock_version) select nextval('request_seq'), 'R-' || d.number, 'EMAIL', d.number,"
                            + " 'RECORDED', d.opened_at, d.id, 'vhi', 0 from deal d where d.number = '" + deal.number()
                            + "'");
            return deal;
        });
        lose(lead, new Loss("price", "Дорого", null, null, 6));
        transaction.executeWithoutResult(status -> deals.reopen(lead.number(), Stage.FIRST_CONTACT));
        transaction.executeWithoutResult(status -> deals.openRenewal(letter.number(), 1L, Stage.NEEDS_ANALYSIS));

        ReportTable sources = read("funnel", Breakdown.SOURCE);
        assertThat(sources.rows())
                .extracting(Row::label)
                .containsExactlyInAnyOrder("Выставка, конференция", "Письмо клиента", "Возврат клиента", "Продление");
        check(row(sources, "exhibition"), "opened", "1", "lost", "1");
        ReportTable products = read("funnel", Breakdown.PRODUCT);
        check(row(products, "cargo"), "opened", "1");
        check(row(products, "vhi"), "opened", "1");
        everyNumberLeadsToItsDeals();
    }

    /** The deal's row must be there before another table can name it. */
    private void jdbcAfterFlush(String sql) {
        entities.flush();
        jdbc.update(sql);
    }

    @Test
    void aReportIsNarrowedByManagerAndProduct() {
        Deal one = deal();
        offer(one, "property");
        deal();
        ReportFilter property = new ReportFilter(today, today, one.owner(), null, "property");
        check(
                reports.find("funnel")
                        .orElseThrow()
                        .read(property, Breakdown.MANAGER)
                        .total(),
                "opened",
                "1");
        ReportFilter nobody = new ReportFilter(today, today, "nobody", null, null);
        check(
                reports.find("funnel")
                        .orElseThrow()
                        .read(nobody, Breakdown.MANAGER)
                        .total(),
                "opened",
                "0");
        ReportFilter yesterday = new ReportFilter(today.minusDays(1), today.minusDays(1), null, null, null);
        check(row(reports.find("funnel").orElseThrow().read(yesterday, Breakdown.STAGE), "WON"), "reached", "0");
    }

    @Test
    void timeInStageIsWhatTheDealSpentThereAndThePauseIsAStayOfItsOwn() {
        Deal quick = deal();
        reach(quick, Stage.PROPOSAL_PREPARATION, Duration.ofHours(2));
        Deal slow = deal();
        clock.move(Duration.ofHours(3));
        transaction.executeWithoutResult(status -> deals.pause(slow.number(), today.plusDays(20), "Ждём бюджета"));
        clock.move(Duration.ofHours(10));
        transaction.executeWithoutResult(status -> deals.resume(slow.number()));
        reach(slow, Stage.PROPOSAL_PREPARATION, Duration.ofHours(4));

        ReportTable table = read("stage-time", Breakdown.STAGE);
        check(row(table, "NEEDS_ANALYSIS"), "visits", "3", "deals", "2", "median", "3", "mean", "3");
        check(row(table, "PAUSED"), "visits", "1", "median", "10");
        check(row(table, "PROPOSAL_PREPARATION"), "visits", "0", "median", null);
        assertThat(read("stage-time", Breakdown.MANAGER).rows()).isNotEmpty();
        everyNumberLeadsToItsDeals();
    }

    @Test
    void approversAreCountedWithTheirTimeTheirReturnsAndTheirDeadlines() {
        Deal deal = deal();
        long first = offer(deal, "property");
        decide(first, Duration.ofHours(2), Decision.RETURN);
        long second = proposals.startNewVersion(first);
        proposals.calculate(second, "second");
        decide(second, Duration.ofHours(6), Decision.APPROVE);

        ReportTable table = read("approvals", Breakdown.APPROVER);
        check(
                row(table, "underwriter"),
                "decisions",
                "2",
                "approved",
                "1",
                "returned",
                "1",
                "returnRate",
                "50",
                "median",
                "4",
                "onTime",
                "50",
                "deals",
                "1",
                "returnedDeals",
                "1");
        check(row(read("approvals", Breakdown.ROLE), "UNDERWRITER"), "decisions", "2");
        check(read("approvals", Breakdown.PRODUCT).total(), "decisions", "2", "rejected", "0");
        everyNumberLeadsToItsDeals();
    }

    @Test
    void lossesAreCountedByReasonCompetitorProductAndStage() {
        Deal first = deal();
        offer(first, "property");
        reach(first, Stage.PROPOSAL_SENT, Duration.ofHours(1));
        lose(first, toCompetitor("Ингосстрах"));
        Deal second = deal();
        lose(second, toCompetitor(" ИНГОССТРАХ"));
        Deal third = deal();
        transaction.executeWithoutResult(status -> deals.pause(third.number(), today.plusDays(5), null));
        lose(third, new Loss("price", "Дорого", null, null, 6));

        check(row(read("losses", Breakdown.REASON), "competitor"), "deals", "2", "share", "66.7", "premium", "92500");
        ReportTable competitors = read("losses", Breakdown.COMPETITOR);
        check(row(competitors, "ингосстрах"), "deals", "2", "reason-competitor", "2", "reason-price", "0");
        check(row(competitors, "-"), "deals", "1", "reason-price", "1");
        check(row(read("losses", Breakdown.PRODUCT), "property"), "deals", "1", "reason-competitor", "1");
        ReportTable stages = read("losses", Breakdown.STAGE);
        check(row(stages, "PROPOSAL_SENT"), "deals", "1");
        check(row(stages, "NEEDS_ANALYSIS"), "deals", "2", "reason-price", "1");
        check(stages.total(), "deals", "3", "premium", "92500");
        everyNumberLeadsToItsDeals();
    }

    @Test
    void aLossThatIsHandedOverCountsForItsNewManager() {
        Deal lost = deal();
        lose(lost, toCompetitor("Ингосстрах"));
        String other = lost.owner().equals("manager") ? "manager2" : "manager";
        check(row(read("losses", Breakdown.MANAGER), lost.owner()), "deals", "1");

        transaction.executeWithoutResult(status -> deals.handOver(lost.number(), other));

        ReportTable managers = read("losses", Breakdown.MANAGER);
        check(row(managers, other), "deals", "1");
        assertThat(managers.rows()).hasSize(1);
        everyNumberLeadsToItsDeals();
    }

    @Test
    void managersAreCountedByWhatTheyDidAndObjectionsByHowTheyWereAnswered() {
        Deal deal = deal();
        hear(
                deal,
                new Heard(null, "price", "Дорого", "Покажем расчёт", true, null),
                new Heard(null, "price", "Всё равно дорого", null, false, null),
                new Heard(null, "claims", "Не платите", "Платим", false, null));
        Deal other = deal();
        offer(other, "property");
        reach(other, Stage.WON, Duration.ofHours(1));

        check(row(read("managers", Breakdown.MANAGER), "manager2"), "calls", "1", "meetings", "0", "touched", "1");
        ReportTable managers = read("managers", Breakdown.MANAGER);
        check(managers.total(), "calls", "1", "opened", "2", "won", "1", "lost", "0", "premium", "92500");
        check(read("managers", Breakdown.MONTH).total(), "opened", "2");

        ReportTable objections = read("objections", Breakdown.CATEGORY);
        check(row(objections, "price"), "heard", "2", "answered", "1", "wonOver", "1", "rate", "50", "deals", "1");
        check(row(objections, "claims"), "heard", "1", "answered", "1", "wonOver", "0");
        check(objections.total(), "heard", "3", "deals", "1", "wonDeals", "0");
        everyNumberLeadsToItsDeals();
    }

    /** Whatever report and row: the list of deals finds exactly as many as the number says. */
    private void everyNumberLeadsToItsDeals() {
        compared = 0;
        List<String> wrong = new ArrayList<>();
        for (Report report : reports.all()) {
            for (Breakdown by : report.breakdowns()) {
                ReportTable table = report.read(period(), by);
                Stream.concat(table.rows().stream(), Stream.of(table.total()))
                        .filter(Objects::nonNull)
                        .forEach(row -> table.columns().forEach(column -> {
                            String where = report.code() + " by " + by + ", " + row.key() + ", " + column.id();
                            compare(row, column, where, wrong);
                        }));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).as("numbers compared").isGreaterThan(20);
    }

    private void compare(Row row, Column column, String where, List<String> wrong) {
        DealSlice slice = row.deals().get(column.id());
        BigDecimal number = row.values().get(column.id());
        if (slice == null || column.unit() != Unit.COUNT || number == null) {
            return;
        }
        compared++;
        // The way of the browser: over the address.
        DealSlice asked = DealSlice.parse(slice.address(), clock.getZone());
        Stage stage = asked.stage(DealSlice.Key.STAGE).orElse(null);
        Search search =
                new Search(stage, asked.get(DealSlice.Key.OWNER), SearchText.of(null), asked.isNarrow() ? asked : null);
        long found = register.find(search, PageRequest.of(0, 1)).getTotalElements();
        if (found != number.longValue()) {
            wrong.add(where + ": " + number + " counted, " + found + " found by " + slice.address());
        }
        assertThat(reports.describe(asked)).isNotNull();
    }
}
