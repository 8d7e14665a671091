package io.polisflow.process.models.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.deal.Deal;
import io.polisflow.process.models.migration.MappingProposal.Origin;
import io.polisflow.process.models.migration.MappingProposal.StepChoice;
import io.polisflow.process.models.migration.ModelMigration.State;
import io.polisflow.process.models.migration.MovedInstance.Forecast;
import io.polisflow.process.models.migration.MovedInstance.Outcome;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Running deals move to a new version of their model when an analyst says so, and only those that can. */
class MigrationTest extends MigrationCase {

    private static final String TERMS = ProposalApproval.TASK_CHECK_TERMS;
    private static final String DISCOUNT = ProposalApproval.TASK_APPROVE_DISCOUNT;
    private static final String TERMS_ANEW = "Task_CheckTermsOfContract";
    private static final String ENDORSE = "Task_Endorse";
    private static final String WHY = "Второй юрист по договорам";

    @Autowired
    private DealProcess process;

    /** The lawyer's step has a new id and a longer label, the head's is another step now. */
    private static EditedModel lawyersStepRenamed() {
        return EditedModel.of(APPROVAL)
                .renamed(TERMS, TERMS_ANEW, "Проверить условия", "Проверить условия договора")
                .renamed(DISCOUNT, ENDORSE, "Утвердить скидку", "Визировать");
    }

    private String approvalAt(String step) {
        return standingAt(APPROVAL, step, openDeal(), Map.of("client", "ООО «Ромашка»"));
    }

