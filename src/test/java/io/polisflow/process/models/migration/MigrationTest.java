package io.polisflow.process.models.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.models.migration.MappingProposal.Origin;
import io.polisflow.process.models.migration.MappingProposal.StepChoice;
import io.polisflow.process.models.migration.ModelMigration.State;
import io.polisflow.process.models.migration.MovedInstance.Forecast;
import io.polisflow.process.models.migration.MovedInstance.Outcome;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** Running deals move to a new version of their model when an analyst says so, and only those that can. */
class MigrationTest extends MigrationCase {

    private static final String DISCOUNT = ProposalApproval.TASK_APPROVE_DISCOUNT;
    private static final String TERMS_ANEW = "Task_CheckTermsOfContract";
    private static final String ENDORSE = "Task_Endorse";

    /** The lawyer's step has a new id and a longer label, the head's is another step now. */
    private static EditedModel lawyersStepRenamed() {
        return EditedModel.of(APPROVAL)
                .renamed(TERMS, TERMS_ANEW, "Проверить условия", "Проверить условия договора")
                .renamed(DISCOUNT, ENDORSE, "Утвердить скидку", "Визировать");
    }

    private StepChoice step(MappingProposal proposal, String id) {
        return proposal.steps().stream()
                .filter(each -> each.step().equals(id))
                .findFirst()
                .orElseThrow();
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
        // The table that came along has no row for the step that was left behind: its deadline follows.
        String left =
                tasks.createTaskQuery().processInstanceId(stuck).singleResult().getId();
        due.remove(left);
        Map<String, Date> promised = deadlines();
        promised.remove(left);
        assertThat(promised).as("what was promised stays promised").isEqualTo(due);
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
                        .processInstanceId(instance)
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
        int now = deploy(
                lawyersStepRenamed().withTimer(TERMS_ANEW, "Event_Late", "Юрист молчит", after("P3D")), APPROVAL);

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
}
