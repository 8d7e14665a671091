package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.deal.Deal;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import io.polisflow.process.sla.DeadlineActions.Outcome;
import io.polisflow.process.sla.DeadlineActions.Why;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What people may do to a deadline, and what is kept of it. */
class DeadlineActionsTest extends ProcessTest {

    @Autowired
    DeadlineActions actions;

    @Autowired
    Deadlines deadlines;

    @Autowired
    DealProcess process;

    @Autowired
    WorkingCalendars calendars;

    @Autowired
    JdbcTemplate jdbc;

    private String deal;
    private String owner;
    private Task task;

    @BeforeEach
    void aTaskOfADeal() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        task = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);
    }

    private Outcome as(String user, Supplier<Outcome> action) {
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        as(user, () -> outcome.set(action.get()));
        return outcome.get();
    }

    private Deadline row() {
        return deadlines.ofTask(task.getId()).orElseThrow();
    }

    private Date due() {
        return tasks.createTaskQuery().taskId(task.getId()).singleResult().getDueDate();
    }

    private static void refused(Outcome outcome, Why why, String field) {
        assertThat(outcome.isDone()).isFalse();
        assertThat(outcome.refusal().why()).isEqualTo(why);
        assertThat(outcome.refusal().field()).isEqualTo(field);
        assertThat(outcome.refusal().message()).isNotBlank();
    }

    private String detail(String kind) {
        return jdbc.queryForObject(
                "select detail from work_event where task_id = ? and kind = ?", String.class, task.getId(), kind);
    }

    @Test
    void aSupervisorExtendsWithAReasonThatIsKept() {
        Deadline before = row();
        Outcome done = as("supervisor", () -> actions.extend(task.getId(), BigDecimal.valueOf(4), "Клиент в отпуске"));

        assertThat(done.isDone()).isTrue();
        Instant later = calendars.country().plus(before.began(), BigDecimal.valueOf(12));
        assertThat(done.deadline()).isEqualTo(row());
        assertThat(row().dates().dueAt()).isEqualTo(later);
        assertThat(row().dates().warnAt()).isEqualTo(calendars.country().plus(before.began(), BigDecimal.valueOf(9)));
        assertThat(due()).isEqualTo(Date.from(later));
        assertThat(detail("DEADLINE_EXTENDED")).isEqualTo("+4 раб. ч. Клиент в отпуске");
        assertThat(history(deal)).anyMatch(line -> line.contains("продлён на 4 раб. ч") && line.contains("в отпуске"));
        assertThat(as("head", () -> actions.extend(task.getId(), BigDecimal.ONE, "Ещё час"))
                        .isDone())
                .as("the deal belongs to no branch, so any head may")
                .isTrue();
    }

    @Test
    void whatIsWrongIsRefusedAndChangesNothing() {
        Deadline before = row();
        refused(as(owner, () -> actions.extend(task.getId(), BigDecimal.ONE, "Надо")), Why.FORBIDDEN, null);
        refused(as("supervisor", () -> actions.extend(task.getId(), BigDecimal.ONE, " ")), Why.WRONG, "reason");
        refused(as("supervisor", () -> actions.extend(task.getId(), BigDecimal.ZERO, "Надо")), Why.WRONG, "hours");
        refused(as("supervisor", () -> actions.extend(task.getId(), null, "Надо")), Why.WRONG, "hours");
        refused(as("supervisor", () -> actions.extend("no-task", BigDecimal.ONE, "Надо")), Why.MISSING, null);
        refused(as("underwriter", () -> actions.stopClock(task.getId(), "Надо")), Why.FORBIDDEN, null);
        refused(as(owner, () -> actions.stopClock(task.getId(), null)), Why.WRONG, "reason");
        refused(as(owner, () -> actions.resumeClock(task.getId())), Why.CONFLICT, null);
        refused(as(owner, () -> actions.reassign(task.getId(), "manager2")), Why.FORBIDDEN, null);
        assertThat(row()).isEqualTo(before);
    }

    @Test
    void whoeverHasATaskStopsItsClockWhileTheClientOwesAnAnswer() {
        Instant was = row().dates().dueAt();
        clock.move(Duration.ofHours(1));
        assertThat(as(owner, () -> actions.stopClock(task.getId(), "Ждём документы клиента"))
                        .isDone())
                .isTrue();
        assertThat(due()).as("in no list of what is late").isNull();
        assertThat(row().state(Instant.MAX)).isEqualTo(DeadlineState.PAUSED);
        refused(as(owner, () -> actions.stopClock(task.getId(), "ещё раз")), Why.CONFLICT, null);

        clock.move(Duration.ofDays(1));
        assertThat(as(owner, () -> actions.resumeClock(task.getId())).isDone()).isTrue();
        assertThat(row().dates().dueAt()).isEqualTo(was.plus(Duration.ofDays(1)));
        assertThat(due()).isEqualTo(Date.from(was.plus(Duration.ofDays(1))));
        assertThat(detail("CLOCK_STOPPED")).isEqualTo("Ждём документы клиента");
        assertThat(history(deal)).anyMatch(line -> line.contains("остановлены. Причина: Ждём документы клиента"));
    }

    @Test
    void theClockOfAPausedDealGoesOnWithTheDeal() {
        assertThat(as(owner, () -> actions.stopClock(task.getId(), "Ждём документы клиента"))
                        .isDone())
                .isTrue();
        process.pause(deal, LocalDate.of(2026, 12, 15), null);
        runJob(deal, Deal.TASK_SUSPEND_WORK);
        process.resume(deal);
        assertThat(row().run().stop().reason())
                .as("whoever stopped it starts it")
                .isEqualTo("Ждём документы клиента");
        as(owner, () -> actions.resumeClock(task.getId()));

        process.pause(deal, LocalDate.of(2026, 12, 15), null);
        refused(as("supervisor", () -> actions.resumeClock(task.getId())), Why.CONFLICT, null);
    }

    @Test
    void aTaskGoesToSomebodyOfItsGroup() {
        propose(deal, 0);
        task = task(deal, ProposalApproval.TASK_CHECK_TARIFF);
        refused(as("supervisor", () -> actions.reassign(task.getId(), "lawyer")), Why.WRONG, "user");
        assertThat(as("supervisor", () -> actions.reassign(task.getId(), "underwriter"))
                        .isDone())
                .isTrue();
        assertThat(task(deal, ProposalApproval.TASK_CHECK_TARIFF).getAssignee()).isEqualTo("underwriter");
        assertThat(row().assignee()).isEqualTo("underwriter");
        refused(as("supervisor", () -> actions.reassign(task.getId(), "underwriter")), Why.CONFLICT, "user");
        assertThat(history(deal)).anyMatch(line -> line.contains("передана: никто не взял"));
    }
}