    private StepChoice step(MappingProposal proposal, String id) {
        return proposal.steps().stream()
                .filter(each -> each.step().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<MovedInstance> stayed(long id) {
        return migrations.instances(id, Outcome.STAYED, "", 100);
    }

    @Test
    void theSameStepsGoTogetherAndARenamedOneIsFoundByItsLikeness() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        approvalAt(TERMS);
        int now = deploy(lawyersStepRenamed(), APPROVAL);

        MappingProposal proposal = migrations.propose(APPROVAL, old, now);

        assertThat(step(proposal, ProposalApproval.TASK_CHECK_TARIFF))
                .extracting(StepChoice::origin, StepChoice::target, StepChoice::standing)
                .containsExactly(Origin.SAME, ProposalApproval.TASK_CHECK_TARIFF, 0);
        assertThat(step(proposal, TERMS))
                .extracting(StepChoice::origin, StepChoice::target, StepChoice::standing, StepChoice::kind)
                .containsExactly(Origin.SUGGESTED, TERMS_ANEW, 1, "задача");
        assertThat(step(proposal, DISCOUNT))
                .extracting(StepChoice::origin, StepChoice::target)
                .containsExactly(Origin.NONE, null);
        assertThat(step(proposal, DISCOUNT).options())
                .extracting(option -> option.name())
                .contains("Визировать");
        assertThat(proposal.steps().get(0).origin())
                .as("what needs a person comes first")
                .isEqualTo(Origin.NONE);
        assertThatThrownBy(() -> migrations.propose(APPROVAL, old, now + 1)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void ofFiftyApprovalsTheOneThatCannotMoveStaysAndSaysWhy() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        List<String> movable = new ArrayList<>();
        for (int i = 0; i < 49; i++) {
            movable.add(approvalAt(TERMS));
        }
        String deal = openDeal();
        premium(deal, "90000.00");
        String stuck = standingAt(APPROVAL, DISCOUNT, deal, Map.of());
        Map<String, Date> due = deadlines();
        assertThat(due).hasSize(50).doesNotContainValue(null);
        int now = deploy(lawyersStepRenamed(), APPROVAL);

        long id = rehearsed(APPROVAL, old, now);

        assertThat(migrations.get(id).state()).isEqualTo(State.REHEARSED);
        assertThat(migrations.forecasts(id)).containsOnly(entry(Forecast.CAN, 49), entry(Forecast.CANNOT, 1));
        Stake stake = migrations.stake(id);
        assertThat(stake)
                .extracting(Stake::instances, Stake::deals, Stake::clients, Stake::outside)
                .containsExactly(50, 50, 50, 0);
        assertThat(stake.premium()).isEqualByComparingTo("90000.00");
        assertThat(stake.stages()).singleElement().satisfies(stage -> {
            assertThat(stage.stage()).isEqualTo(Stage.PROPOSAL_APPROVAL);
            assertThat(stage.deals()).isEqualTo(50);
        });
        assertThat(stake.steps())
                .extracting(Stake.OfStep::name, Stake.OfStep::instances, Stake.OfStep::movable)
                .containsExactly(tuple("Проверить условия", 49, 49), tuple("Утвердить скидку", 1, 0));
        assertThat(stake.obstacles()).singleElement().satisfies(obstacle -> assertThat(obstacle.reason())
                .isEqualTo("Стоит на шаге «Утвердить скидку», которому не сопоставлен шаг новой версии"));
        assertThat(versionOf(movable.get(0))).as("a rehearsal moves nothing").isEqualTo(old);

        migrations.start(id, WHY, "analyst");
        runJobs();

        assertThat(migrations.get(id))
                .extracting(ModelMigration::state, ModelMigration::reason, ModelMigration::startedBy)
                .containsExactly(State.DONE, WHY, "analyst");
        assertThat(migrations.outcomes(id)).containsOnly(entry(Outcome.MOVED, 49), entry(Outcome.STAYED, 1));
        assertThat(movable)
                .allSatisfy(instance -> assertThat(versionOf(instance)).isEqualTo(now));
        assertThat(versionOf(stuck)).isEqualTo(old);
        assertThat(stayed(id)).singleElement().satisfies(instance -> {
            assertThat(instance.dealNumber()).isEqualTo(deal);
            assertThat(instance.reason()).contains("«Утвердить скидку», которому не сопоставлен");
        });
        assertThat(deadlines()).as("what was promised stays promised").isEqualTo(due);
        assertThat(tasks.createTaskQuery().taskDefinitionKey(TERMS_ANEW).count())
                .isEqualTo(49);

        migrations.retry(id);
        runJobs();
        assertThat(migrations.outcomes(id)).as("nothing has changed for it").containsEntry(Outcome.STAYED, 1);
        assertThat(isOpen(deal, DISCOUNT)).isTrue();
    }

    private Map<String, Date> deadlines() {
        return tasks.createTaskQuery().processInstanceIdIn(started()).list().stream()
                .collect(Collectors.toMap(Task::getId, Task::getDueDate, (one, other) -> one, TreeMap::new));
    }

    @Test
    void whatHasMovedMayMoveBack() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        String instance = approvalAt(TERMS);
        Date due = deadlines().values().iterator().next();
        int now = deploy(lawyersStepRenamed(), APPROVAL);
        long there = rehearsed(APPROVAL, old, now);
        assertThatThrownBy(() -> migrations.takeBack(there, "analyst")).isInstanceOf(ConflictException.class);
        migrations.start(there, WHY, "analyst");
        runJobs();

        long back = migrations.takeBack(there, "admin");
        runJobs();
        assertThat(migrations.forecasts(back)).containsOnly(entry(Forecast.CAN, 1));
        migrations.start(back, "Новая версия с ошибкой", "admin");
        runJobs();

        assertThat(migrations.get(back).undoesId()).isEqualTo(there);
        assertThat(migrations.takenBackBy(there))
                .hasValueSatisfying(each -> assertThat(each.id()).isEqualTo(back));
        assertThat(versionOf(instance)).isEqualTo(old);
        assertThat(tasks.createTaskQuery()
                        .taskDefinitionKey(TERMS)
                        .singleResult()
                        .getDueDate())
                .isEqualTo(due);
    }

    @Test
    void whereTwoStepsBecameOneThereIsNoWayBack() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        String lawyers = approvalAt(TERMS);
        String heads = approvalAt(DISCOUNT);
        int now = deploy(lawyersStepRenamed(), APPROVAL);
        Map<String, String> mapping = new LinkedHashMap<>(proposed(APPROVAL, old, now));
        mapping.put(DISCOUNT, TERMS_ANEW);
        long there = migrations.rehearse(APPROVAL, old, now, mapping, "analyst");
        runJobs();
        migrations.start(there, WHY, "analyst");
        runJobs();
        assertThat(List.of(versionOf(lawyers), versionOf(heads))).containsOnly(now);

        long back = migrations.takeBack(there, "analyst");
        runJobs();

        assertThat(migrations.forecasts(back)).containsOnly(entry(Forecast.CANNOT, 2));
    }

