package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.deal.Deal;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the engine does is told in its own transaction, by whoever it was done. */
class WorkEventsTest extends ProcessTest {

    private static final String ASSEMBLE = ProposalPreparation.TASK_ASSEMBLE_PROPOSAL;

    @Autowired
    private OwnWork ownWork;

    @Autowired
    private DealProcess process;

    @Autowired
    private JdbcTemplate jdbc;

    private List<Map<String, Object>> events(String deal, String... kinds) {
        return jdbc.queryForList(
                "select * from work_event where deal_number = ? and kind in ('" + String.join("', '", kinds)
                        + "') order by id",
                deal);
    }

    private AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> assertTask(
            String deal, String element) {
        return assertThat(jdbc.queryForList(
                        "select * from work_event where deal_number = ? and element = ? order by id", deal, element))
                .extracting(
                        row -> row.get("KIND"),
                        row -> row.get("ACTOR"),
                        row -> row.get("ASSIGNEE"),
                        row -> row.get("DETAIL"));
    }

    private void take(String user, Task task) {
        as(user, () -> tasks.claim(task.getId(), user));
    }

    @Test
    void aTaskIsCreatedTakenReturnedGivenAndCompleted() {
        String deal = dealOf(webForm(freshInn()));
        String owner = deal(deal).owner();
        propose(deal, 0);
        Task check = tasks.createTaskQuery()
                .processInstanceBusinessKey(deal)
                .taskCandidateGroup("underwriters")
                .singleResult();
        String element = check.getTaskDefinitionKey();
        Instant created = clock.instant();
        clock.move(Duration.ofMinutes(10));
        take("underwriter", check);
        clock.move(Duration.ofMinutes(5));
        as("underwriter", () -> tasks.setAssignee(check.getId(), null));
        clock.move(Duration.ofMinutes(15));
        as("supervisor", () -> tasks.setAssignee(check.getId(), "underwriter"));
        clock.move(Duration.ofMinutes(20));
        complete("underwriter", deal, element, with("decision", "approve"));

        assertTask(deal, element)
                .containsExactly(
                        tuple("TASK_CREATED", owner, null, null),
                        tuple("TASK_TAKEN", "underwriter", "underwriter", null),
                        tuple("TASK_RETURNED", "underwriter", null, "underwriter"),
                        tuple("TASK_REASSIGNED", "supervisor", "underwriter", null),
                        tuple("TASK_COMPLETED", "underwriter", "underwriter", null));
        List<Map<String, Object>> rows =
                jdbc.queryForList("select * from work_event where task_id = ? order by id", check.getId());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row)
                    .containsEntry("TASK_GROUP", "underwriters")
                    .containsEntry("ELEMENT_TYPE", "userTask")
                    .containsEntry("NAME", check.getName())
                    .containsEntry("CLIENT_ID", deal(deal).client().id())
                    .containsEntry("STAGE", "PROPOSAL_APPROVAL")
                    .containsEntry("INSTANCE_ID", check.getProcessInstanceId());
            assertThat((Integer) row.get("MODEL_VERSION")).isPositive();
        });
        assertThat(rows.stream().map(row -> row.get("PASSAGE")).distinct()).hasSize(1);
        Map<String, Object> done = rows.get(4);
        assertThat(moment(done, "BEGAN_AT")).isEqualTo(created);
        assertThat(moment(done, "TAKEN_AT")).isEqualTo(created.plus(Duration.ofMinutes(30)));
        assertThat(moment(done, "AT_")).isEqualTo(created.plus(Duration.ofMinutes(50)));
        assertThat(moment(done, "DUE_AT"))
                .isEqualTo(moment(rows.get(0), "DUE_AT"))
                .isEqualTo(check.getDueDate().toInstant());
        assertThat(done)
                .containsEntry("TOOK_MS", minutes(50))
                .containsEntry("TOOK_OFFICE_MS", minutes(50))
                .containsEntry("WAITED_MS", minutes(30))
                .containsEntry("WAITED_OFFICE_MS", minutes(30))
                .containsEntry("PAUSED_MS", 0L);
    }

    private static long minutes(int minutes) {
        return Duration.ofMinutes(minutes).toMillis();
    }

    private static Instant moment(Map<String, Object> row, String column) {
        return row.get(column) == null ? null : ((java.time.OffsetDateTime) row.get(column)).toInstant();
    }

    @Test
    void aTaskThatTheModelGivesToSomebodyIsTakenWhenItAppears() {
        String deal = dealOf(webForm(freshInn()));
        String owner = deal(deal).owner();

        assertTask(deal, ASSEMBLE).containsExactly(tuple("TASK_CREATED", null, owner, null));
        clock.move(Duration.ofMinutes(3));
        process.lose(deal, new Loss("no-budget", "Бюджета не будет", null, null, 6));
        assertTask(deal, ASSEMBLE)
                .containsExactly(tuple("TASK_CREATED", null, owner, null), tuple("TASK_CANCELLED", null, owner, null));
        assertThat(events(deal, "TASK_CANCELLED").get(0))
                .containsEntry("TOOK_MS", minutes(3))
                .containsEntry("WAITED_MS", 0L);
    }

    @Test
    void everyStepOfAnInstanceAndTheInstanceItselfAreToldAsTheEngineTellsItsHistory() {
        String deal = dealOf(webForm(freshInn()));
        propose(deal, 0);
        clock.move(Duration.ofHours(1));
        process.lose(deal, new Loss("no-budget", "Бюджета не будет", null, null, 6));

        List<Map<String, Object>> history = jdbc.queryForList(
                """
                select a.ACT_ID_ as element, a.ACT_TYPE_ as type, a.START_TIME_ as began, a.END_TIME_ as ended,
                  a.ACT_INST_STATE_ as state, a.PROC_DEF_KEY_ as process, v.VERSION_ as version
                from ACT_HI_ACTINST a join ACT_HI_PROCINST p on p.ID_ = a.PROC_INST_ID_ join ACT_RE_PROCDEF v on v.ID_ = a.PROC_DEF_ID_
                where p.BUSINESS_KEY_ = ? and a.END_TIME_ is not null""",
                deal);
        List<Map<String, Object>> told = jdbc.queryForList(
                """
                select e.* from work_event e
                where e.instance_id in (select ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ = ?)
                  and e.kind in ('STEP_DONE', 'STEP_CANCELLED', 'TASK_COMPLETED', 'TASK_CANCELLED') order by e.id""",
                deal);
        assertThat(history).hasSizeGreaterThan(20);
        assertThat(told.stream()
                        .map(row -> tuple(
                                row.get("PROCESS"),
                                row.get("MODEL_VERSION"),
                                row.get("ELEMENT"),
                                row.get("ELEMENT_TYPE"),
                                moment(row, "BEGAN_AT"),
                                moment(row, "AT_"),
                                row.get("KIND").toString().endsWith("CANCELLED"))))
                .containsExactlyInAnyOrderElementsOf(history.stream()
                        .map(row -> tuple(
                                row.get("PROCESS"),
                                row.get("VERSION"),
                                row.get("ELEMENT"),
                                row.get("TYPE"),
                                ((Timestamp) row.get("BEGAN")).toInstant(),
                                ((Timestamp) row.get("ENDED")).toInstant(),
                                row.get("STATE").equals(2)))
                        .toList());
        List<Map<String, Object>> whole = events(deal, "INSTANCE_STARTED", "INSTANCE_ENDED").stream()
                .filter(row -> Deal.KEY.equals(row.get("PROCESS")))
                .toList();
        assertThat(whole).extracting(row -> row.get("KIND")).containsExactly("INSTANCE_STARTED", "INSTANCE_ENDED");
        assertThat(moment(whole.get(1), "BEGAN_AT")).isEqualTo(moment(whole.get(0), "AT_"));
        assertThat(whole.get(0).get("ELEMENT")).isNotNull();
        assertThat(whole.get(1).get("ELEMENT")).isNotNull();
    }

    @Test
    void stagesAreEnteredAndLeftInTheOrderOfTheWorkThatMovesTheDeal() {
        String deal = dealOf(webForm(freshInn()));
        clock.move(Duration.ofMinutes(7));
        process.lose(deal, new Loss("no-budget", "Бюджета не будет", null, null, 6));

        assertThat(events(deal, "STAGE_ENTERED", "STAGE_LEFT"))
                .extracting(row -> row.get("KIND"), row -> row.get("STAGE"))
                .containsExactly(
                        tuple("STAGE_ENTERED", "NEEDS_ANALYSIS"),
                        tuple("STAGE_LEFT", "NEEDS_ANALYSIS"),
                        tuple("STAGE_ENTERED", "LOST"));
        assertThat(events(deal, "STAGE_LEFT").get(0))
                .containsEntry("TOOK_MS", minutes(7))
                .containsEntry("CLIENT_ID", deal(deal).client().id());
        assertThat(events(deal, "TASK_CANCELLED").get(0)).containsEntry("STAGE", "NEEDS_ANALYSIS");
        assertThat(events(deal, "TASK_CREATED").get(0)).containsEntry("STAGE", "NEEDS_ANALYSIS");
    }

    @Test
    void whatIsRolledBackWasNeverTold() {
        String deal = dealOf(webForm(freshInn()));
        String owner = deal(deal).owner();
        long before = count(deal);

        assertThatThrownBy(() -> complete(owner, deal, ASSEMBLE, with("startsOn", "2020-01-01")))
                .isInstanceOf(RuntimeException.class);
        transaction.executeWithoutResult(status -> {
            tasks.setAssignee(task(deal, ASSEMBLE).getId(), "manager2");
            status.setRollbackOnly();
        });

        assertThat(count(deal)).isEqualTo(before);
    }

    @Test
    void anInstanceThatSomebodyDeletesSaysWhyAndWho() {
        String deal = dealOf(webForm(freshInn()));
        String id = task(deal, ASSEMBLE).getProcessInstanceId();
        as("supervisor", () -> ownWork.run(() -> runtime.deleteProcessInstance(id, "Заведена по ошибке")));

        assertTask(deal, ASSEMBLE)
                .contains(tuple("TASK_CANCELLED", "supervisor", deal(deal).owner(), "Заведена по ошибке"));
        assertThat(jdbc.queryForMap("select * from work_event where instance_id = ? and kind = 'INSTANCE_ENDED'", id))
                .containsEntry("ACTOR", "supervisor")
                .containsEntry("DETAIL", "Заведена по ошибке")
                .containsEntry("ELEMENT", null);
    }

    private long count(String deal) {
        return jdbc.queryForObject("select count(*) from work_event where deal_number = ?", Long.class, deal);
    }
}
