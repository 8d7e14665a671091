package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.calendar.CalendarDependents.Moves;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.contractsigning.ContractSigning;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import io.polisflow.process.sla.DeadlineMoves.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A changed table or calendar moves what is open, in its own commit, and tells before. */
class RecalculationTest extends ProcessTest {

    private static final String TABLE = "bpmn/task-sla.dmn";
    private static final String HOURS = "<outputEntry id=\"AssembleProposal_Hours\">\n          <text>8<";

    @Autowired
    Recalculation recalculation;

    @Autowired
    Deadlines deadlines;

    @Autowired
    WorkingCalendars calendars;

    @Autowired
    RepositoryService repository;

    @Autowired
    JdbcTemplate jdbc;

    private String deployment;

    @AfterEach
    void tableAsBefore() {
        if (deployment != null) {
            repository.deleteDeployment(deployment, true);
        }
    }

    private static String table() {
        try {
            return Files.readString(Path.of(TABLE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withHours(int hours) {
        assertThat(table()).contains(HOURS);
        return table().replace(HOURS, HOURS.replace(">8<", ">" + hours + "<"));
    }

    private Task assembling() {
        return task(dealOf(webForm(freshInn())), ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);
    }

    private Deadline row(Task task) {
        return deadlines.ofTask(task.getId()).orElseThrow();
    }

    private Instant after(Instant from, int hours) {
        return calendars.country().plus(from, BigDecimal.valueOf(hours));
    }

    private static Part preparation(DeadlineMoves moves) {
        return moves.parts().stream()
                .filter(part -> ProposalPreparation.KEY.equals(part.process()) && "sales".equals(part.group()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDeployedTableMovesOpenDeadlinesAndKeepsWhatPeopleDidToThem() {
        Task plain = assembling();
        Task fixed = assembling();
        Task extended = assembling();
        Task stopped = assembling();
        Task late = assembling();
        Task shown = tasks.createTaskQuery().taskId(fixed.getId()).singleResult();
        shown.setDueDate(Date.from(clock.instant().plus(Duration.ofDays(3))));
        tasks.saveTask(shown);
        jdbc.update("update deadline set extra_hours = 4 where subject = ?", extended.getId());
        jdbc.update(
                "update deadline set paused_at = ?, pause_cause = 'HAND', pause_reason = 'ждём' where subject = ?",
                java.sql.Timestamp.from(clock.instant()),
                stopped.getId());
        Instant began = row(plain).began();
        Instant kept = row(fixed).dates().dueAt();
        clock.move(Duration.ofDays(1).plusHours(2));
        jdbc.update("update deadline set level = 2 where subject = ?", late.getId());
        assertThat(row(late).state(clock.instant())).isEqualTo(DeadlineState.OVERDUE);
        int events = moved();

        Part before = preparation(
                recalculation.preview(TermsTable.OF_TASKS, withHours(20).getBytes(StandardCharsets.UTF_8)));
        assertThat(before.later()).isGreaterThanOrEqualTo(4);
        assertThat(before.noLongerOverdue()).isGreaterThanOrEqualTo(2);
        assertThat(row(plain).dates().dueAt()).as("a preview moves nothing").isEqualTo(after(began, 8));

        deployment = repository
                .createDeployment()
                .addString(TABLE, withHours(20))
                .deploy()
                .getId();

        assertThat(row(plain).dates().dueAt()).isEqualTo(after(began, 20));
        assertThat(row(plain).terms().tableVersion()).isEqualTo(version());
        assertThat(tasks.createTaskQuery().taskId(plain.getId()).singleResult().getDueDate())
                .isEqualTo(Date.from(after(began, 20)));
        assertThat(tasks.createTaskQuery().taskId(plain.getId()).singleResult().getFollowUpDate())
                .isEqualTo(Date.from(after(began, 15)));
        assertThat(engine.getHistoryService()
                        .createHistoricTaskInstanceQuery()
                        .taskId(plain.getId())
                        .singleResult()
                        .getDueDate())
                .isEqualTo(Date.from(after(began, 20)));
        assertThat(row(fixed).dates().dueAt()).isEqualTo(kept);
        assertThat(row(extended).dates().dueAt()).isEqualTo(after(began, 24));
        assertThat(row(stopped).run().stop().reason()).isEqualTo("ждём");
        assertThat(row(stopped).dates().dueAt()).isEqualTo(after(began, 20));
        assertThat(row(late).level()).as("a later breach is told again").isZero();
        assertThat(moved() - events).isGreaterThanOrEqualTo(4);
        // A task that was read before the move is not written back over it.
        assertThat(tasks.createTaskQuery().taskId(plain.getId()).singleResult().getAssignee())
                .isEqualTo(plain.getAssignee());
        complete(
                plain.getAssignee(),
                row(plain).deal(),
                ProposalPreparation.TASK_ASSEMBLE_PROPOSAL,
                with(
                        "startsOn",
                        "2027-01-01",
                        "termMonths",
                        12,
                        "lines",
                        java.util.List.of(with(
                                "product", "property", "object", "Склад", "sumInsured", "10000000", "discount", 0))));
        assertThat(deadlines.ofTask(plain.getId())).isEmpty();
    }

    private int version() {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(TermsTable.OF_TASKS)
                .latestVersion()
                .singleResult()
                .getVersion();
    }

    private int moved() {
        return jdbc.queryForObject("select count(*) from work_event where kind = 'DEADLINE_MOVED'", Integer.class);
    }

    @Test
    void whatATableHasNoRowForHasAVisibleDefault() {
        Task task = assembling();
        String rows = table();
        String emptied = rows.substring(0, rows.indexOf("<rule ")) + rows.substring(rows.lastIndexOf("</rule>") + 7);
        DeadlineMoves moves = recalculation.preview(TermsTable.OF_TASKS, emptied.getBytes(StandardCharsets.UTF_8));
        assertThat(moves.withoutRow()).isEqualTo(moves.open()).isPositive();
        assertThat(row(task).terms().isDefault()).isFalse();
    }

    @Test
    void aCalendarMovesWhatIsCountedByIt() {
        String code = "far-" + Long.toString(System.nanoTime(), 36);
        jdbc.update(
                "insert into calendar (code, name, zone, revision) values (?, 'Дальний', 'Asia/Vladivostok', 1)", code);
        Task task = assembling();
        Instant due = row(task).dates().dueAt();
        Moves moves = recalculation.preview(WorkingCalendars.COUNTRY, calendars.of(code));
        assertThat(moves.moved()).isPositive().isLessThanOrEqualTo(moves.total());
        assertThat(row(task).dates().dueAt()).isEqualTo(due);

        jdbc.update("update deadline set calendar = ? where subject = ?", code, task.getId());
        transaction.executeWithoutResult(status -> recalculation.follow(code));
        assertThat(row(task).dates().dueAt())
                .isEqualTo(calendars.of(code).plus(row(task).began(), BigDecimal.valueOf(8)))
                .isNotEqualTo(due);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getDueDate())
                .isEqualTo(Date.from(row(task).dates().dueAt()));
    }

    @Test
    void timersThatWereCountedByTheCalendarMoveWithIt() {
        String deal = dealOf(webForm(freshInn()));
        LocalDate sent = LocalDate.now(clock);
        Date first = Date.from(calendars.country().opening(sent.plusDays(20)));
        String instance = runtime.createProcessInstanceByKey(ContractSigning.KEY)
                .businessKey(deal)
                .setVariables(variables(
                        "sentAt",
                        Date.from(clock.instant()),
                        "remindAt",
                        first,
                        "remindAgainAt",
                        first,
                        "signState",
                        "waiting"))
                .startBeforeActivity("Gateway_AwaitAnswer")
                .execute(false, true)
                .getId();
        try {
            transaction.executeWithoutResult(status -> recalculation.follow(WorkingCalendars.COUNTRY));

            Date expected =
                    Date.from(calendars.country().opening(calendars.country().plusWorkingDays(sent, 3)));
            assertThat(management
                            .createJobQuery()
                            .processInstanceId(instance)
                            .activityId(ContractSigning.START_THREE_DAYS)
                            .singleResult()
                            .getDuedate())
                    .isEqualTo(expected);
            assertThat(runtime.getVariable(instance, "remindAt")).isEqualTo(expected);
            assertThat(runtime.getVariable(instance, "remindAgainAt"))
                    .isEqualTo(Date.from(
                            calendars.country().opening(calendars.country().plusWorkingDays(sent, 7))));
        } finally {
            runtime.deleteProcessInstance(instance, "the test is over");
        }
    }

    @Test
    void aMorningOnADayThatIsOffNowIsTheNextOrTheLastWorkingOne() {
        ZoneId zone = clock.getZone();
        Instant sunday = LocalDate.of(2026, 11, 29).atTime(9, 0).atZone(zone).toInstant();
        assertThat(CalendarTimer.onOrAfter("p", "e", "v")
                        .at(sunday, name -> null, calendars.country(), zone)
                        .due())
                .isEqualTo(sunday.plus(Duration.ofDays(1)));
        assertThat(CalendarTimer.onOrBefore("p", "e", "v")
                        .at(sunday, name -> null, calendars.country(), zone)
                        .variables())
                .containsEntry("v", Date.from(sunday.minus(Duration.ofDays(2))));
        assertThat(CalendarTimer.sameDay("p", "e", "v")
                        .at(sunday.plusSeconds(60), name -> null, calendars.country(), zone)
                        .due())
                .isEqualTo(sunday);
    }
}
