package io.polisflow.crm.worklog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What is told of work stays, in order, with the times that can be counted; each subclass on one database. */
abstract class WorkLogTest extends DatabaseTest {

    @Autowired
    protected WorkLog log;

    @Autowired
    private PlatformTransactionManager transactions;

    private String instance;

    @BeforeEach
    void anInstance() {
        instance = UUID.randomUUID().toString();
    }

    private WorkEvent event(Kind kind, String task, int minute, String assignee) {
        Instant at = clock.instant().plus(Duration.ofMinutes(minute));
        WorkEvent.Span span = kind.endsTask() ? new WorkEvent.Span(null, null, at, 0) : null;
        return new WorkEvent(
                at,
                kind,
                new WorkEvent.Model("deal", 1, instance),
                new WorkEvent.Step(task, "Task_Test", "userTask", "Проверить", task),
                null,
                "manager",
                assignee,
                kind == Kind.TASK_CREATED ? "sales" : null,
                span,
                null);
    }

    private void told(WorkEvent... events) {
        transaction.executeWithoutResult(status -> log.append(List.of(events)));
    }

    private List<Map<String, Object>> rows() {
        return jdbc.queryForList("select * from work_event where instance_id = ? order by id", instance);
    }

    private Map<String, Object> last() {
        List<Map<String, Object>> rows = rows();
        return rows.get(rows.size() - 1);
    }

    private static long minutes(int minutes) {
        return Duration.ofMinutes(minutes).toMillis();
    }

