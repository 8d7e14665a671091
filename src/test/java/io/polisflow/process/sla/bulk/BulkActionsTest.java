package io.polisflow.process.sla.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.fixtures.SampleDeadlines;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.sla.board.BoardFilter;
import io.polisflow.process.sla.board.BoardFilter.Kind;
import io.polisflow.process.sla.board.Cut;
import io.polisflow.process.sla.board.Sight;
import io.polisflow.process.sla.bulk.BulkAction.State;
import io.polisflow.process.sla.bulk.BulkActions.Author;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Many tasks at once: each is done or says why not, nothing is done twice, and it can be taken back. */
class BulkActionsTest extends ProcessTest {

    private static final Author SUPERVISOR = new Author("supervisor", List.of("supervisors"));

    @Autowired
    private BulkActions actions;

    @Autowired
    private JdbcTemplate jdbc;

    /** What tells this test's tasks from all others. */
    private final String product = "product-" + UUID.randomUUID();

    private final List<String> instances = new ArrayList<>();

    @AfterEach
    void cleanUp() {
        jdbc.update("delete from deadline where product = ?", product);
        jobs().forEach(job -> management.deleteJob(job.getId()));
        instances.stream()
                .filter(instance -> runtime.createProcessInstanceQuery()
                                .processInstanceId(instance)
                                .count()
                        > 0)
                .forEach(instance -> runtime.deleteProcessInstance(instance, "done with"));
    }

    private Task task(String process, String element, String group, String assignee) {
        String deal = transaction.execute(
                status -> deals.open(clients.findOrCreate(freshInn(), "ООО «Много задач»"), null, Stage.NEEDS_ANALYSIS)
                        .number());
        String instance = runtime.createProcessInstanceByKey(process)
                .businessKey(deal)
                .setVariable("dealOwner", null)
                .startBeforeActivity(element)
                .execute(true, false)
                .getId();
        instances.add(instance);
        Task task = tasks.createTaskQuery().processInstanceId(instance).singleResult();
        tasks.setAssignee(task.getId(), assignee);
        SampleDeadlines.task(jdbc, process, element, clock.instant().minus(Duration.ofHours(instances.size())))
                .of(group, assignee)
                .with("subject", task.getId())
                .with("instance_id", instance)
                .with("deal_number", deal)
                .with("product", product)
                .insert();
        return task;
    }

    private Task ofSales(String assignee) {
        return task("client-liquidation", "Task_DecideOnDeal", "sales", assignee);
    }

    private BoardFilter filter() {
        return new BoardFilter(Kind.TASK, Map.of(Cut.PRODUCT, product), null, null, null);
    }

    private long prepare(BulkKind kind, Author author, Task... chosen) {
        return actions.prepare(
                kind,
                filter(),
                chosen.length == 0
                        ? null
                        : Arrays.stream(chosen).map(Task::getId).toList(),
                Sight.ALL,
                "Все",
                author);
    }

    private List<Job> jobs() {
        return management.createJobQuery().messages().list().stream()
                .filter(job -> BulkWork.JOB.equals(((JobEntity) job).getJobHandlerType()))
                .toList();
    }

    private void runJobs() {
        for (List<Job> next = jobs(); !next.isEmpty(); next = jobs()) {
            management.executeJob(next.get(0).getId());
        }
    }

    private void done(long action, String target, String reason) {
        actions.start(action, target, null, reason);
        runJobs();
        assertThat(actions.get(action).state()).isEqualTo(State.DONE);
    }

    private String assignee(Task task) {
        return tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee();
    }

    private List<String> whyNot(long action) {
        return actions.items(action, BulkOutcome.REFUSED, 0, 100).stream()
                .map(BulkItem::why)
                .toList();
    }

    @Test
    void tasksAreGivenToAnotherAndWhoMayNotHaveOneIsNamed() {
        Task first = ofSales("manager");
        Task second = ofSales(null);
        Task lawyers = task("proposal-approval", "Task_CheckTerms", "lawyers", "lawyer");

        long action = prepare(BulkKind.REASSIGN, SUPERVISOR);
        assertThat(actions.total(action)).isEqualTo(3);
        assertThat(actions.stake(action).deals()).isEqualTo(3);
        assertThat(actions.stake(action).holders())
                .extracting(BulkStake.Holder::person)
                .containsExactlyInAnyOrder("manager", "lawyer", null);
        assertThat(assignee(first)).as("nothing happens before it is confirmed").isEqualTo("manager");
        done(action, "manager2", "Отпуск");

        assertThat(assignee(first)).isEqualTo("manager2");
        assertThat(assignee(second)).isEqualTo("manager2");
        assertThat(assignee(lawyers)).isEqualTo("lawyer");
        assertThat(actions.outcomes(action))
                .containsOnly(Map.entry(BulkOutcome.DONE, 2), Map.entry(BulkOutcome.REFUSED, 1));
        assertThat(whyNot(action)).singleElement().asString().contains("не входит в группу");
        assertThat(engine.getHistoryService()
                        .createUserOperationLogQuery()
                        .taskId(first.getId())
                        .userId("supervisor")
                        .property("assignee")
                        .count())
                .as("in the supervisor's name")
                .isOne();
    }

