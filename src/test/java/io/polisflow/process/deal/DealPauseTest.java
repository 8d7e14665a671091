package io.polisflow.process.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A deal stands still and goes on, and changes hands in between. */
class DealPauseTest extends ProcessTest {

    private static final LocalDate UNTIL = LocalDate.of(2026, 12, 15);

    @Autowired
    private DealProcess process;

    @Autowired
    private TouchCalendar calendar;

    private String deal;
    private String owner;

    @BeforeEach
    void aDealInPreparation() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
    }

    @Test
    void aPausedDealStandsStillUntilItsDay() {
        process.pause(deal, UNTIL, "Ждут бюджет");
        runJob(deal, Deal.TASK_SUSPEND_WORK);

        assertThat(deal(deal).stage()).isEqualTo(Stage.PAUSED);
        assertThat(deal(deal).pausedUntil()).isEqualTo(UNTIL);
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(deal)
                        .taskDefinitionKey(ProposalPreparation.TASK_ASSEMBLE_PROPOSAL)
                        .active()
                        .count())
                .isZero();
        assertThat(job(deal, Deal.EVENT_PAUSE_OVER).getDuedate())
                .isEqualTo(UNTIL.atTime(9, 0).atZone(clock.getZone()).toInstant());
        runJob(deal, Deal.EVENT_PAUSE_OVER);

        assertThat(deal(deal).stage()).isEqualTo(Stage.NEEDS_ANALYSIS);
        assertThat(task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).isSuspended())
                .isFalse();
        assertThat(ended(deal, Deal.END_DEAL_RESUMED)).isTrue();
    }

    @Test
    void itMayGoOnEarlierAndBePausedAgain() {
        assertThatThrownBy(() -> process.resume(deal)).hasMessageContaining("не на паузе");
        process.pause(deal, UNTIL, null);
        runJob(deal, Deal.TASK_SUSPEND_WORK);
        assertThatThrownBy(() -> process.pause(deal, UNTIL, null)).hasMessageContaining("уже на паузе");
        process.resume(deal);
        assertThat(deal(deal).stage()).isEqualTo(Stage.NEEDS_ANALYSIS);

        process.pause(deal, UNTIL, null);
        assertThat(deal(deal).stage()).isEqualTo(Stage.PAUSED);
    }

    @Test
    void aPauseNeedsALaterDay() {
        for (LocalDate bad : new LocalDate[] {null, LocalDate.now(clock), LocalDate.of(2030, 1, 1)}) {
            assertThatThrownBy(() -> process.pause(deal, bad, null)).isInstanceOf(RefusedException.class);
        }
        assertThat(deal(deal).stage()).isEqualTo(Stage.NEEDS_ANALYSIS);
    }

    @Test
    void aPausedDealCanBeLostAndNothingIsLeft() {
        process.pause(deal, UNTIL, null);
        runJob(deal, Deal.TASK_SUSPEND_WORK);
        process.lose(deal, new Loss("no-budget", "Бюджета не будет", null, null, 6));

        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(deal).count())
                .isZero();
        assertThat(instance(Deal.KEY, deal)).isNull();
        assertThatThrownBy(() -> process.resume(deal)).hasMessageContaining("уже закрыта");
    }

    @Test
    void consentIsAskedForOnlyDuringTheTalks() {
        assertThatThrownBy(() -> process.agree(deal))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("пока идут переговоры");
    }

    @Test
    void aDealInFlightChangesHandsWithItsTasksAndItsCalendar() {
        String other = owner.equals("manager") ? "manager2" : "manager";
        long touch = transaction.execute(status -> calendar.plan(
                        deal,
                        new TouchCalendar.Plan(
                                Activity.Kind.MEETING, LocalDateTime.now(clock).plusDays(1), "Офис", null, null))
                .id());
        as("head", () -> process.handOver(deal, other));

        assertThat(deal(deal).owner()).isEqualTo(other);
        assertThat(task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getAssignee())
                .isEqualTo(other);
        transaction.executeWithoutResult(
                status -> assertThat(calendar.get(touch).owner()).isEqualTo(other));
        assertThat(runtime.createVariableInstanceQuery().variableName("dealOwner").list().stream()
                        .filter(variable -> runtime.createProcessInstanceQuery()
                                        .processInstanceId(variable.getProcessInstanceId())
                                        .processInstanceBusinessKey(deal)
                                        .count()
                                > 0))
                .isNotEmpty()
                .allMatch(variable -> other.equals(variable.getValue()));
        assertThatThrownBy(() -> process.handOver(deal, "lawyer")).hasMessageContaining("менеджера");
        assertThatThrownBy(() -> process.handOver(deal, other)).hasMessageContaining("уже у этого");
    }

    @Test
    void aPausedDealChangesHandsToo() {
        process.pause(deal, UNTIL, null);
        runJob(deal, Deal.TASK_SUSPEND_WORK);
        String other = owner.equals("manager") ? "manager2" : "manager";
        process.handOver(deal, other);
        process.resume(deal);

        assertThat(task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getAssignee())
                .isEqualTo(other);
    }
}
