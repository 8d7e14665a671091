package io.polisflow.process.policyrenewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.policy.Renewal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The wait for a policy's end: its day, what moves it, what ends it, and that nothing stays behind. */
class RenewalWaitTest extends RenewalCase {

    @Autowired
    private DealProcess dealProcess;

    @Autowired
    private TouchCalendar touches;

    @Test
    void theTalkBeginsFortyFiveDaysBeforeTheEndAndNotASecondEarlier() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        inForce(policy);

        Job timer = job(deal, PolicyRenewal.EVENT_RENEWAL_DUE);
        assertThat(timer.getDuedate()).isEqualTo(morning(LocalDate.of(2027, 11, 16)));
        assertThat(renewal(policy).dueOn()).isEqualTo(LocalDate.of(2027, 11, 16));
        clock.set(morning(LocalDate.of(2027, 11, 16)).minusSeconds(1));
        assertThat(ready(timer)).isZero();
        clock.move(Duration.ofSeconds(1));
        assertThat(ready(timer)).isEqualTo(1);
        comeDue(deal);

        assertThat(task(deal, PolicyRenewal.TASK_RENEW_CONTRACT).getAssignee())
                .isEqualTo(deal(deal).owner());
        assertThat(task(deal, PolicyRenewal.TASK_RENEW_CONTRACT).getDueDate())
                .isAfter(java.util.Date.from(morning(LocalDate.of(2027, 11, 16))));
        transaction.executeWithoutResult(status -> assertThat(deals.plannedTouchesOf(deal(deal)))
                .singleElement()
                .satisfies(touch -> {
                    assertThat(touch.owner()).isEqualTo(deal(deal).owner());
                    assertThat(touch.startsAt())
                            .isEqualTo(morning(LocalDate.of(2027, 11, 16)).plusSeconds(3600));
                    assertThat(touch.note()).contains("Продление договора", policy.number());
                }));
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.DUE);
        assertThat(jobs(deal)).isEmpty();
    }

    private long ready(Job timer) {
        return management
                .createJobQuery()
                .jobId(timer.getId())
                .duedateLowerThan(java.util.Date.from(clock.instant().plusMillis(1)))
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-04-20, 2027-03-05, Saturday",
        "2027-04-22, 2027-03-05, the holiday of 8 March on a Monday",
        "2027-02-14, 2026-12-30, New Year's Eve",
        "2027-02-19, 2026-12-30, the middle of the holidays",
        "2027-02-24, 2026-12-30, the last Sunday of the holidays",
        "2027-02-25, 2027-01-11, the first working day of the year"
    })
    void aDayOffMovesToTheWorkingDayBefore(LocalDate end, LocalDate expected, String why) {
        String deal = wonDeal();
        inForce(policyOf(deal, end));

        assertThat(job(deal, PolicyRenewal.EVENT_RENEWAL_DUE).getDuedate())
                .as(why)
                .isEqualTo(morning(expected));
    }

    @Test
    void aPolicyWhoseDayIsPastComesAtOnce() {
        String deal = wonDeal();
        inForce(policyOf(deal, LocalDate.of(2026, 12, 20)));

        Job timer = job(deal, PolicyRenewal.EVENT_RENEWAL_DUE);
        assertThat(timer.getDuedate()).isBefore(clock.instant());
        runJob(deal, PolicyRenewal.EVENT_RENEWAL_DUE);
        runJob(deal, PolicyRenewal.TASK_COMPARE_WITH_REGISTRY);
        assertThat(isOpen(deal, PolicyRenewal.TASK_RENEW_CONTRACT)).isTrue();
    }

    @Test
    void aTalkThatComesDueOutsideWorkingHoursIsPlannedForTheNextWorkingOnes() {
        String deal = wonDeal();
        inForce(policyOf(deal, LocalDate.of(2026, 12, 20)));
        // Friday evening.
        clock.set(morning(LocalDate.of(2026, 11, 27)).plus(Duration.ofMinutes(8 * 60 + 30)));
        runJob(deal, PolicyRenewal.EVENT_RENEWAL_DUE);
        runJob(deal, PolicyRenewal.TASK_COMPARE_WITH_REGISTRY);

        transaction.executeWithoutResult(status -> assertThat(deals.plannedTouchesOf(deal(deal)))
                .singleElement()
                .extracting(Activity::startsAt)
                .isEqualTo(morning(LocalDate.of(2026, 11, 30))));
    }

    @Test
    void anotherEndMovesTheTimerLaterAndEarlierAndToThePastAndLeavesNoneBehind() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        inForce(policy);

        changeEnd(policy, LocalDate.of(2028, 3, 31));
        assertThat(jobs(deal)).singleElement().satisfies(timer -> assertThat(timer.getDuedate())
                .isEqualTo(morning(LocalDate.of(2028, 2, 15))));
        changeEnd(policy, LocalDate.of(2027, 6, 30));
        assertThat(jobs(deal)).singleElement().satisfies(timer -> assertThat(timer.getDuedate())
                .isEqualTo(morning(LocalDate.of(2027, 5, 14))));
        changeEnd(policy, LocalDate.of(2027, 1, 5));
        assertThat(jobs(deal)).singleElement().satisfies(timer -> assertThat(timer.getDuedate())
                .isBefore(clock.instant()));
        assertThat(instances(deal)).isEqualTo(1);
        assertThat(renewal(policy).dueOn()).isEqualTo(LocalDate.of(2026, 11, 20));
        comeDueNow(deal);
        assertThat(isOpen(deal, PolicyRenewal.TASK_RENEW_CONTRACT)).isTrue();
    }

    private void comeDueNow(String deal) {
        runJob(deal, PolicyRenewal.EVENT_RENEWAL_DUE);
        runJob(deal, PolicyRenewal.TASK_COMPARE_WITH_REGISTRY);
    }

    private void changeEnd(Policy policy, LocalDate end) {
        policies.changeTerm(policy.number(), LocalDate.of(2026, 6, 1), end);
    }

    @Test
    void whatIsToldTwiceMovesOnce() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        inForce(policy);

        changeEnd(policy, LocalDate.of(2028, 3, 31));
        changeEnd(policy, LocalDate.of(2028, 3, 31));
        changed(deal, policy).correlate();

        assertThat(jobs(deal)).hasSize(1);
        assertThat(job(deal, PolicyRenewal.EVENT_RENEWAL_DUE).getDuedate())
                .isEqualTo(morning(LocalDate.of(2028, 2, 15)));
    }

    private MessageCorrelationBuilder changed(String deal, Policy policy) {
        return runtime.createMessageCorrelation(PolicyRenewal.MESSAGE_POLICY_CHANGED)
                .processInstanceBusinessKey(deal)
                .processInstanceVariableEquals("policyNumber", policy.number());
    }

    @Test
    void aChangeAndItsTimerAreOneTransaction() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        inForce(policy);
        String timer = job(deal, PolicyRenewal.EVENT_RENEWAL_DUE).getId();

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    changeEnd(policy, LocalDate.of(2028, 3, 31));
                    assertThat(jobs(deal))
                            .as("moved inside the transaction")
                            .extracting(Job::getId)
                            .isNotEqualTo(List.of(timer));
                    throw new IllegalStateException("the rest of the work fails");
                }))
                .hasMessage("the rest of the work fails");
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    policies.cancel(policy.number(), LocalDate.of(2026, 11, 24), "Продан объект");
                    assertThat(instances(deal)).isZero();
                    throw new IllegalStateException("the rest of the work fails");
                }))
                .hasMessage("the rest of the work fails");

        assertThat(jobs(deal)).singleElement().satisfies(job -> {
            assertThat(job.getId()).isEqualTo(timer);
            assertThat(job.getDuedate()).isEqualTo(morning(LocalDate.of(2027, 11, 16)));
        });
        assertThat(policies.byNumber(policy.number()).endsOn()).isEqualTo(END);
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.WAITING);
    }

    @Test
    void aLaterEndTakesTheOpenTaskBackAndWaitsAgain() {
        String deal = wonDeal();
        Policy policy = dueFor(deal);

        changeEnd(policy, LocalDate.of(2028, 6, 30));

        assertThat(isOpen(deal, PolicyRenewal.TASK_RENEW_CONTRACT)).isFalse();
        assertThat(jobs(deal)).hasSize(1);
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.WAITING);
        transaction.executeWithoutResult(
                status -> assertThat(deals.plannedTouchesOf(deal(deal))).isEmpty());
        comeDue(deal);
        transaction.executeWithoutResult(
                status -> assertThat(deals.plannedTouchesOf(deal(deal))).hasSize(1));
    }

    @Test
    void aDayThatTheClientAskedForStandsThroughAChangeUnlessItLiesBeyondTheNewEnd() {
        String deal = wonDeal();
        Policy policy = dueFor(deal);
        complete(
                deal(deal).owner(),
                deal,
                PolicyRenewal.TASK_RENEW_CONTRACT,
                talk("postpone", "postponeUntil", "2027-12-01"));

        changeEnd(policy, LocalDate.of(2027, 12, 15));
        assertThat(jobs(deal)).singleElement().satisfies(timer -> assertThat(timer.getDuedate())
                .isEqualTo(morning(LocalDate.of(2027, 12, 1))));
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.PAUSED);
        changeEnd(policy, LocalDate.of(2027, 11, 25));
        assertThat(jobs(deal)).singleElement().satisfies(timer -> assertThat(timer.getDuedate())
                .isBefore(clock.instant()));
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.WAITING);
        changeEnd(policy, LocalDate.of(2028, 1, 31));
        assertThat(jobs(deal)).singleElement().satisfies(timer -> assertThat(timer.getDuedate())
                .isEqualTo(morning(LocalDate.of(2027, 12, 17))));
    }

    @Test
    void aCancelledPolicyEndsTheWaitAndItsTimer() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        inForce(policy);
        String timer = job(deal, PolicyRenewal.EVENT_RENEWAL_DUE).getId();

        policies.cancel(policy.number(), LocalDate.of(2026, 12, 1), "Объект продан");
        policies.cancel(policy.number(), LocalDate.of(2026, 12, 1), "Объект продан");

        assertThat(instances(deal)).isZero();
        assertThat(management.createJobQuery().jobId(timer).count()).isZero();
        assertThat(ended(deal, PolicyRenewal.END_POLICY_CANCELLED)).isTrue();
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.CANCELLED);
        assertThatThrownBy(() -> changeEnd(policy, LocalDate.of(2028, 3, 31)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("расторгнут");
    }

    @Test
    void aPolicyCancelledWhileTheTaskIsOpenTakesTaskAndCalendarBack() {
        String deal = wonDeal();
        Policy policy = dueFor(deal);
        String open = task(deal, PolicyRenewal.TASK_RENEW_CONTRACT).getId();
        String owner = deal(deal).owner();

        policies.cancel(policy.number(), LocalDate.of(2027, 11, 16), null);

        assertThat(instances(deal)).isZero();
        assertThat(jobs(deal)).isEmpty();
        transaction.executeWithoutResult(
                status -> assertThat(deals.plannedTouchesOf(deal(deal))).isEmpty());
        as(owner, () -> assertThatThrownBy(() -> forms.submitTaskForm(open, talk("renew")))
                .hasMessageContaining("task"));
    }

    @Test
    void thePoliciesOfOneDealMoveEachForItself() {
        String deal = wonDeal("vhi");
        Policy first = policyOf(deal, END);
        Policy second = policyOf(deal, 2, "vhi", END);
        inForce(first);
        inForce(second);

        changeEnd(first, LocalDate.of(2028, 3, 31));
        assertThat(jobs(deal))
                .extracting(timer -> timer.getDuedate().toInstant())
                .containsExactlyInAnyOrder(morning(LocalDate.of(2028, 2, 15)), morning(LocalDate.of(2027, 11, 16)));
        policies.cancel(second.number(), LocalDate.of(2026, 12, 1), null);
        assertThat(jobs(deal)).singleElement().satisfies(timer -> assertThat(timer.getDuedate())
                .isEqualTo(morning(LocalDate.of(2028, 2, 15))));
    }

    @Test
    void aMessageBeforeThePolicyIsInForceIsHeardAsTheWaitBegins() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        changeEnd(policy, LocalDate.of(2028, 3, 31));
        inForce(policy);

        assertThat(job(deal, PolicyRenewal.EVENT_RENEWAL_DUE).getDuedate())
                .isEqualTo(morning(LocalDate.of(2028, 2, 15)));
    }

    @Test
    void aPolicyThatIsCancelledBeforeItIsInForceIsNotWaitedFor() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        policies.cancel(policy.number(), LocalDate.of(2026, 12, 1), null);
        inForce(policy);

        assertThat(instances(deal)).isZero();
        assertThat(ended(deal, PolicyRenewal.END_NOTHING_TO_WAIT_FOR)).isTrue();
    }

    @Test
    void aPolicyThatIsToldToBeInForceTwiceIsWaitedForOnce() {
        String deal = wonDeal();
        Policy policy = policyOf(deal, END);
        inForce(policy);
        inForce(policy);

        assertThat(instances(deal)).isEqualTo(1);
        assertThat(jobs(deal)).hasSize(1);
        policies.cancel(policy.number(), LocalDate.of(2026, 12, 1), null);
        inForce(policy);
        assertThat(instances(deal)).isZero();
    }

    @Test
    void aDealThatIsHandedOverTakesItsRenewalToTheNewManager() {
        String deal = wonDeal();
        inForce(policyOf(deal, END));
        String before = deal(deal).owner();
        String next = "manager".equals(before) ? "manager2" : "manager";
        dealProcess.handOver(deal, next);
        comeDue(deal);

        assertThat(task(deal, PolicyRenewal.TASK_RENEW_CONTRACT).getAssignee()).isEqualTo(next);
        transaction.executeWithoutResult(status -> assertThat(deals.plannedTouchesOf(deal(deal)))
                .singleElement()
                .extracting(Activity::owner)
                .isEqualTo(next));

        dealProcess.handOver(deal, before);
        assertThat(task(deal, PolicyRenewal.TASK_RENEW_CONTRACT).getAssignee()).isEqualTo(before);
        transaction.executeWithoutResult(status -> assertThat(deals.plannedTouchesOf(deal(deal)))
                .singleElement()
                .extracting(Activity::owner)
                .isEqualTo(before));
        complete(before, deal, PolicyRenewal.TASK_RENEW_CONTRACT, talk("postpone", "postponeUntil", "2027-12-01"));
        transaction.executeWithoutResult(
                status -> assertThat(deals.touchesOf(deal(deal))).hasSize(1));
    }

    @Test
    void aTouchThatTheManagerTookFromTheCalendarHindersNothing() {
        String deal = wonDeal();
        Policy policy = dueFor(deal);
        transaction.executeWithoutResult(status ->
                touches.cancel(deals.plannedTouchesOf(deal(deal)).get(0).id()));

        complete(
                deal(deal).owner(),
                deal,
                PolicyRenewal.TASK_RENEW_CONTRACT,
                talk("postpone", "postponeUntil", "2027-12-01"));

        assertThat(history(deal)).contains("Разговор о продлении: Поговорили");
        assertThat(renewal(policy).state()).isEqualTo(Renewal.State.PAUSED);
    }
}
