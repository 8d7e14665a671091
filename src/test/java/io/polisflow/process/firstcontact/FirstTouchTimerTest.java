package io.polisflow.process.firstcontact;

import static io.polisflow.process.firstcontact.FirstContact.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.deal.Activity;
import java.time.Duration;
import java.time.LocalDateTime;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** The model waits for the planned touch wherever the calendar moves it. */
class FirstTouchTimerTest extends FirstContactSteps {

    @Test
    void theTaskComesWhenThePlannedTouchIsDue() {
        planned(TOMORROW);
        begin();

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isFalse();
        assertThat(dueAt()).isEqualTo(TOMORROW);
        clock.move(Duration.ofHours(29));
        runJob(deal, EVENT_TOUCH_DUE);

        Task task = task(deal, TASK_FIRST_TOUCH);
        assertThat(task.getName()).isEqualTo("Первое касание");
        assertThat(task.getAssignee()).isEqualTo("manager");
        assertThat(String.valueOf(tasks.getVariable(task.getId(), "touchText")))
                .contains("Звонок, 25.11.2026 15:00", "Анна", "Познакомиться");
        assertThat(LocalDateTime.ofInstant(task.getDueDate().toInstant(), clock.getZone()))
                .as("two working hours after the touch was due")
                .isEqualTo("2026-11-25T17:00");
    }

    @Test
    void aMoveInTheCalendarMovesTheTimerInTheSameTransaction() {
        long touch = planned(TOMORROW);
        begin();
        calendar.move(touch, TOMORROW.plusDays(1));
        assertThat(dueAt()).isEqualTo(TOMORROW.plusDays(1));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    calendar.move(touch, TOMORROW.plusDays(2));
                    throw new IllegalStateException("the screen failed after the move");
                }))
                .hasMessage("the screen failed after the move");
        assertThat(dueAt()).as("neither moved alone").isEqualTo(TOMORROW.plusDays(1));
        assertThat(calendarOfDeal().get(0).startsAt().atZone(clock.getZone()).toLocalDateTime())
                .isEqualTo(TOMORROW.plusDays(1));

        as("manager", () -> calendar.move(touch, TOMORROW.minusHours(4)));
        assertThat(dueAt()).as("a manager needs no grant in the engine").isEqualTo(TOMORROW.minusHours(4));
    }

    @Test
    void aMoveInAPausedDealMovesTheStoppedTimer() {
        long touch = planned(TOMORROW);
        begin();
        String waiting = instance(KEY, deal).getId();
        runtime.suspendProcessInstanceById(waiting);
        as("manager", () -> calendar.move(touch, TOMORROW.minusHours(3)));

        assertThat(dueAt()).isEqualTo(TOMORROW.minusHours(3));
        runtime.activateProcessInstanceById(waiting);
        clock.move(Duration.ofHours(26));
        runJob(deal, EVENT_TOUCH_DUE);
        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isTrue();
    }

    @Test
    void aTimerThatFiresTooEarlyWaitsForTheTouchAllTheSame() {
        planned(TOMORROW);
        begin();
        runJob(deal, EVENT_TOUCH_DUE);

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isFalse();
        assertThat(dueAt()).isEqualTo(TOMORROW);
    }

    @Test
    void aTouchPutOffWhileItsTaskIsOpenIsWaitedForAgain() {
        due();
        calendar.move(calendarOfDeal().get(0).id(), TOMORROW.plusDays(1));

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isFalse();
        assertThat(dueAt()).isEqualTo(TOMORROW.plusDays(1));
    }

    @Test
    void aCancelledTouchAsksAtOnceWhatToDo() {
        long touch = planned(TOMORROW);
        begin();
        calendar.cancel(touch);

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isTrue();
        assertThatThrownBy(() -> touched(interested())).hasMessageContaining("Как связались");
        touched(interested("heldKind", "EMAIL"));
        transaction.executeWithoutResult(status -> assertThat(deals.touchesOf(deal(deal)))
                .singleElement()
                .satisfies(held -> assertThat(held.kind()).isEqualTo(Activity.Kind.EMAIL)));
    }

    @Test
    void aDealWithoutAPlannedTouchIsAskedAboutAtOnce() {
        begin();

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isTrue();
    }

    @Test
    void aTouchHeldInTheCalendarIsNotHeldTwice() {
        due();
        calendar.hold(calendarOfDeal().get(0).id(), "manager", "Поговорили");
        touched(interested());

        transaction.executeWithoutResult(status -> assertThat(deals.touchesOf(deal(deal)))
                .extracting(Activity::heldBy)
                .containsOnly("manager"));
        assertThat(outcome("touchOutcome")).isEqualTo(INTERESTED);
    }

    @Test
    void aMoveInADealThatIsElsewhereTouchesNoModel() {
        long touch = planned(TOMORROW);

        calendar.move(touch, TOMORROW.plusDays(1));
        assertThat(calendarOfDeal().get(0).startsAt().atZone(clock.getZone()).toLocalDateTime())
                .isEqualTo(TOMORROW.plusDays(1));
    }
}
