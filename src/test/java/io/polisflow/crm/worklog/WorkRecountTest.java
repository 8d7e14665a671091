package io.polisflow.crm.worklog;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.crm.report.Breakdown;
import io.polisflow.crm.report.ReportFilter;
import io.polisflow.crm.report.ReportTable;
import io.polisflow.crm.report.Reports;
import io.polisflow.crm.worklog.SimulatedWork.Happened;
import io.polisflow.crm.worklog.SimulatedWork.Task;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import io.polisflow.crm.worklog.WorkFigures.By;
import io.polisflow.crm.worklog.WorkFigures.Counts;
import io.polisflow.crm.worklog.WorkFigures.Key;
import io.polisflow.crm.worklog.WorkFigures.Spread;
import io.polisflow.crm.worklog.WorkFigures.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Every figure about work equals a plain recount of a thousand simulated deals; each subclass on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkRecountTest extends DatabaseTest {

    private static final long SEED = 20_261_124;
    private static final int DEALS = 1000;

    @Autowired
    private WorkLog log;

    @Autowired
    private WorkFigures figures;

    @Autowired
    private WorkTrend trend;

    @Autowired
    private WorkingCalendars calendars;

    @Autowired
    private WorkTimeline timeline;

    @Autowired
    private WorkExport export;

    @Autowired
    private Reports reports;

    private final Map<Recount, Long> recounts = new HashMap<>();
    private SimulatedWork work;
    private WorkingTime office;
    private ZoneId zone;

    @BeforeAll
    void aThousandDeals() {
        clock.reset();
        zone = clock.getZone();
        office = calendars.country();
        work = new SimulatedWork(SEED, clock.instant(), DEALS);
        for (List<WorkEvent> deal : work.deals) {
            // In two transactions, so that what is written of a task is found again.
            int half = deal.size() / 2;
            transaction.executeWithoutResult(status -> log.append(deal.subList(0, half)));
            transaction.executeWithoutResult(status -> log.append(deal.subList(half, deal.size())));
        }
        work.tasks.stream().filter(task -> task.end() == null).forEach(this::openDeadline);
    }

    @AfterAll
    void noOpenWorkIsLeft() {
        work.processes.forEach(process -> jdbc.update("delete from deadline where process = ?", process));
    }

    private void openDeadline(Task task) {
        Instant due = task.due() == null ? clock.instant().plus(Duration.ofDays(999)) : task.due();
        Happened last = task.life().get(task.life().size() - 1);
        jdbc.update(
                """
                insert into deadline (id, kind, subject, process, element, task_group, assignee, priority, calendar, finish_hours,
                  warning_share, fixed, began_at, clock_from, spent_hours, extra_hours, warn_at, due_at, level, lock_version)
                values (?, 'TASK', ?, ?, ?, ?, ?, 'NORMAL', 'ru', 8, 0.8, false, ?, ?, 0, 0, ?, ?, 0, 0)""",
                jdbc.queryForObject("select nextval('id_seq')", Long.class),
                java.util.UUID.randomUUID().toString(),
                task.process(),
                task.element(),
                task.group(),
                last.kind() == Kind.TASK_RETURNED ? null : last.who(),
                Timestamp.from(task.created()),
                Timestamp.from(task.created()),
                Timestamp.from(due),
                Timestamp.from(due));
    }

    private Stream<WorkPeriod> periods() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        return Stream.of(
                WorkPeriod.ofDays(today.minusDays(400), today, zone),
                WorkPeriod.ofDays(today.minusDays(30), today.minusDays(10), zone),
                WorkPeriod.ofDays(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 8), zone),
                new WorkPeriod(
                        clock.instant().minus(Duration.ofHours(300)),
                        clock.instant().minus(Duration.ofHours(7))),
                WorkPeriod.ofDays(today.plusDays(5), today.plusDays(6), zone));
    }

    private Stream<WorkSelection> selections() {
        return Stream.of(
                new WorkSelection(work.processes, null, null, null),
                new WorkSelection(work.processes.subList(0, 1), "Task_1", null, null),
                new WorkSelection(work.processes, null, work.groups.get(1), null),
                new WorkSelection(work.processes, null, null, work.persons.subList(2, 4)),
                new WorkSelection(List.of(), null, null, null));
    }

    /** One thing that happened, with the task to which it happened. */
    private record Fact(Task task, Happened what) {

        boolean isIn(WorkPeriod period) {
            return !what.at().isBefore(period.from()) && what.at().isBefore(period.to());
        }
    }

    private List<Fact> facts(WorkPeriod period, WorkSelection selection) {
        return work.tasks.stream()
                .flatMap(task -> task.life().stream().map(what -> new Fact(task, what)))
                .filter(fact -> fact.isIn(period) && matches(selection).test(fact))
                .filter(fact ->
                        fact.what().kind() != Kind.CLOCK_STOPPED && fact.what().kind() != Kind.CLOCK_RESUMED)
                .toList();
    }

    private static Predicate<Fact> matches(WorkSelection selection) {
        return fact -> (selection.processes() == null
                        || selection.processes().contains(fact.task().process()))
                && (selection.element() == null
                        || selection.element().equals(fact.task().element()))
                && (selection.group() == null
                        || selection.group().equals(fact.task().group()))
                && (selection.persons() == null
                        || selection.persons().contains(fact.what().who()));
    }

    private static Function<Fact, Key> key(By by) {
        return switch (by) {
            case ALL -> fact -> new Key(null, null);
            case PROCESS -> fact -> new Key(fact.task().process(), null);
            case STEP -> fact -> new Key(fact.task().process(), fact.task().element());
            case GROUP -> fact -> new Key(fact.task().group(), null);
            case PERSON -> fact -> new Key(fact.what().who(), null);
        };
    }

    private static long count(List<Fact> facts, Kind kind) {
        return facts.stream().filter(fact -> fact.what().kind() == kind).count();
    }

    private static Counts counts(List<Fact> facts) {
        List<Fact> done = facts.stream()
                .filter(fact ->
                        fact.what().kind() == Kind.TASK_COMPLETED && fact.task().due() != null)
                .toList();
        long late = done.stream()
                .filter(fact -> fact.what().at().isAfter(fact.task().due()))
                .count();
        return new Counts(
                count(facts, Kind.TASK_CREATED),
                count(facts, Kind.TASK_TAKEN),
                count(facts, Kind.TASK_COMPLETED),
                count(facts, Kind.TASK_RETURNED),
                count(facts, Kind.TASK_REASSIGNED),
                count(facts, Kind.TASK_CANCELLED),
                count(facts, Kind.TASK_ESCALATED),
                count(facts, Kind.DEADLINE_EXTENDED),
                done.size() - late,
                late);
    }

    /** Counting a task once is slow enough. */
    private long recount(Task task, boolean waiting, WorkingTime hours) {
        return recounts.computeIfAbsent(
                new Recount(task, waiting, hours != null), each -> task.recount(waiting, hours));
    }

    private record Recount(Task task, boolean waiting, boolean office) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Recount that
                    && that.task == task
                    && that.waiting == waiting
                    && that.office == office;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(task) * 4 + (waiting ? 2 : 0) + (office ? 1 : 0);
        }
    }

    private Times times(List<Fact> facts, WorkingTime hours) {
        List<Task> done = facts.stream()
                .filter(fact -> fact.what().kind() == Kind.TASK_COMPLETED)
                .map(Fact::task)
                .toList();
        if (done.isEmpty()) {
            return null;
        }
        return new Times(
                spread(done.stream().map(task -> recount(task, true, hours)).toList()),
                spread(done.stream()
                        .map(task -> recount(task, false, hours) - recount(task, true, hours))
                        .toList()),
                spread(done.stream().map(task -> recount(task, false, hours)).toList()));
    }

    private static Spread spread(List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty()
                ? null
                : new Spread(
                        Duration.ofMillis(sorted.get((sorted.size() + 1) / 2 - 1)),
                        Duration.ofMillis(sorted.get((sorted.size() * 9 + 9) / 10 - 1)));
    }

    @Test
    void whatHappenedInAPeriodIsCountedAndMeasuredAsAPlainRecountDoes() {
        int compared = 0;
        for (WorkPeriod period : periods().toList()) {
            for (WorkSelection selection : selections().toList()) {
                List<Fact> facts = facts(period, selection);
                for (By by : By.values()) {
                    Map<Key, List<Fact>> expected = facts.stream().collect(Collectors.groupingBy(key(by)));
                    Map<Key, WorkFigures.Line> lines = figures.lines(period, selection, by).stream()
                            .collect(Collectors.toMap(WorkFigures.Line::key, Function.identity()));
                    assertThat(lines.keySet()).isEqualTo(expected.keySet());
                    lines.forEach((key, line) -> {
                        List<Fact> raw = expected.get(key);
                        assertThat(line.counts()).as("%s %s", by, key).isEqualTo(counts(raw));
                        assertThat(line.wall()).as("%s %s", by, key).isEqualTo(times(raw, null));
                        assertThat(line.office()).as("%s %s", by, key).isEqualTo(times(raw, office));
                        assertThat(line.name()).isEqualTo(by == By.STEP ? "Проверить " + key.element() : null);
                    });
                    compared += lines.size();
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    @Test
    void theStepsOfAModelAreMeasuredAsAPlainRecountDoes() {
        WorkPeriod period = periods().findFirst().orElseThrow();
        for (String process : work.processes) {
            Map<String, WorkFigures.Step> steps = figures.steps(process, period).stream()
                    .collect(Collectors.toMap(WorkFigures.Step::element, Function.identity()));
            Map<String, WorkFigures.Step> expected = new HashMap<>();
            work.tasks.stream()
                    .filter(task -> task.process().equals(process) && task.end() != null)
                    .collect(Collectors.groupingBy(Task::element))
                    .forEach((element, tasks) -> expected.put(element, ofTasks(element, tasks)));
            work.steps.stream()
                    .filter(step -> step.process().equals(process))
                    .collect(Collectors.groupingBy(SimulatedWork.Step::element))
                    .forEach((element, all) -> expected.put(element, ofSteps(element, all)));
            assertThat(steps).isEqualTo(expected);
            assertThat(steps).hasSize(6);
        }
    }

    private WorkFigures.Step ofTasks(String element, List<Task> tasks) {
        List<Task> done = tasks.stream()
                .filter(task -> task.end().kind() == Kind.TASK_COMPLETED)
                .toList();
        long took = done.stream().mapToLong(task -> recount(task, false, null)).sum();
        long waited = done.stream().mapToLong(task -> recount(task, true, null)).sum();
        return new WorkFigures.Step(
                element,
                "userTask",
                "Проверить " + element,
                done.size(),
                tasks.size() - done.size(),
                spread(done.stream().map(task -> recount(task, false, null)).toList()),
                took == 0 ? null : (double) waited / took);
    }

    @Test
    void theReportsShowWhatAPlainRecountCounts() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        ReportFilter filter = new ReportFilter(today.minusDays(45), today.minusDays(2), null, null, null);
        List<Fact> facts = facts(
                WorkPeriod.ofDays(filter.from(), filter.to(), zone),
                new WorkSelection(work.processes, null, null, null));
        int compared = 0;
        for (Breakdown breakdown : List.of(Breakdown.PROCESS, Breakdown.STEP, Breakdown.GROUP, Breakdown.PERSON)) {
            Map<String, List<Fact>> expected = facts.stream()
                    .filter(fact -> fact.what().who() != null || breakdown != Breakdown.PERSON)
                    .collect(Collectors.groupingBy(fact -> rowKey(breakdown, fact)));
            for (String code : List.of("deadlines", "work-time", "escalations")) {
                ReportTable table = reports.find(code).orElseThrow().read(filter, breakdown);
                Map<String, Map<String, BigDecimal>> shown = table.rows().stream()
                        .filter(row -> row.key().contains("sim-"))
                        .collect(Collectors.toMap(ReportTable.Row::key, ReportTable.Row::values));
                shown.keySet().removeIf(key -> !expected.containsKey(key));
                assertThat(shown).hasSize(expected.size());
                shown.forEach((key, values) -> assertThat(values)
                        .as("%s %s %s", code, breakdown, key)
                        .isEqualTo(figures(code, expected.get(key))));
                compared += shown.size();
            }
        }
        assertThat(compared).isEqualTo(3 * (3 + 12 + 3 + 6));
    }

    private static String rowKey(Breakdown by, Fact fact) {
        return switch (by) {
            case PROCESS -> fact.task().process();
            case STEP -> fact.task().process() + "/" + fact.task().element();
            case GROUP -> fact.task().group();
            default -> fact.what().who();
        };
    }

    private Map<String, BigDecimal> figures(String code, List<Fact> facts) {
        Counts counts = counts(facts);
        Map<String, BigDecimal> values = new HashMap<>();
        switch (code) {
            case "deadlines" -> {
                values.put("completed", BigDecimal.valueOf(counts.completed()));
                values.put("in-time", BigDecimal.valueOf(counts.inTime()));
                values.put("late", BigDecimal.valueOf(counts.late()));
                values.put(
                        "late-share",
                        BigDecimal.valueOf(100 * counts.late())
                                .divide(BigDecimal.valueOf(counts.inTime() + counts.late()), 1, RoundingMode.HALF_UP));
                put(values, "total", times(facts, office).total());
            }
            case "work-time" -> {
                values.put("completed", BigDecimal.valueOf(counts.completed()));
                put(values, "waiting", times(facts, office).waiting());
                put(values, "working", times(facts, office).working());
                put(values, "wall", times(facts, null).total());
            }
            default -> {
                values.put("created", BigDecimal.valueOf(counts.created()));
                values.put("taken", BigDecimal.valueOf(counts.taken()));
                values.put("returned", BigDecimal.valueOf(counts.returned()));
                values.put("reassigned", BigDecimal.valueOf(counts.reassigned()));
                values.put("escalated", BigDecimal.valueOf(counts.escalated()));
                values.put("extended", BigDecimal.valueOf(counts.extended()));
                values.put("cancelled", BigDecimal.valueOf(counts.cancelled()));
            }
        }
        return values;
    }

    private static void put(Map<String, BigDecimal> values, String id, Spread spread) {
        values.put(id + "-median", hours(spread.median()));
        values.put(id + "-most", hours(spread.most()));
    }

    private static BigDecimal hours(Duration time) {
        return BigDecimal.valueOf(time.toMillis()).divide(BigDecimal.valueOf(3_600_000), 2, RoundingMode.HALF_UP);
    }

    @Test
    void anExportHandsOverEveryEventOfThePeriodCaseByCase() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        WorkExport.Asked asked = new WorkExport.Asked(today.minusDays(20), today, work.processes);
        WorkPeriod period = WorkPeriod.ofDays(asked.from(), asked.to(), zone);
        Map<String, List<WorkEvent.Kind>> expected = new HashMap<>();
        for (List<WorkEvent> deal : work.deals) {
            List<WorkEvent.Kind> kinds = deal.stream()
                    .filter(event -> event.model() != null
                            && !event.at().isBefore(period.from())
                            && event.at().isBefore(period.to()))
                    .map(WorkEvent::kind)
                    .toList();
            if (!kinds.isEmpty()) {
                expected.put(deal.get(0).deal().number(), kinds);
            }
        }
        Map<String, List<WorkEvent.Kind>> handed = new HashMap<>();
        List<String> cases = new ArrayList<>();
        export.each(asked, (caseId, entry) -> {
            if (cases.isEmpty() || !cases.get(cases.size() - 1).equals(caseId)) {
                cases.add(caseId);
            }
            handed.computeIfAbsent(caseId, each -> new ArrayList<>())
                    .add(entry.event().kind());
        });
        assertThat(handed).isEqualTo(expected);
        assertThat(cases).doesNotHaveDuplicates();
    }

    private static WorkFigures.Step ofSteps(String element, List<SimulatedWork.Step> all) {
        List<SimulatedWork.Step> done =
                all.stream().filter(step -> step.kind() == Kind.STEP_DONE).toList();
        return new WorkFigures.Step(
                element,
                "serviceTask",
                "Запросить",
                done.size(),
                all.size() - done.size(),
                spread(done.stream()
                        .map(step -> Duration.between(step.began(), step.at()).toMillis())
                        .toList()),
                null);
    }

    @Test
    void theTrendOfNinetyDaysEqualsAPlainRecount() {
        for (WorkSelection selection : List.of(
                new WorkSelection(work.processes, null, null, null),
                new WorkSelection(work.processes, "Task_2", work.groups.get(0), null))) {
            List<Task> tasks = work.tasks.stream()
                    .filter(task ->
                            matches(selection).test(new Fact(task, task.life().get(0))))
                    .toList();
            List<WorkTrend.Day> expected = new ArrayList<>();
            LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
            for (LocalDate day = today.minusDays(89); !day.isAfter(today); day = day.plusDays(1)) {
                Instant start = day.atStartOfDay(zone).toInstant();
                Instant midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
                Instant end = midnight.isAfter(clock.instant()) ? clock.instant() : midnight;
                List<Task> open = tasks.stream()
                        .filter(task -> task.created().isBefore(midnight)
                                && (task.end() == null || !task.end().at().isBefore(midnight)))
                        .toList();
                long done = tasks.stream()
                        .filter(task -> task.end() != null
                                && task.end().kind() == Kind.TASK_COMPLETED
                                && !task.end().at().isBefore(start)
                                && task.end().at().isBefore(midnight))
                        .count();
                long overdue = open.stream()
                        .filter(task -> task.due() != null && task.due().isBefore(end))
                        .count();
                expected.add(new WorkTrend.Day(day, open.size(), done, overdue));
            }
            assertThat(trend.of(90, selection)).isEqualTo(expected);
            assertThat(expected).anyMatch(day -> day.overdue() > 0).anyMatch(day -> day.done() > 0);
        }
        assertThat(trend.of(3, new WorkSelection(List.of(), null, null, null)))
                .extracting(WorkTrend.Day::open)
                .containsExactly(0L, 0L, 0L);
    }

    @Test
    void whatWasToldIsReadAgainAsItWasTold() {
        List<WorkEvent> deal =
                work.deals.stream().filter(each -> each.size() > 8).findFirst().orElseThrow();
        String number = deal.get(0).deal().number();
        List<WorkTimeline.Entry> told = timeline.ofDeal(number);

        assertThat(told).extracting(WorkTimeline.Entry::id).isSorted();
        assertThat(told)
                .extracting(
                        entry -> entry.event().kind(), entry -> entry.event().at(), entry -> entry.event()
                                .step())
                .containsExactlyElementsOf(deal.stream()
                        .map(event -> org.assertj.core.groups.Tuple.tuple(event.kind(), event.at(), event.step()))
                        .toList());
        assertThat(timeline.ofInstance(deal.get(1).model().instance())).hasSize((int)
                deal.stream().filter(event -> event.model() != null).count());
        assertThat(Set.copyOf(told.stream().map(entry -> entry.event().deal()).toList()))
                .containsExactly(deal.get(0).deal());
    }
}
