package io.polisflow.process.models.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.process.deal.Deal;
import io.polisflow.process.models.migration.MovedInstance.Forecast;
import io.polisflow.process.models.migration.MovedInstance.Outcome;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What waits goes on waiting: timers ring when they were to, jobs are not done twice, called models and messages stay theirs. */
class MigrationOfWaitingWorkTest extends MigrationCase {

    @Autowired
    private DealProcess process;

    @Test
    void timersRingWhenTheyWereToRing() {
        String key = "contract-signing";
        int old = deploy(EditedModel.of(key), key);
        Instant remindAt = clock.instant().plus(Duration.ofDays(3));
        String instance = standingAt(
                key,
                "Gateway_AwaitAnswer",
                openDeal(),
                Map.of("remindAt", Date.from(remindAt), "remindAgainAt", Date.from(remindAt), "signState", "waiting"));
        Map<String, Date> due = timers(instance);
        assertThat(due).hasSize(2);
        int now = deploy(
                EditedModel.of(key)
                        .with(">PT15M<", ">PT2H<")
                        .with(">${remindAt}<", ">${remindAgainAt}<")
                        .renamed(
                                "Start_ThreeDays",
                                "Start_LongSilence",
                                "Прошло 3 рабочих дня",
                                "Прошло 3 дня без ответа"),
                key);
        clock.move(Duration.ofMinutes(5));

        long id = rehearsed(key, old, now);
        assertThat(migrations.steps(id))
                .filteredOn(MappedStep::renamed)
                .extracting(MappedStep::target)
                .containsExactly("Start_LongSilence");
        assertThat(migrations.timers(id)).isEmpty();
        migrations.start(id, WHY, "analyst");
        runJobs();

        assertThat(versionOf(instance)).isEqualTo(now);
        assertThat(timers(instance).values()).containsExactlyInAnyOrderElementsOf(due.values());
        assertThat(timers(instance)).as("the same jobs, not new ones").containsExactlyInAnyOrderEntriesOf(due);
        assertThat(runtime.createEventSubscriptionQuery()
                        .processInstanceId(instance)
                        .list())
                .extracting(subscription -> subscription.getEventName())
                .containsExactlyInAnyOrder("contract.signed", "contract.refused");
    }

    private Map<String, Date> timers(String instance) {
        return management.createJobQuery().processInstanceId(instance).timers().list().stream()
                .collect(Collectors.toMap(Job::getId, Job::getDuedate));
    }

    @Test
    void aNewTimerOfAPausedDealWaitsForTheDealToo() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        String paused = approvalAt(TERMS);
        String running = approvalAt(TERMS);
        runtime.suspendProcessInstanceById(paused);
        int now =
                deploy(EditedModel.of(APPROVAL).withTimer(TERMS, "Event_Late", "Юрист молчит", after("P3D")), APPROVAL);
        long id = rehearsed(APPROVAL, old, now);
        assertThat(migrations.timers(id))
                .containsExactly("Таймер «Юрист молчит» появится: отсчёт начнётся с минуты переноса");
        migrations.start(id, WHY, "analyst");
        runJobs();

        assertThat(migrations.outcomes(id)).containsOnly(entry(Outcome.MOVED, 2));
        assertThat(management
                        .createJobQuery()
                        .processInstanceId(paused)
                        .timers()
                        .singleResult()
                        .isSuspended())
                .isTrue();
        assertThat(management
                        .createJobQuery()
                        .processInstanceId(running)
                        .timers()
                        .singleResult()
                        .isSuspended())
                .isFalse();
        assertThat(tasks.createTaskQuery().processInstanceId(paused).active().count())
                .isZero();
        runtime.activateProcessInstanceById(paused);
        assertThat(management
                        .createJobQuery()
                        .processInstanceId(paused)
                        .timers()
                        .active()
                        .count())
                .isOne();