    @Test
    void noStepOfAnApprovalIsGivenToWhoWroteTheProposalNorToWhoStandsInForThem() {
        Task own = task("proposal-approval", "Task_CheckTerms", "lawyers", null);
        Task absents = task("proposal-approval", "Task_CheckTerms", "lawyers", null);
        proposalOf("lawyer", own);
        proposalOf("manager", absents);
        jdbc.update(
                "insert into substitution (id, absent, substitute, first_day, last_day, entered_by, entered_at, lock_version)"
                        + " values (nextval('id_seq'), 'manager', 'lawyer', ?, ?, 'admin', current_timestamp, 0)",
                LocalDate.now(clock),
                LocalDate.now(clock));
        try {
            long action = prepare(BulkKind.REASSIGN, SUPERVISOR);
            done(action, "lawyer", "Отпуск");

            assertThat(actions.outcomes(action)).isEqualTo(Map.of(BulkOutcome.REFUSED, 2));
            assertThat(whyNot(action))
                    .anyMatch(why -> why.contains("собственное предложение"))
                    .anyMatch(why -> why.contains("которого вы замещаете"));
            assertThat(assignee(own)).isNull();
            assertThat(assignee(absents)).isNull();
        } finally {
            jdbc.update("delete from substitution where substitute = 'lawyer'");
        }
    }

    private void proposalOf(String author, Task step) {
        String deal = runtime.createProcessInstanceQuery()
                .processInstanceId(step.getProcessInstanceId())
                .singleResult()
                .getBusinessKey();
        long proposal = transaction.execute(status -> proposals.assemble(
                deal,
                null,
                author,
                new Proposals.Draft(
                        LocalDate.now(clock).plusDays(30),
                        12,
                        null,
                        List.of(new Proposals.LineDraft(
                                "property", "Склад", new BigDecimal("1000000"), null, BigDecimal.TEN)))));
        runtime.setVariable(step.getProcessInstanceId(), ProposalApproval.PROPOSAL_ID.name(), proposal);
    }

    @Test
    void takenBackEachTaskGoesToWhomItWasTakenFrom() {
        Task first = ofSales("manager");
        Task second = ofSales(null);
        Task third = ofSales("manager");
        long action = prepare(BulkKind.REASSIGN, SUPERVISOR);
        assertThatThrownBy(() -> actions.undo(action, SUPERVISOR)).isInstanceOf(ConflictException.class);
        done(action, "manager2", "");
        tasks.setAssignee(third.getId(), "manager");

        long back = actions.undo(action, SUPERVISOR);
        done(back, null, null);

        assertThat(assignee(first)).isEqualTo("manager");
        assertThat(assignee(second)).isNull();
        assertThat(actions.outcomes(back))
                .containsOnly(Map.entry(BulkOutcome.DONE, 2), Map.entry(BulkOutcome.UNCHANGED, 1));
        assertThatThrownBy(() -> actions.undo(action, SUPERVISOR))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("уже вернули");
    }

    @Test
    void whatChangedMeanwhileIsLeftToWhoChangedIt() {
        Task taken = ofSales(null);
        Task ended = ofSales("manager");
        long action = prepare(BulkKind.REASSIGN, SUPERVISOR);
        tasks.setAssignee(taken.getId(), "manager");
        runtime.deleteProcessInstance(ended.getProcessInstanceId(), "ended");
        done(action, "manager2", "");

        assertThat(assignee(taken)).isEqualTo("manager");
        assertThat(whyNot(action))
                .anyMatch(why -> why.startsWith("Задачу за это время взял"))
                .contains("Задача уже завершена");
    }

    @Test
    void nobodyDoesInBulkWhatTheyMayNotDoAlone() {
        ofSales("manager");
        long action = prepare(BulkKind.REASSIGN, new Author("lawyer", List.of("lawyers")));
        done(action, "manager2", "");
        assertThat(whyNot(action)).containsExactly("У вас нет прав на эту задачу");

        long suspended = prepare(BulkKind.SUSPEND, new Author("manager", List.of("sales")));
        done(suspended, null, "Просто так");
        assertThat(whyNot(suspended)).containsExactly("У вас нет прав на это в этом процессе");
    }