    @Test
    void theDatabaseRefusesToChangeOrDeleteWhatHappened() {
        String task = UUID.randomUUID().toString();
        told(event(Kind.TASK_CREATED, task, 0, null));

        for (String statement : List.of(
                "update work_event set actor = 'nobody' where instance_id = ?",
                "delete from work_event where instance_id = ?")) {
            assertThatThrownBy(() -> jdbc.update(statement, instance))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
        assertThat(last()).containsEntry("kind", "TASK_CREATED").containsEntry("actor", "manager");
    }

    @Test
    void waitingEndsWhenSomebodyTakesItWhoKeepsIt() {
        String task = UUID.randomUUID().toString();
        told(event(Kind.TASK_CREATED, task, 0, null));
        told(event(Kind.TASK_TAKEN, task, 10, "a"), event(Kind.TASK_RETURNED, task, 12, null));
        told(event(Kind.TASK_TAKEN, task, 30, "b"), event(Kind.TASK_REASSIGNED, task, 40, "c"));
        told(event(Kind.TASK_COMPLETED, task, 60, "c"));

        assertThat(last())
                .containsEntry("took_ms", minutes(60))
                .containsEntry("waited_ms", minutes(30))
                .containsEntry("took_office_ms", minutes(60))
                .containsEntry("waited_office_ms", minutes(30))
                .containsEntry("task_group", "sales");
    }

    @Test
    void aTaskThatNobodyTookWaitedToItsEnd() {
        String task = UUID.randomUUID().toString();
        told(event(Kind.TASK_CREATED, task, 0, null), event(Kind.TASK_CANCELLED, task, 45, null));

        assertThat(last())
                .containsEntry("took_ms", minutes(45))
                .containsEntry("waited_ms", minutes(45))
                .containsEntry("taken_at", null);
    }

    @Test
    void aStoppedClockCountsForNeitherWaitingNorWorking() {
        String task = UUID.randomUUID().toString();
        told(event(Kind.TASK_CREATED, task, 0, null), event(Kind.CLOCK_STOPPED, task, 5, null));
        told(event(Kind.TASK_TAKEN, task, 10, "a"));
        // Twice, as a deal and its task may both be stopped.
        told(event(Kind.CLOCK_STOPPED, task, 15, "a"), event(Kind.CLOCK_RESUMED, task, 20, "a"));
        told(event(Kind.CLOCK_STOPPED, task, 50, "a"), event(Kind.TASK_COMPLETED, task, 60, "a"));

        assertThat(last())
                .containsEntry("took_ms", minutes(35))
                .containsEntry("waited_ms", minutes(5))
                .containsEntry("paused_ms", minutes(25));
    }

    @Test
    void officeHoursLeaveOutTheNightTheWeekendAndWhatWasStopped() {
        String task = UUID.randomUUID().toString();
        int days = 24 * 60;
        // Tuesday, 10:00 to Monday, 10:00, taken on Thursday at 10:00, stopped on Friday from 10:00 to 12:00.
        told(
                event(Kind.TASK_CREATED, task, 0, null),
                event(Kind.TASK_TAKEN, task, 2 * days, "a"),
                event(Kind.CLOCK_STOPPED, task, 3 * days, "a"),
                event(Kind.CLOCK_RESUMED, task, 3 * days + 120, "a"),
                event(Kind.TASK_COMPLETED, task, 6 * days, "a"));

        assertThat(last())
                .containsEntry("took_office_ms", minutes((8 + 9 + 9 + 9 + 1 - 2) * 60))
                .containsEntry("waited_office_ms", minutes((8 + 9 + 1) * 60))
                .containsEntry("took_ms", minutes(6 * days - 120));
    }

    @Test
    void aClockThatRunsBackwardsMakesNoTime() {
        String task = UUID.randomUUID().toString();
        told(event(Kind.TASK_CREATED, task, 0, null), event(Kind.TASK_TAKEN, task, -30, "a"));
        told(event(Kind.TASK_COMPLETED, task, -10, "a"));

        assertThat(rows())
                .extracting(row -> row.get("kind"))
                .containsExactly("TASK_CREATED", "TASK_TAKEN", "TASK_COMPLETED");
        assertThat(last()).containsEntry("took_ms", 0L).containsEntry("waited_ms", 0L);
    }

    @Test
    void eventsOfOneTransactionAreWrittenInTheOrderInWhichTheyWereToldAndOnlyWithIt() {
        assertThatThrownBy(() -> log.append(List.of())).isInstanceOf(IllegalTransactionStateException.class);
        TransactionTemplate own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(status -> {
            log.append(() -> event(Kind.TASK_CREATED, "t1", 0, null));
            own.executeWithoutResult(other -> log.append(List.of(event(Kind.TASK_CREATED, "t2", 0, null))));
            log.append(() -> null);
            log.append(List.of(event(Kind.TASK_TAKEN, "t1", 1, "a")));
            assertThat(rows()).extracting(row -> row.get("task_id")).containsExactly("t2");
        });
        transaction.executeWithoutResult(status -> {
            log.append(List.of(event(Kind.TASK_TAKEN, "t2", 1, "a")));
            status.setRollbackOnly();
        });

        assertThat(rows())
                .extracting(row -> row.get("task_id"), row -> row.get("kind"))
                .containsExactly(tuple("t2", "TASK_CREATED"), tuple("t1", "TASK_CREATED"), tuple("t1", "TASK_TAKEN"));
    }

    @Test
    void manyEventsOfOneTransactionKeepTheirOrder() {
        List<WorkEvent> many = IntStream.range(0, 6000)
                .mapToObj(i -> event(Kind.DEADLINE_MOVED, "t" + i, 0, null))
                .toList();
        told(many.toArray(WorkEvent[]::new));

        assertThat(rows())
                .extracting(row -> row.get("task_id"))
                .containsExactlyElementsOf(
                        many.stream().map(event -> (Object) event.step().task()).toList());
    }

    @Test
    void clientAndStageOfADealAreFoundAndAStopOfItsClockCountsForItsStage() {
        io.polisflow.crm.deal.Deal deal = deal();
        WorkEvent.Deal number = new WorkEvent.Deal(deal.number(), null, null);
        transaction.executeWithoutResult(status -> {
            log.append(List.of(ofDeal(Kind.CLOCK_STOPPED, 10, number)));
            log.append(List.of(ofDeal(Kind.CLOCK_RESUMED, 40, number)));
        });
        clock.move(Duration.ofMinutes(90));
        transaction.executeWithoutResult(
                status -> deals.reachStage(deal.number(), io.polisflow.crm.deal.Stage.PROPOSAL_PREPARATION));

        List<Map<String, Object>> rows =
                jdbc.queryForList("select * from work_event where deal_number = ? order by id", deal.number());
        assertThat(rows)
                .extracting(row -> row.get("kind"), row -> row.get("stage"), row -> row.get("client_id"))
                .containsExactly(
                        tuple("STAGE_ENTERED", "NEEDS_ANALYSIS", deal.client().id()),
                        tuple("CLOCK_STOPPED", "NEEDS_ANALYSIS", deal.client().id()),
                        tuple("CLOCK_RESUMED", "NEEDS_ANALYSIS", deal.client().id()),
                        tuple("STAGE_LEFT", "NEEDS_ANALYSIS", deal.client().id()),
                        tuple(
                                "STAGE_ENTERED",
                                "PROPOSAL_PREPARATION",
                                deal.client().id()));
        assertThat(rows.get(3))
                .containsEntry("paused_ms", minutes(30))
                .containsEntry("took_ms", minutes(60))
                .containsEntry("took_office_ms", minutes(60));
    }

    private WorkEvent ofDeal(Kind kind, int minute, WorkEvent.Deal deal) {
        return new WorkEvent(
                clock.instant().plus(Duration.ofMinutes(minute)),
                kind,
                null,
                null,
                deal,
                "head",
                null,
                null,
                null,
                "Ждём клиента");
    }
}