        long back = migrations.takeBack(id, "analyst");
        runJobs();
        assertThat(migrations.timers(back)).containsExactly("Таймер «Юрист молчит» исчезнет: в новой версии его нет");
    }

    @Test
    void aFaultHitsOnlyTheInstanceWhoseItIs() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        Map<String, Object> known = Map.of("nextApprover", "2026-12-24T10:00:00");
        List<String> good = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            good.add(standingAt(APPROVAL, TERMS, openDeal(), known));
        }
        String bad = approvalAt(TERMS);
        int now = deploy(
                EditedModel.of(APPROVAL)
                        .withTimer(
                                TERMS,
                                "Event_Late",
                                "Юрист молчит",
                                "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${nextApprover}</bpmn:timeDate>"),
                APPROVAL);
        long id = moved(APPROVAL, old, now);

        assertThat(migrations.outcomes(id)).containsOnly(entry(Outcome.MOVED, 3), entry(Outcome.STAYED, 1));
        assertThat(versionOf(bad)).isEqualTo(old);
        assertThat(timers(bad)).isEmpty();
        assertThat(good).allSatisfy(instance -> {
            assertThat(versionOf(instance)).isEqualTo(now);
            assertThat(timers(instance)).hasSize(1);
        });
        assertThat(stayed(id).get(0).reason()).startsWith("Технический сбой");

        runtime.setVariables(bad, known);
        migrations.retry(id);
        runJobs();
        assertThat(versionOf(bad)).isEqualTo(now);
    }

    @Test
    void aStepThatIsBeingDoneIsWaitedForAndOneThatFailedMovesWithItsFault() {
        String key = ProposalPreparation.KEY;
        int old = deploy(EditedModel.of(key), key);
        String calculation = ProposalPreparation.TASK_CALCULATE_PREMIUM;
        String busy = standingAt(key, calculation, openDeal(), Map.of());
        String failed = standingAt(key, calculation, openDeal(), Map.of());
        management.setJobRetries(jobOf(failed).getId(), 0);
        lock(busy, clock.instant().plus(Duration.ofMinutes(5)));
        int now = deploy(EditedModel.of(key).with("Рассчитать", "Посчитать"), key);

        long id = rehearsed(key, old, now);
        assertThat(migrations.forecasts(id)).containsOnly(entry(Forecast.CAN, 1), entry(Forecast.BUSY, 1));
        migrations.start(id, WHY, "analyst");
        management.executeJob(jobs().get(0).getId());
        assertThat(migrations.outcomes(id)).containsOnly(entry(Outcome.MOVED, 1));
        assertThat(versionOf(busy)).isEqualTo(old);
        assertThat(runtime.createIncidentQuery()
                        .processInstanceId(failed)
                        .singleResult()
                        .getProcessDefinitionId())
                .isEqualTo(jobOf(failed).getProcessDefinitionId());
        management.executeJob(jobs().get(0).getId());
        assertThat(jobs().get(0).getDuedate())
                .as("it is not asked again at once")
                .isAfter(clock.instant());

        lock(busy, null);
        runJobs();
        assertThat(migrations.outcomes(id)).containsOnly(entry(Outcome.MOVED, 2));
        assertThat(versionOf(busy)).isEqualTo(now);
    }

    @Test
    void oneThatIsBusyForLongStays() {
        String key = ProposalPreparation.KEY;
        int old = deploy(EditedModel.of(key), key);
        String busy = standingAt(key, ProposalPreparation.TASK_CALCULATE_PREMIUM, openDeal(), Map.of());
        lock(busy, clock.instant().plus(Duration.ofMinutes(5)));
        int now = deploy(EditedModel.of(key).with("Рассчитать", "Посчитать"), key);
        long id = moved(key, old, now);

        assertThat(stayed(id)).singleElement().satisfies(instance -> {
            assertThat(instance.attempts()).isEqualTo(MigrationWork.MOST_ATTEMPTS);
            assertThat(instance.reason()).isEqualTo("Сейчас выполняется её автоматический шаг");
        });
        assertThat(versionOf(busy)).isEqualTo(old);
    }

    private JobEntity jobOf(String instance) {
        return (JobEntity)
                management.createJobQuery().processInstanceId(instance).singleResult();
    }

    /** As the job executor does while it works on the job. */
    private void lock(String instance, Instant until) {
        jdbc.update(
                "update ACT_RU_JOB set LOCK_OWNER_ = ?, LOCK_EXP_TIME_ = ? where ID_ = ?",
                until == null ? null : "another node",
                until == null ? null : Timestamp.from(until),
                jobOf(instance).getId());
    }

    @Test
    void theFrameOfADealMovesWhileItsCalledModelsGoOn() {
        int old = deploy(EditedModel.of(Deal.KEY), Deal.KEY);
        String deal = dealOf(webForm(freshInn()));
        String frame = instance(Deal.KEY, deal).getId();
        String called = instance(ProposalPreparation.KEY, deal).getId();
        int now = deploy(
                EditedModel.of(Deal.KEY)
                        .renamed(
                                "Sub_Lost",
                                "Sub_DealLost",
                                "Сделку проиграли на любом этапе",
                                "Сделку проиграли на каком-то этапе")
                        .with("name=\"deal.paused\"", "name=\"deal.agreed\""),
                Deal.KEY);

        long id = moved(Deal.KEY, old, now);

        assertThat(versionOf(frame)).isEqualTo(now);
        assertThat(instance(ProposalPreparation.KEY, deal).getId()).isEqualTo(called);
        assertThat(runtime.createEventSubscriptionQuery()
                        .processInstanceId(frame)
                        .list())
                .extracting(subscription -> subscription.getEventName())
                .as("a message that has another name now is waited for under that name")
                .containsExactlyInAnyOrder("deal.lost", "deal.agreed");
        process.lose(deal, new Loss("no-budget", "Бюджета не будет", null, null, 6));
        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(called)
                        .count())
                .isZero();
    }

    @Test
    void aStepThatIsDoneForEachLineGoesOnWithTheLineThatItHasComeTo() {
        String key = "contract-signing";
        int old = deploy(EditedModel.of(key), key);
        String deal = openDeal();
        String instance = standingAt(
                key,
                "Call_PolicyIssue#multiInstanceBody",
                deal,
                Map.of(
                        "lineCount",
                        2,
                        "dealOwner",
                        "manager",
                        "client",
                        "ООО «Ромашка»",
                        "dealNumber",
                        deal,
                        "contractId",
                        1L));
        String called = calledBy(instance);
        int now = deploy(
                EditedModel.of(key).with("name=\"Составить письмо с полисами\"", "name=\"Написать о полисах\""), key);

        long id = rehearsed(key, old, now);
        migrations.start(id, WHY, "analyst");
        runJobs();

        assertThat(versionOf(instance)).isEqualTo(now);
        assertThat(calledBy(instance)).isEqualTo(called);
        assertThat(counted(instance, "nrOfInstances")).isEqualTo(2);
        assertThat(counted(instance, "loopCounter")).isEqualTo(0);
    }

    private Object counted(String instance, String variable) {
        return runtime.createVariableInstanceQuery()
                .processInstanceIdIn(instance)
                .variableName(variable)
                .singleResult()
                .getValue();
    }

    private String calledBy(String instance) {
        return runtime.createProcessInstanceQuery()
                .superProcessInstanceId(instance)
                .singleResult()
                .getId();
    }

    @Test
    void aRealApprovalGoesOnByTheNewVersion() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        String deal = dealOf(webForm(freshInn()));
        propose(deal, 0);
        complete("underwriter", deal, ProposalApproval.TASK_CHECK_TARIFF, with("decision", "approve"));
        Task open = task(deal, TERMS);
        int now = deploy(
                EditedModel.of(APPROVAL)
                        .renamed(TERMS, "Task_CheckTermsOfContract", "Проверить условия", "Проверить условия договора"),
                APPROVAL);

        long id = rehearsed(APPROVAL, old, now);
        assertThat(migrations.stake(id).premium()).isEqualByComparingTo("100000.00");
        migrations.start(id, WHY, "analyst");
        runJobs();

        assertThat(task(deal, "Task_CheckTermsOfContract"))
                .extracting(Task::getId, Task::getDueDate)
                .containsExactly(open.getId(), open.getDueDate());
        complete("lawyer", deal, "Task_CheckTermsOfContract", with("decision", "approve"));
        complete("head", deal, ProposalApproval.TASK_APPROVE_DISCOUNT, with("decision", "approve"));
        Proposal.State state =
                transaction.execute(status -> proposals.of(deal(deal)).get(0).state());
        assertThat(state).isEqualTo(Proposal.State.APPROVED);
        runJob(deal, ProposalPreparation.TASK_MAKE_DOCUMENT);
        assertThat(isOpen(deal, ProposalPreparation.TASK_SEND_PROPOSAL)).isTrue();
    }
}
