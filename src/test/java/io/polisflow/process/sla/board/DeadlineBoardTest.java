package io.polisflow.process.sla.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.fixtures.SampleDeadlines;
import io.polisflow.process.sla.DeadlineMark;
import io.polisflow.process.sla.DeadlineState;
import io.polisflow.process.sla.board.Board.Figures;
import io.polisflow.process.sla.board.Board.Line;
import io.polisflow.process.sla.board.BoardFilter.Kind;
import io.polisflow.process.sla.board.OpenDeadline.Order;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;

/** What supervisors read of deadlines, from rows that a test knows: each subclass reads them from one of the databases. */
abstract class DeadlineBoardTest extends DatabaseTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    private DeadlineBoard board;

    @Autowired
    private OpenDeadlines deadlines;

    @Autowired
    private DeadlineTrend trend;

    @Autowired
    private DeadlineForecast forecast;

    /** Nobody else has it: the database is shared. */
    private String process;

    private Instant now;

    @BeforeEach
    void aProcessOfItsOwn() {
        process = "p-" + UUID.randomUUID();
        now = clock.instant();
    }

    @AfterEach
    void cleanUp() {
        jdbc.update("delete from deadline where process = ?", process);
    }

    private SampleDeadlines task(String element, Duration left) {
        return SampleDeadlines.task(jdbc, process, element, now.plus(left));
    }

    private BoardFilter filter(Cut cut, String value) {
        return new BoardFilter(Kind.TASK, Map.of(Cut.PROCESS, process, cut, value), null, null, null);
    }

    private BoardFilter filter() {
        return filter(null, null, null);
    }

    private BoardFilter filter(DeadlineState state, DeadlineMark mark, String find) {
        return new BoardFilter(Kind.TASK, Map.of(Cut.PROCESS, process), state, mark, find);
    }

    private Page<OpenDeadline> list(BoardFilter filter, Order order, boolean descending) {
        return deadlines.page(filter, Sight.ALL, order, descending, PageRequest.of(0, 25));
    }

    private Map<String, Figures> by(Cut cut) {
        return board.read(filter(), Sight.ALL).by(cut).stream().collect(Collectors.toMap(Line::key, Line::figures));
    }

    private void oneOfEachKind() {
        task("in-time", Duration.ofDays(3)).of("sales", "manager").insert();
        task("at-risk", HOUR).of("sales", "manager2").insert();
        task("at-risk", Duration.ZERO).of("sales", null).with("taken_at", null).insert();
        task("overdue", HOUR.negated())
                .of("lawyers", "lawyer")
                .with("table_row", null)
                .insert();
        task("overdue", HOUR.negated())
                .of("lawyers", null)
                .with("taken_at", null)
                .with("fixed", true)
                .with("table_row", null)
                .insert();
        task("paused", HOUR.negated())
                .of(null, null)
                .with("paused_at", now)
                .with("taken_at", null)
                .insert();
    }

    @Test
    void eachDeadlineIsCountedOnceAndWhereItBelongs() {
        oneOfEachKind();

        assertThat(board.read(filter(), Sight.ALL).total()).isEqualTo(new Figures(6, 1, 2, 2, 1, 2, 1));
        assertThat(by(Cut.GROUP))
                .containsOnly(
                        Map.entry("sales", new Figures(3, 1, 2, 0, 0, 1, 0)),
                        Map.entry("lawyers", new Figures(2, 0, 0, 2, 0, 1, 1)),
                        Map.entry(Cut.NONE, new Figures(1, 0, 0, 0, 1, 0, 0)));
        assertThat(by(Cut.PERSON).get(Cut.NONE).open()).isEqualTo(3);
        assertThat(board.read(filter(), Sight.ALL).by(Cut.STEP))
                .as("worst first, each by its name")
                .extracting(Line::key, Line::name)
                .startsWith(org.assertj.core.groups.Tuple.tuple(process + "/overdue", "Задача overdue"))
                .hasSize(4);
    }

    @Test
    void theFilterNarrowsEveryNumberAndTheListShowsWhatIsCounted() {
        oneOfEachKind();
        task("overdue", HOUR.negated())
                .of("lawyers", "lawyer")
                .with("product", "osago")
                .with("client_class", "large")
                .with("priority", "HIGH")
                .insert();

        for (Cut cut : List.of(Cut.STEP, Cut.GROUP, Cut.PERSON, Cut.PRODUCT, Cut.CLIENT_CLASS, Cut.PRIORITY)) {
            by(cut).forEach((key, figures) -> {
                assertThat(board.read(filter(cut, key), Sight.ALL).total())
                        .as(cut + " " + key)
                        .isEqualTo(figures);
                assertThat(list(filter(cut, key), Order.DUE, false).getTotalElements())
                        .as(cut + " " + key)
                        .isEqualTo(figures.open());
            });
        }
        Figures total =
                board.read(filter(DeadlineState.OVERDUE, null, null), Sight.ALL).total();
        assertThat(total.open()).as("the states stay to be chosen").isEqualTo(7);
        assertThat(list(filter(DeadlineState.OVERDUE, null, null), Order.DUE, false)
                        .getTotalElements())
                .isEqualTo(total.overdue());
        assertThat(list(filter(DeadlineState.PAUSED, null, null), Order.DUE, false)
                        .getTotalElements())
                .isEqualTo(total.paused());
        assertThat(list(filter(null, DeadlineMark.NOT_TAKEN, null), Order.DUE, false)
                        .getTotalElements())
                .isEqualTo(total.notTaken());
        assertThat(list(filter(null, DeadlineMark.BY_DEFAULT, null), Order.DUE, false)
                        .getTotalElements())
                .isEqualTo(total.byDefault());
    }

    @Test
    void aTaskIsListedWithItsDealItsClientAndHowLateItIsInWorkingHours() {
        Deal deal = deal();
        transaction.executeWithoutResult(status -> jdbc.update(
                "update deal_figures set premium = ? where deal_id = ?", new BigDecimal("1500.00"), deal.id()));
        // The clock stands at 10:00 of a Tuesday: late since Monday 16:00, which is two and one hour of work.
        String late = task("late", Duration.ofHours(-18))
                .of("sales", "manager")
                .with("deal_number", deal.number())
                .with("client_id", deal.client().id())
                .with("level", 2)
                .insert();
        String soon = task("soon", HOUR)
                .of("sales", null)
                .with("name", "Ёмкая 100% задача")
                .insert();

        List<OpenDeadline> rows = list(filter(), Order.DUE, false).getContent();
        assertThat(rows).extracting(OpenDeadline::subject).containsExactly(late, soon);
        OpenDeadline row = rows.get(0);
        assertThat(row.lateHours()).isEqualByComparingTo("3");
        assertThat(row.state()).isEqualTo(DeadlineState.OVERDUE);
        assertThat(row.client()).isEqualTo(deal.client().name());
        assertThat(row.premium()).isEqualByComparingTo("1500");
        assertThat(row.told()).isEqualTo(2);
        assertThat(rows.get(1).lateHours()).isNull();

        assertThat(list(filter(), Order.DUE, true).getContent())
                .extracting(OpenDeadline::subject)
                .containsExactly(soon, late);
        assertThat(list(filter(), Order.PREMIUM, false).getContent().get(0).subject())
                .isEqualTo(late);
        assertThat(list(filter(null, null, deal.number().toLowerCase(java.util.Locale.ROOT)), Order.CLIENT, false))
                .extracting(OpenDeadline::subject)
                .containsExactly(late);
        assertThat(list(
                        filter(null, null, deal.client().name().toUpperCase(java.util.Locale.ROOT)),
                        Order.PERSON,
                        false))
                .hasSize(1);
        assertThat(list(filter(null, null, "ёМКАЯ 100% "), Order.TASK, false)).hasSize(1);
        assertThat(list(filter(null, null, "емкая 100_ "), Order.GROUP, false)).isEmpty();
    }

    @Test
    void stagesAndDealsAreCountedByTheirManager() {
        task("proposal-approval", HOUR)
                .with("kind", "STAGE")
                .with("owner", "manager")
                .insert();

        BoardFilter stages = new BoardFilter(Kind.STAGE, Map.of(Cut.PROCESS, process), null, null, null);
        assertThat(board.read(stages, Sight.ALL).by(Cut.PERSON))
                .extracting(Line::key)
                .containsExactly("manager");
        assertThat(board.read(filter(), Sight.ALL).total()).isEqualTo(Figures.NOTHING);
    }

    @Test
    void theTrendIsCountedBackFromWhatIsOpenNow() {
        task("open", Duration.ofDays(-2)).of("sales", null).insert();
        task("open", Duration.ofDays(2)).of("sales", null).insert();
        for (int days : List.of(10, 4, 3, 1)) {
            event(WorkEvent.Kind.TASK_CREATED, Duration.ofDays(days), null);
        }
        // Of the four that began, one was late by two days, one was cancelled in time.
        event(WorkEvent.Kind.TASK_COMPLETED, Duration.ofDays(2), Duration.ofDays(4));
        event(WorkEvent.Kind.TASK_CANCELLED, Duration.ofDays(1), Duration.ofDays(-1));

        List<TrendDay> days = trend.days(filter(), Sight.ALL);
        assertThat(days).hasSize(DeadlineTrend.DAYS);
        LocalDate today = LocalDate.now(clock);
        assertThat(days.subList(DeadlineTrend.DAYS - 6, DeadlineTrend.DAYS))
                .containsExactly(
                        new TrendDay(today.minusDays(5), 1, 0, 0, 0),
                        new TrendDay(today.minusDays(4), 2, 1, 0, 0),
                        new TrendDay(today.minusDays(3), 3, 1, 0, 0),
                        new TrendDay(today.minusDays(2), 2, 1, 0, 1),
                        new TrendDay(today.minusDays(1), 2, 1, 0, 0),
                        new TrendDay(today, 2, 1, 0, 0));
        assertThat(days.get(0)).isEqualTo(new TrendDay(today.minusDays(DeadlineTrend.DAYS - 1L), 0, 0, 0, 0));
    }

    @Test
    void whatIsDoneAtTheVerySecondOfItsDeadlineIsInTime() {
        event(WorkEvent.Kind.TASK_COMPLETED, HOUR, HOUR);

        List<TrendDay> days = trend.days(filter(Cut.GROUP, "sales"), Sight.ALL);
        assertThat(days.get(DeadlineTrend.DAYS - 1)).isEqualTo(new TrendDay(LocalDate.now(clock), 0, 0, 1, 0));
        assertThat(trend.days(filter(Cut.GROUP, "lawyers"), Sight.ALL)).allMatch(day -> day.inTime() == 0);
    }

    @Test
    void aHeadSeesTheirBranchAndWhatBelongsToNone() {
        String own = "b-" + UUID.randomUUID();
        String other = "b-" + UUID.randomUUID();
        String anna = "anna-" + UUID.randomUUID();
        String boris = "boris-" + UUID.randomUUID();
        for (String branch : List.of(own, other)) {
            jdbc.update(
                    "insert into branch (code, name, calendar, lock_version) values (?, ?, 'ru', 0)", branch, branch);
        }
        jdbc.update("insert into branch_member (login, branch) values (?, ?)", anna, own);
        jdbc.update("insert into branch_member (login, branch) values (?, ?)", boris, other);
        try {
            task("own", HOUR).of("sales", anna).insert();
            // The manager's branch counts, not that of the lawyer who has the task.
            task("own", HOUR).of("lawyers", boris).with("owner", anna).insert();
            task("other", HOUR).of("sales", boris).insert();
            task("none", HOUR).of("sales", null).insert();
            Sight head = new Sight(Set.of(own));

            assertThat(board.read(filter(), Sight.ALL).by(Cut.BRANCH))
                    .extracting(Line::key)
                    .containsExactlyInAnyOrder(own, other, Cut.NONE);
            assertThat(board.read(filter(), head).total().open()).isEqualTo(3);
            assertThat(board.read(filter(), new Sight(Set.of())).total().open()).isOne();
            assertThat(deadlines.page(filter(Cut.BRANCH, own), head, Order.DUE, false, PageRequest.of(0, 25)))
                    .hasSize(2);
            assertThat(deadlines.page(filter(Cut.BRANCH, other), head, Order.DUE, false, PageRequest.of(0, 25)))
                    .isEmpty();
            assertThat(trend.days(filter(), head).get(DeadlineTrend.DAYS - 1).open())
                    .isEqualTo(3);
            assertThat(forecast.groups(filter(Cut.BRANCH, own), head))
                    .extracting(GroupForecast::group, GroupForecast::dueThisWeek)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("sales", 1L),
                            org.assertj.core.groups.Tuple.tuple("lawyers", 1L));
        } finally {
            jdbc.update("delete from branch_member where login in (?, ?)", anna, boris);
            jdbc.update("delete from branch where code in (?, ?)", own, other);
        }
    }

    @Test
    void theForecastTakesTheRateOfFiveWorkingDays() {
        String group = "g-" + UUID.randomUUID();
        // Monday to Friday before this Tuesday: 17 to 20 and 23 November, with 45 hours of work.
        for (int days : List.of(1, 4, 5, 6, 7, 1, 4, 5, 6, 7)) {
            SampleDeadlines.event(
                    jdbc, WorkEvent.Kind.TASK_COMPLETED, process, group, now.minus(Duration.ofDays(days)), now);
        }
        SampleDeadlines.event(jdbc, WorkEvent.Kind.TASK_COMPLETED, process, group, now.minus(Duration.ofDays(8)), now);
        SampleDeadlines.event(jdbc, WorkEvent.Kind.TASK_COMPLETED, process, group, now.minus(HOUR), now);
        task("late", HOUR.negated()).of(group, null).insert();
        task("today", Duration.ofHours(7)).of(group, null).insert();
        task("tomorrow", Duration.ofHours(31)).of(group, null).insert();
        task("friday", Duration.ofDays(3).plusHours(7)).of(group, null).insert();
        task("next-week", Duration.ofDays(7)).of(group, null).insert();
        task("stands", HOUR).of(group, null).with("paused_at", now).insert();

        // One in four and a half hours: the late one is done at 14:30, the one of today at 10:00 of tomorrow, the
        // others in time.
        assertThat(forecast.groups(filter(Cut.GROUP, group), Sight.ALL))
                .containsExactly(new GroupForecast(group, 10, 1, 3, new Forecast(1, 1)));
        String idle = "g-" + UUID.randomUUID();
        jdbc.update("update deadline set task_group = ? where process = ?", idle, process);
        assertThat(forecast.groups(filter(Cut.GROUP, idle), Sight.ALL))
                .as("no rate, no forecast")
                .containsExactly(new GroupForecast(idle, 0, 1, 3, null));
    }

    private void event(WorkEvent.Kind kind, Duration ago, Duration dueAgo) {
        SampleDeadlines.event(jdbc, kind, process, "sales", now.minus(ago), dueAgo == null ? null : now.minus(dueAgo));
    }
}