    @Test
    void aPausedMigrationMovesNothingUntilItGoesOn() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        for (int i = 0; i < MigrationWork.BATCH + 1; i++) {
            approvalAt(TERMS);
        }
        int now = deploy(lawyersStepRenamed(), APPROVAL);
        long id = rehearsed(APPROVAL, old, now);
        migrations.start(id, WHY, "analyst");
        management.executeJob(jobs().get(0).getId());
        assertThat(migrations.outcomes(id)).containsOnly(entry(Outcome.MOVED, MigrationWork.BATCH));

        migrations.pause(id);
        assertThatThrownBy(() -> migrations.pause(id)).isInstanceOf(ConflictException.class);
        runJobs();
        assertThat(migrations.outcomes(id)).containsOnly(entry(Outcome.MOVED, MigrationWork.BATCH));
        assertThat(migrations.get(id).state()).isEqualTo(State.PAUSED);

        migrations.resume(id);
        assertThatThrownBy(() -> migrations.resume(id)).isInstanceOf(ConflictException.class);
        runJobs();
        assertThat(migrations.outcomes(id)).containsOnly(entry(Outcome.MOVED, MigrationWork.BATCH + 1));
        assertThat(migrations.get(id).state()).isEqualTo(State.DONE);
    }

    @Test
    void workThatWasCutOffIsTakenUpWhereItStopped() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        String instance = approvalAt(TERMS);
        int now = deploy(lawyersStepRenamed(), APPROVAL);
        long id = rehearsed(APPROVAL, old, now);
        migrations.start(id, WHY, "analyst");
        // Its attempts used up, the job is as good as gone.
        jobs().forEach(job -> management.deleteJob(job.getId()));
        assertThatThrownBy(() -> migrations.resume(id)).isInstanceOf(ConflictException.class);

        clock.move(Duration.ofMinutes(3));
        assertThat(migrations.get(id).interrupted(clock.instant())).isTrue();
        migrations.resume(id);
        runJobs();

        assertThat(versionOf(instance)).isEqualTo(now);
    }

    @Test
    void aMappingThatTheEngineRefusesIsExplainedStepByStep() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        approvalAt(TERMS);
        int now =
                deploy(lawyersStepRenamed().withTimer(TERMS_ANEW, "Event_Late", "Юрист молчит", days("P3D")), APPROVAL);

        assertThatThrownBy(() -> migrations.rehearse(APPROVAL, old, now, Map.of(TERMS, "Event_Late"), "analyst"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("«Проверить условия» → «Юрист молчит»: это шаги разного вида");
        assertThatThrownBy(() -> migrations.rehearse(APPROVAL, old, now, Map.of(TERMS, "Task_Nowhere"), "analyst"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("не найден");
        assertThatThrownBy(() -> migrations.rehearse(APPROVAL, now, old, Map.of(), "analyst"))
                .hasMessage("На версии " + now + " ничего не идёт: переносить нечего");
        assertThatThrownBy(() -> migrations.rehearse(APPROVAL, old, old, Map.of(), "analyst"))
                .hasMessageContaining("две разные версии");
        assertThat(migrations.latest(APPROVAL)).isEmpty();
    }

    private static String days(String iso) {
        return "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">" + iso + "</bpmn:timeDuration>";
    }

    @Test
    void itStartsOnceWithAReasonAndNeverBesideAnother() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        approvalAt(TERMS);
        int now = deploy(lawyersStepRenamed(), APPROVAL);
        long id = rehearsed(APPROVAL, old, now);
        long other = rehearsed(APPROVAL, old, now);

        assertThatThrownBy(() -> migrations.start(id, " Так ", "analyst"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("зачем");
        assertThatThrownBy(() -> migrations.retry(id)).isInstanceOf(ConflictException.class);
        migrations.start(id, WHY, "analyst");
        assertThatThrownBy(() -> migrations.start(id, WHY, "analyst")).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> migrations.start(other, WHY, "analyst")).hasMessageContaining("другой перенос");
        runJobs();
        assertThatThrownBy(() -> migrations.retry(id)).hasMessageContaining("Повторять нечего");
        migrations.start(other, WHY, "analyst");
        runJobs();

        assertThat(stayed(other)).singleElement().satisfies(instance -> assertThat(instance.reason())
                .isEqualTo("Уже на новой версии: перенесена другим переносом"));
    }

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
                deploy(EditedModel.of(APPROVAL).withTimer(TERMS, "Event_Late", "Юрист молчит", days("P3D")), APPROVAL);
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
        Map<String, Object> known =
                Map.of("lawyerLateAt", Date.from(clock.instant().plus(Duration.ofDays(1))));
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
                                "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${lawyerLateAt}</bpmn:timeDate>"),
                APPROVAL);
        long id = rehearsed(APPROVAL, old, now);
        migrations.start(id, WHY, "analyst");
        runJobs();

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
        long id = rehearsed(key, old, now);
        migrations.start(id, WHY, "analyst");
        runJobs();

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
                        .with("name=\"deal.paused\"", "name=\"deal.halted\""),
                Deal.KEY);

        long id = rehearsed(Deal.KEY, old, now);
        migrations.start(id, WHY, "analyst");
        runJobs();

        assertThat(versionOf(frame)).isEqualTo(now);
        assertThat(instance(ProposalPreparation.KEY, deal).getId()).isEqualTo(called);
        assertThat(runtime.createEventSubscriptionQuery()
                        .processInstanceId(frame)
                        .list())
                .extracting(subscription -> subscription.getEventName())
                .as("a message that has another name now is waited for under that name")
                .containsExactlyInAnyOrder("deal.lost", "deal.halted");
        process.lose(deal, new Loss("no-budget", "Бюджета не будет", null, null, 6));
        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(called)
                        .count())
                .isZero();
    }

    @Test
    void aRealApprovalGoesOnToTheSecondLawyer() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        String deal = dealOf(webForm(freshInn()));
        String owner = deal(deal).owner();
        complete(
                owner,
                deal,
                ProposalPreparation.TASK_ASSEMBLE_PROPOSAL,
                with(
                        "startsOn",
                        "2027-01-01",
                        "termMonths",
                        12,
                        "lines",
                        List.of(with(
                                "product", "property", "object", "Склад", "sumInsured", "10000000", "discount", 0))));
        complete(
                owner,
                deal,
                ProposalPreparation.TASK_FILL_RISK_PARAMETERS,
                with(
                        "parameters",
                        riskParameters(deal, List.of("warehouse", "Подольск, Складская, 1", "1200", "2010", "true"))));
        runJob(deal, ProposalPreparation.TASK_CALCULATE_PREMIUM);
        complete(owner, deal, ProposalPreparation.TASK_REVIEW_CALCULATION, with("calculation", "accept"));
        complete("underwriter", deal, ProposalApproval.TASK_CHECK_TARIFF, with("decision", "approve"));
        Date due = task(deal, TERMS).getDueDate();
        int now = deploy(
                EditedModel.of(APPROVAL).withSecond(TERMS, "Task_CheckTermsTwice", "Проверить условия вторым юристом"),
                APPROVAL);

        long id = rehearsed(APPROVAL, old, now);
        assertThat(migrations.stake(id).premium()).isEqualByComparingTo("100000.00");
        migrations.start(id, WHY, "analyst");
        runJobs();

        assertThat(task(deal, TERMS).getDueDate()).isEqualTo(due);
        complete("lawyer", deal, TERMS, with("decision", "approve"));
        assertThat(task(deal, "Task_CheckTermsTwice"))
                .extracting(Task::getName, task -> task.getDueDate() == null)
                .containsExactly("Проверить условия вторым юристом", false);
    }
}