    @Test
    void deadlinesAreExtendedByWorkingHoursForAReason() {
        Task task = ofSales("manager");
        Instant due = due(task);
        long action = prepare(BulkKind.EXTEND, SUPERVISOR);
        assertThatThrownBy(() -> actions.start(action, null, BigDecimal.TEN, ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("причину");
        for (BigDecimal wrong : Arrays.asList(null, BigDecimal.ZERO, BigDecimal.valueOf(901))) {
            assertThatThrownBy(() -> actions.start(action, null, wrong, "Ждём документы"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("рабочих часов");
        }
        actions.start(action, null, BigDecimal.valueOf(18), "Ждём документы");
        runJobs();

        assertThat(actions.outcomes(action)).containsOnly(Map.entry(BulkOutcome.DONE, 1));
        assertThat(due(task)).isAfter(due);
        assertThat(actions.get(action).hours()).isEqualByComparingTo("18");
        assertThatThrownBy(() -> actions.undo(action, SUPERVISOR)).isInstanceOf(RefusedException.class);
    }

    private Instant due(Task task) {
        return jdbc.queryForObject(
                        "select due_at from deadline where kind = 'TASK' and subject = ?",
                        java.time.OffsetDateTime.class,
                        task.getId())
                .toInstant();
    }

    @Test
    void processesStandStillForAReasonAndGoOn() {
        Task task = ofSales("manager");
        long action = prepare(BulkKind.SUSPEND, SUPERVISOR);
        assertThatThrownBy(() -> actions.start(action, null, null, "  но "))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("причину");
        done(action, null, "Клиент под проверкой");
        assertThat(tasks.createTaskQuery().taskId(task.getId()).suspended().count())
                .isOne();
        assertThat(actions.get(action).reason()).isEqualTo("Клиент под проверкой");

        long again = prepare(BulkKind.SUSPEND, SUPERVISOR);
        done(again, null, "Клиент под проверкой");
        assertThat(actions.outcomes(again)).containsOnly(Map.entry(BulkOutcome.UNCHANGED, 1));

        done(actions.undo(action, SUPERVISOR), null, null);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).active().count())
                .isOne();
    }

    @Test
    void pressedTwiceItIsDoneOnceAndCutOffItGoesOn() {
        Task first = ofSales("manager");
        Task second = ofSales("manager");
        long action = prepare(BulkKind.REASSIGN, SUPERVISOR);
        actions.start(action, "manager2", null, "");
        actions.start(action, "manager", null, "");
        assertThat(jobs()).hasSize(1);
        assertThat(actions.get(action).target()).isEqualTo("manager2");

        // The machine stops after the first task.
        jdbc.update(
                "update bulk_action_item set outcome = 'DONE' where action_id = ? and subject = ?",
                action,
                first.getId());
        management.deleteJob(jobs().get(0).getId());
        assertThatThrownBy(() -> actions.resume(action)).isInstanceOf(ConflictException.class);
        clock.move(Duration.ofMinutes(3));
        assertThat(actions.get(action).interrupted(clock.instant())).isTrue();
        actions.resume(action);
        runJobs();

        assertThat(actions.get(action).state()).isEqualTo(State.DONE);
        assertThat(assignee(first)).as("what was done is not done again").isEqualTo("manager");
        assertThat(assignee(second)).isEqualTo("manager2");
    }

    @Test
    void whatIsNotChosenOrNotKnownIsSaid() {
        Task task = ofSales("manager");
        BoardFilter nothing = new BoardFilter(Kind.TASK, Map.of(Cut.PRODUCT, "none-such"), null, null, null);
        assertThatThrownBy(() -> actions.prepare(BulkKind.REASSIGN, nothing, null, Sight.ALL, "Все", SUPERVISOR))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Отметьте задачи");
        assertThatThrownBy(() -> prepare(BulkKind.RETRY, SUPERVISOR))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("нет сбойных шагов");
        long forgotten = prepare(BulkKind.REASSIGN, SUPERVISOR, task);
        long action = prepare(BulkKind.REASSIGN, SUPERVISOR, task);
        assertThatThrownBy(() -> actions.get(forgotten)).isInstanceOf(java.util.NoSuchElementException.class);
        assertThatThrownBy(() -> actions.start(action, "nobody", null, "")).isInstanceOf(RefusedException.class);
        assertThat(actions.get(action).state()).isEqualTo(State.PREPARED);
    }
}
